"""Somebody who has filed, as rows."""

from datetime import UTC, date, datetime

from django.apps import apps
from django.utils import timezone

from mantetong.policies import operations, queries

AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
PHONE = "13800000001"


def a_citizen(phone=PHONE, psn_no="5114000000000000006301"):
    """A real-name account with a telephone."""
    person = apps.get_model("people.InsuredPerson").objects.create(
        psn_no=psn_no, name="谢桂兰", id_number="510199195304172486", id_digest=psn_no.ljust(64, "0")[:64],
        born_on=date(1953, 4, 17), sex="2", registry_state="CONFIRMED", created_at=AT,
    )  # fmt: skip
    account = apps.get_model("people.Account")(person=person, created_at=AT, phone=phone, phone_digest=psn_no.ljust(64, "1")[:64])
    account.save()
    return account


def a_submitted_filing(account, *, number="511400202607010000123", region="511400", phone=None, with_account=True, cases=1):
    """A filing with its number and `cases` diseases."""
    version = apps.get_model("policies.PolicyVersion").objects.filter(region=region).first() or a_policy_version(region)
    filing = apps.get_model("cases.Filing").objects.create(
        region=region, door="web", person=account.person, account=account if with_account else None, opened_at=AT, changed_at=AT,
        number=number, submitted_at=AT, policy_version=version, phone=phone,
    )  # fmt: skip
    for ordinal in range(1, cases + 1):
        apps.get_model("cases.Case").objects.create(
            filing=filing, ordinal=ordinal, number=f"{number}-{ordinal}", region=region, person=account.person,
            disease_code=f"M0160{ordinal}", stage="FILED", entered_stage_at=AT,
        )  # fmt: skip
    return filing


def a_policy_version(region):
    operations.load_packs(at=timezone.now())
    return apps.get_model("policies.PolicyVersion").objects.get(pk=queries.current_version(region=region, on=AT.date()).id)
