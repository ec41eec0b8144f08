"""The whole of a city: staff, filings, decisions, figures."""

import random
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.people.operations import make_staff
from mantetong.people.queries import person_by_psn_no
from mantetong.sandbox import demo_people
from mantetong.sandbox.city.building import REGION, built, first_psn_no
from mantetong.sandbox.city.figures import Figures, figures_of
from mantetong.sandbox.city.plan import Plan
from mantetong.sandbox.city.reviewing import Desk, review

_EACH = 50
_REVIEWERS = 4


@dataclass(frozen=True, slots=True)
class _Staff:
    clerk: Actor
    reviewers: tuple[Actor, ...]
    supervisor: Actor


class CityStands(ValueError):
    """A city of this seed has been built here; its people would apply a second time."""

    code = "CITY_STANDS"


def run_city(*, plan: Plan, care: float, at: datetime, say: Callable[[str], None]) -> Figures:
    """Build it and work it off, but for the cases of its last day; `say` hears how far it is. Raises NotASandbox, CityStands."""
    if person_by_psn_no(first_psn_no(plan)) is not None:
        raise CityStands(plan.seed)
    demo_people.ensure(at=at)
    begins_at = (at - timedelta(days=plan.days)).replace(hour=1, minute=0, second=0, microsecond=0)  # nine in Shanghai
    staff = _staff(plan.seed, begins_at)
    chance = random.Random(plan.seed + 1)
    done, waiting = [], 0
    for number, lot in enumerate(built(plan, clerk=staff.clerk, begins_at=begins_at)):
        if plan.is_waiting(number):
            waiting += 1
        else:
            reviewer = staff.reviewers[number % _REVIEWERS]
            done.append(review(lot, desk=Desk(reviewer, staff.supervisor, care, chance)))
        if (number + 1) % _EACH == 0:
            say(f"{number + 1}/{plan.cases}")
    return figures_of(done, waiting=waiting)


def _staff(seed: int, at: datetime) -> _Staff:
    reviewers = tuple(_member(Role.REVIEWER, f"reviewer{n}-{seed}", at) for n in range(1, _REVIEWERS + 1))
    return _Staff(_member(Role.CLERK, f"clerk-{seed}", at), reviewers, _member(Role.SUPERVISOR, f"supervisor-{seed}", at))


def _member(role: Role, name: str, at: datetime) -> Actor:
    username = f"city-{name}"
    account_id = make_staff(
        username=username, password=f"Demo-{username}", role=role, region=REGION, institution=None,
        totp_secret=b32encode(username.encode()).decode().rstrip("="), at=at, display_name="样例城市",
    )  # fmt: skip
    return Actor(account_id, frozenset({role}), REGION)
