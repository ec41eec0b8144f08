"""Run in a process of its own with the bench's settings: work a city, or copy it until there are so many cases.

python -m bench.city prepare                  packs and demo people
python -m bench.city work CASES DAYS SEED     the city's figures, then one line of JSON: who is signed in at its desk
python -m bench.city grow FIRST LAST          copies number FIRST to LAST
python -m bench.city check                    what does not hold; exit code 1 when anything does not
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  only now are there apps
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from mantetong.people.models import Account  # noqa: E402
from mantetong.policies.operations import load_packs  # noqa: E402
from mantetong.sandbox import demo_people  # noqa: E402
from mantetong.sandbox.city.building import REGION  # noqa: E402
from mantetong.sandbox.city.checking import problems  # noqa: E402
from mantetong.sandbox.city.copying import copy_city  # noqa: E402
from mantetong.sandbox.city.plan import Plan  # noqa: E402
from mantetong.sandbox.city.running import run_city  # noqa: E402


def prepare() -> None:
    """What every city stands on."""
    at = timezone.now()
    load_packs(at=at)
    demo_people.ensure(at=at)


def work(cases: int, days: int, seed: int) -> None:
    """Work it off and print what bench.desk needs."""
    print(run_city(plan=Plan(cases, days, seed), care=0.9, at=timezone.now(), say=_say))
    client = Client()
    client.force_login(Account.objects.get(username=f"city-reviewer1-{seed}"))
    session = client.session
    session["people.door"] = "desk"
    session.save()
    print(json.dumps({"region": REGION, "reviewer": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}))


def check() -> int:
    """Print every invariant that does not hold."""
    found = problems()
    print("\n".join(found) or "every ledger, decision, recognition and person agrees")
    return 1 if found else 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    word, *numbers = sys.argv[1:]
    if word == "check":
        sys.exit(check())
    if word == "prepare":
        prepare()
    elif word == "work":
        work(*(int(one) for one in numbers))
    else:
        copy_city(first=int(numbers[0]), last=int(numbers[1]), say=lambda _words: None)
