"""Run in a process of its own with the bench's settings: one case and one draft made the ordinary way, and signed-in sessions.

Prints one line of JSON: ids to copy from, and the cookies to ask with.
"""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402  only now are there apps
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from mantetong.people.models import Account, InsuredPerson  # noqa: E402
from mantetong.review.operations import judge_case  # noqa: E402
from tests.factories import a_draft, a_reviewer, a_submitted_filing, its_case  # noqa: E402


def _session(account_id: int, **more: str) -> str:
    client = Client()
    client.force_login(Account.objects.get(pk=account_id))
    session = client.session
    session.update(more)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def main() -> None:
    """Make them."""
    at = timezone.now()
    filing, filer = a_submitted_filing(at=at)
    case = its_case(filing)
    judge_case(case_id=case.pk, at=at)
    draft, applicant = a_draft(at=at)
    person = InsuredPerson.objects.get(pk=filing.person_id)
    made = {
        "filing": filing.pk,
        "case": case.pk,
        "draft": draft.pk,
        "draft_case": its_case(draft).pk,
        "person": person.pk,
        "reviewer": _session(a_reviewer().account_id, **{"people.door": "desk"}),
        "applicant": _session(applicant.account_id),
        "filer": _session(filer.account_id),
        "region": filing.region,
        "filing_reference": filing.reference,
        "case_reference": case.reference,
        "draft_reference": draft.reference,
    }
    print(json.dumps(made))


if __name__ == "__main__":
    main()
