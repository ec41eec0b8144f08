"""What the later rooms make of a case, one of each: a recognition with its papers, a link, a call, a letter, a push …

Rows that a job would make are written as rows: here it is asked who may open them, not how they came about.
"""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mantetong.apply.clerk.models import FedPage
from mantetong.apply.models import Recording, SlotLink
from mantetong.apply.operations.slot_links import open_slot_link
from mantetong.cases import operations as cases
from mantetong.cases.models import Case, Filing
from mantetong.cases.queries import standing_decision
from mantetong.cases.queries.at_counter import HANDED_IN
from mantetong.determination.models import Letter, MissingCode, SecondReading
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.materials.models import Paper, Signal, Upload
from mantetong.notice.hotline.models import HotlineCall
from mantetong.notice.models import Push, Subscriber
from mantetong.outside.documents import store
from mantetong.people.models import DataCopy, Mandate
from mantetong.policies.models import PolicyVersion, Publication
from mantetong.recognition.models import CertificateFile, Posting, Proposal
from mantetong.review.models import Enquiry, Refusal
from tests.factories import MEISHAN, MONDAY, a_hospital
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.recognition.factories import a_recognition
from tests.rooms.review.factories import SLOT, a_filing_sent_back, a_paper

Actors = dict[tuple[str, str], Actor]
OWN = "own"
LATELY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # an hour before the question


def add_things(world: Any, actors: Actors, person: Any, applicant: Actor) -> None:
    """All of them, named in `world.things`; what belongs to one role in `world.of_role`."""
    row = Filing.objects.get
    filed, decided = row(reference=world.things["filed"]), row(reference=world.things["decided"])
    _held(world, actors, person)
    _of_the_person(world, person, applicant)
    _of_drafts(world, applicant)
    _of_the_desk(world, actors, filed)
    _of_determination(world, actors, decided)
    _of_the_office(world, actors, filed)


def _held(world: Any, actors: Actors, person: Any) -> None:
    held = a_recognition(person=person, begins_on=date(2026, 3, 1), ends_on=date(2027, 2, 28), disease_code="M00500")
    CertificateFile.objects.create(
        recognition=held, key=store(content=b"%PDF-1.7", person_id=person.pk), sha256="0" * 64, text="CERT", made_at=LATELY
    )
    proposal = Proposal.objects.create(
        recognition=held, act="SUSPEND", reason="核对", proposed_by_id=actors[Role.REVIEWER, OWN].account_id,
        proposed_at=LATELY, heard_until=date(2026, 3, 20),
    )  # fmt: skip
    posting = Posting.objects.create(
        recognition=held, recipient="张三", phone="13800138000", address="样例路3号", asked_at=LATELY, changed_at=LATELY
    )
    world.things |= {"held": held.pk, "certificate": held.token, "proposal": proposal.pk, "posting": posting.pk}


def _of_the_person(world: Any, person: Any, applicant: Actor) -> None:
    copy = DataCopy.objects.create(
        account_id=applicant.account_id, person=person, state="READY", asked_at=MONDAY, ready_at=MONDAY,
        file_key=store(content=b"PK", person_id=person.pk), expires_at=LATELY + timedelta(days=7),
    )  # fmt: skip
    world.things["copy_id"] = copy.pk
    photograph = store(content=a_jpeg(40, 40), person_id=person.pk)
    Mandate.objects.filter(pk=world.things["mandate_id"]).update(proof={"papers": [photograph]})
    world.things["photograph"] = photograph[-20:]


def _of_drafts(world: Any, applicant: Actor) -> None:
    for role in (Role.APPLICANT, Role.PROXY):
        draft = Filing.objects.get(reference=world.thing("draft", role))
        link = open_slot_link(filing_id=draft.pk, slot=SLOT, by=Actor(draft.account_id, applicant.roles), at=LATELY)
        removed = a_paper(draft, slot=SLOT)
        Paper.objects.filter(pk=removed.pk).update(state="REMOVED", removed_at=LATELY)
        upload = Upload.objects.create(
            client_key=f"matrix-{role}", account_id=draft.account_id, filing=draft, slot=SLOT, name="证明.jpg", size=9,
            at=LATELY, expires_at=LATELY + timedelta(days=1),
        )  # fmt: skip
        world.of_role |= {("removed", role): removed.key, ("upload", role): upload.key}
        world.things |= {"link": SlotLink.objects.get(pk=link).token, "removed": removed.key, "upload": upload.key}


def _of_the_desk(world: Any, actors: Actors, filed: Filing) -> None:
    reviewer, clerk = actors[Role.REVIEWER, OWN], actors[Role.CLERK, OWN]
    Recording.objects.create(
        filing=filed, storage_key=store(content=b"voice", person_id=filed.person_id), type="audio/ogg", size=5, at=LATELY
    )
    for role in (Role.CLERK, Role.HELPER):
        begun = Filing.objects.get(reference=world.thing("counter", role))
        page = store(content=a_jpeg(40, 40), person_id=begun.person_id)
        FedPage.objects.create(filing=begun, number=1, storage_key=page, width=40, height=40, at=LATELY)
    enquiry = Enquiry.objects.create(
        filing=filed, institution=a_hospital(), question="是否贵院出具", account_id=reviewer.account_id, asked_at=LATELY,
        answer_by=date(2026, 3, 20),
    )  # fmt: skip
    waiting, _reviewer, _applicant = a_filing_sent_back()
    given = cases.assign(filing_id=waiting.pk, role=Role.CLERK, why=HANDED_IN, at=LATELY, account_id=clerk.account_id)
    Refusal.objects.create(
        filing=filed, account_id=reviewer.account_id, role=Role.REVIEWER, at=LATELY, reasons=[{"words": "样例", "source": "样例"}]
    )
    signal = Signal.objects.create(kind="PAGE", digest="0" * 64, region=MEISHAN, people=2, first_at=LATELY, last_at=LATELY)
    world.things |= {"enquiry_id": enquiry.pk, "assignment_id": given, "signal_id": signal.pk}


def _of_determination(world: Any, actors: Actors, decided: Filing) -> None:
    reviewer, case = actors[Role.REVIEWER, OWN], Case.objects.get(filing=decided)
    told = standing_decision(case.pk)
    assert told is not None
    Letter.objects.create(
        case=case, decision=told.id, key=store(content=b"%PDF-1.7", person_id=decided.person_id), made_at=LATELY
    )
    given = cases.assign(
        filing_id=decided.pk, case_id=case.pk, role=Role.REVIEWER, why="QUALITY_SAMPLE", at=LATELY, account_id=reviewer.account_id
    )
    SecondReading.objects.create(
        case=case, region=MEISHAN, disease_code=case.disease_code, decision=told.id, why="RISK", seed="0", assignment=given,
        reader_id=reviewer.account_id, drawn_at=LATELY,
    )  # fmt: skip
    missing = MissingCode.objects.create(
        case=case, region=MEISHAN, kind="INSTITUTION", said="云溪医院", asked_by_id=reviewer.account_id, asked_at=LATELY
    )
    world.things |= {"missing_id": missing.pk, "expert": actors[Role.EXPERT, OWN].account_id}


def _of_the_office(world: Any, actors: Actors, filed: Filing) -> None:
    for role in (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR):
        call = HotlineCall.objects.create(
            region=MEISHAN, filing_id=filed.pk, caller="SELF", fitted=True, account_id=actors[role, OWN].account_id,
            at=datetime.fromisoformat("2026-03-02T14:55:00+08:00"),
        )  # fmt: skip
        world.of_role["call_id", role] = call.pk
    portal = Subscriber.objects.create(
        region=MEISHAN, name="样例门户", url="https://portal.example/", secret="0" * 32, created_at=LATELY,
        account_id=actors[Role.SUPERVISOR, OWN].account_id,
    )  # fmt: skip
    push = Push.objects.create(
        subscriber=portal, message_id=uuid.UUID(int=1), event="SUBMIT", event_key="matrix", subject=filed.number, data={},
        at=LATELY, state="GIVEN_UP", settled_at=LATELY,
    )  # fmt: skip
    publication = Publication.objects.create(digest="0" * 64, staged_at=LATELY)
    version = PolicyVersion.objects.filter(region=MEISHAN).latest("pk")
    world.things |= {
        "subscriber_id": portal.pk, "push_id": push.pk, "publication": publication.pk, "version": version.pk,
    }  # fmt: skip
