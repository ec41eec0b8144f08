"""A ready draft, the pages of a home, and how things are sent to them."""

from mantetong.apply.answers import version_of
from mantetong.cases import operations as cases
from tests.factories import DIABETES, MONDAY
from tests.journeys.bad_input import a_draft_at_home

PHONE = "13900139000"
ANSWERS = {
    "told": {},
    "disease": {"diseases": [DIABETES]},
    "hospital": {"institution": ""},
    "summary": {"summary": "三年前查出来，一直吃药。"},
    "contact": {"phone": PHONE, "address": ""},
}


def page(filing, step):
    """The address of a step of a draft."""
    return f"/apply/draft/{filing.reference}/{step}/"


def answered_draft(**more):
    """A draft in which every question is answered."""
    filing, by, home = a_draft_at_home(**more)
    for question, answer in ANSWERS.items():
        assert home.post(page(filing, f"q/{question}"), answer).status_code == 302, question
    return filing, by, home


def ready_draft(**more):
    """The same, signed: one step from its number."""
    filing, by, home = answered_draft(**more)
    cases.note_signature(filing_id=filing.pk, form_key="form", signed_at=MONDAY, at=MONDAY)
    return filing, by, home


def seen(filing, question):
    """What a page made now carries along."""
    return str(version_of(filing_id=filing.pk, question=question))
