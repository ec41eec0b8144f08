"""A filing to put papers into, its owner, a stranger and a reviewer."""

from datetime import UTC, date, datetime

import pytest

from mantetong.cases import operations as cases
from mantetong.cases.queries import filing_for
from mantetong.domain.actor import Actor
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.people.models import Account, Institution, InsuredPerson
from mantetong.people.models.accounts import phone_digest
from mantetong.policies.operations import load_packs
from mantetong.queue import announce as announcing

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DIABETES = "M01600"


class Heard:
    """A reaction that only remembers what it was told."""

    name = "heard"

    def __init__(self) -> None:
        self.ids: list[dict[str, object]] = []

    def defer(self, **ids: object) -> int:
        self.ids.append(ids)
        return len(self.ids)


@pytest.fixture(autouse=True)
def heard():
    """Every announcement, by event."""
    before = announcing._reactions  # put back afterwards
    listeners = {event: Heard() for event in Event}
    announcing.register_reactions({event: [listener] for event, listener in listeners.items()})
    yield listeners
    announcing.register_reactions(before)


@pytest.fixture
def documents(settings, tmp_path):
    """Papers of a test stand in its own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {"BACKEND": "mantetong.outside.storage.SyncedFileStorage", "OPTIONS": {"location": str(tmp_path / "files")}},
    }
    return tmp_path / "files"


def an_account(phone: str) -> Account:
    return Account.objects.create(phone=phone, phone_digest=phone_digest(phone), created_at=NOON)


@pytest.fixture
def owner(db):
    return Actor(an_account("13800138000").pk, frozenset({Role.APPLICANT}))


@pytest.fixture
def stranger(db):
    return Actor(an_account("13900139000").pk, frozenset({Role.APPLICANT}))


@pytest.fixture
def reviewer(db):
    return Actor(an_account("13700137000").pk, frozenset({Role.REVIEWER}), region="511400")


@pytest.fixture
def filing(owner, documents):
    """A draft for diabetes in Meishan, opened by the owner for herself."""
    load_packs(at=NOON)
    person = InsuredPerson.objects.create(
        psn_no="51140000000000000000000000001",
        name="何静兰",
        id_number="511499195304170029",
        id_digest="digest of her number",
        born_on=date(1953, 4, 17),
        sex="2",
        registry_state="CONFIRMED",
        checked_at=NOON,
        created_at=NOON,
    )
    reference = cases.open_draft(by=owner, person_id=person.pk, region="511400", insutype="390", door="web", at=NOON)
    draft = filing_for(viewer=owner, reference=reference, at=NOON)
    cases.choose_diseases(filing_id=draft.id, codes=[DIABETES], urgent=frozenset(), at=NOON)
    return filing_for(viewer=owner, reference=reference, at=NOON)


def a_hospital(name: str = "云溪市第一人民医院") -> Institution:
    return Institution.objects.create(
        code="H51149900001", name=name, level="01", is_public=True, region="511400", in_force=True, fixmedins_type="1"
    )
