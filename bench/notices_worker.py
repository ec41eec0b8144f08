"""The worker's side of `bench.notices`: makes the people and their notices, then drains them as the queue's job does."""

import json
import sqlite3
import sys
import time
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402  Django first
from django.db.models import Max  # noqa: E402
from django.utils import timezone  # noqa: E402

from mantetong.notice import operations  # noqa: E402
from mantetong.policies.operations import load_packs  # noqa: E402
from mantetong.policies.queries import current_version  # noqa: E402

REGIONS = ("511400", "511300", "620900")


def fill(count: int, small: int) -> None:
    """`count` people with a filing and a waiting short message each: a wave in the first region, `small` in the two others."""
    at = timezone.now()
    load_packs(at=at)
    versions = {region: current_version(region=region, on=at.date()).id for region in REGIONS}
    person_model, account_model = apps.get_model("people.InsuredPerson"), apps.get_model("people.Account")
    filing_model, notice_model = apps.get_model("cases.Filing"), apps.get_model("notice.Notice")
    where = [REGIONS[0]] * (count - 2 * small) + [REGIONS[1]] * small + [REGIONS[2]] * small
    people = person_model.objects.bulk_create(
        [
            person_model(
                psn_no=f"{region}{n:010d}", name="谢桂兰", id_number=f"51019919530417{n:04d}", id_digest=f"{n:064d}",
                born_on=at.date().replace(year=1953), sex="2", registry_state="CONFIRMED", created_at=at,
            )
            for n, region in enumerate(where)
        ],
        batch_size=1000,
    )  # fmt: skip
    accounts = account_model.objects.bulk_create(
        [account_model(person=one, created_at=at, phone=f"139{n:08d}", phone_digest=f"{n:064d}") for n, one in enumerate(people)],
        batch_size=1000,
    )
    filings = filing_model.objects.bulk_create(
        [
            filing_model(
                region=region, door="web", person=account.person, account=account, opened_at=at, changed_at=at,
                number=f"{region}20260701{n:06d}", submitted_at=at, policy_version_id=versions[region],
            )
            for n, (region, account) in enumerate(zip(where, accounts, strict=True))
        ],
        batch_size=1000,
    )  # fmt: skip
    notice_model.objects.bulk_create(
        [
            notice_model(
                event="DECIDE", event_key=f"DECIDE:{filing.pk}", text_key="DECIDED", account_id=filing.account_id,
                person_id=filing.person_id, filing_id=filing.pk, region=filing.region, tail="0123", channel="SMS", state="QUEUED",
                at=at, due_at=at,
            )
            for filing in filings
        ],
        batch_size=1000,
    )  # fmt: skip


def main() -> None:
    """Prints the figures as one line of JSON."""
    count, small, home = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    fill(count, small)
    notices = apps.get_model("notice.Notice").objects
    began, started = time.perf_counter(), timezone.now()
    while notices.filter(state="QUEUED").exists():
        operations.drain(at=timezone.now(), most=512)
    seconds = time.perf_counter() - began
    through = notices.filter(region__in=REGIONS[1:]).aggregate(last=Max("handed_over_at"))["last"]
    with sqlite3.connect(home / "sandbox" / "state.sqlite") as rows:
        (messages,) = rows.execute("select count(*) from message").fetchone()
    rows.close()
    handed_over = notices.exclude(handed_over_at=None).count()
    said = {"seconds": seconds, "handed_over": handed_over, "small": (through - started).total_seconds(), "messages": messages}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
