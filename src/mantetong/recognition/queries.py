"""What other rooms may ask about recognitions. Frozen shapes only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files

from django.db import connection
from django.db.models import Q

from mantetong.recognition.models import CertificateFile, ImportRun, ImportSignOff, NationalState, Proposal, Recognition, State

_HELD = "\n".join(
    line for line in files(__package__).joinpath("sql", "held.sql").read_text("utf-8").splitlines() if not line.startswith("--")
)


@dataclass(frozen=True, slots=True)
class RecognitionCard:
    """One recognition. `ends_on` is the last day in force, None open-ended; `national_state` NOT_YET, REGISTERED, UNKNOWN or REFUSED."""

    id: int
    person_id: int
    region: str
    insutype: str
    disease_code: str
    disease_name: str
    begins_on: date
    ends_on: date | None
    state: str
    state_reason: str
    case_id: int | None
    decided_on: date
    issued_at: datetime
    token: str
    institution_code: str
    doctor_code: str
    national_state: str
    national_serial: str
    national_said: str

    def is_in_force(self, *, on: date) -> bool:
        """Counts on the day `on`: begun, not ended, neither suspended nor revoked."""
        covers = self.begins_on <= on and (self.ends_on is None or on <= self.ends_on)
        return covers and self.state == State.IN_FORCE


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """The certificate of a recognition: its token in addresses, the key of its PDF, and the text in its QR code."""

    recognition_id: int
    token: str
    key: str
    sha256: str
    text: str
    made_at: datetime


def held_by(*, person_id: int, on: date) -> tuple[RecognitionCard, ...]:
    """What counts for the person on that day, by disease. Asked by every settlement: written out, it costs a third."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"person_id": person_id, "on": on})
        return tuple(RecognitionCard(*row) for row in cursor.fetchall())


def all_of(*, person_id: int) -> tuple[RecognitionCard, ...]:
    """Everything the person was ever recognised for, what begins last first; suspended, revoked and ended ones included."""
    rows = Recognition.objects.filter(person_id=person_id).order_by("-begins_on", "-pk")
    return tuple(_card(row) for row in rows)


def still_to_end(*, person_id: int, disease_code: str, on: date) -> RecognitionCard | None:
    """The recognition of this disease that counts now or begins later: a second application would collide with it."""
    rows = Recognition.objects.filter(person_id=person_id, disease_code=disease_code).exclude(state=State.REVOKED)
    row = next((one for one in rows.order_by("begins_on", "pk") if one.ends_on is None or one.ends_on >= on), None)
    return _card(row) if row else None


def recognition_of_case(case_id: int) -> RecognitionCard | None:
    """The recognition that came out of a case, None when none did."""
    row = Recognition.objects.filter(case_id=case_id).first()
    return _card(row) if row else None


def recognition_by_token(token: str) -> RecognitionCard | None:
    """The recognition a certificate's token names."""
    row = Recognition.objects.filter(token=token).first()
    return _card(row) if row else None


def certificate_of(case_id: int) -> CertificateCard | None:
    """The certificate of a case, None while it is not made yet or nothing was recognised."""
    return _certificate(CertificateFile.objects.select_related("recognition").filter(recognition__case_id=case_id).first())


def certificate_by_token(token: str) -> CertificateCard | None:
    """The certificate a token names, None while it is not made yet."""
    return _certificate(CertificateFile.objects.select_related("recognition").filter(recognition__token=token).first())


def _certificate(row: CertificateFile | None) -> CertificateCard | None:
    if row is None:
        return None
    return CertificateCard(row.recognition_id, row.recognition.token, row.key, row.sha256, row.text, row.made_at)


def _card(row: Recognition) -> RecognitionCard:
    return RecognitionCard(
        id=row.pk,
        person_id=row.person_id,
        region=row.region,
        insutype=row.insutype,
        disease_code=row.disease_code,
        disease_name=row.disease_name,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        state=row.state,
        state_reason=row.state_reason,
        case_id=row.case_id,
        decided_on=row.decided_on,
        issued_at=row.issued_at,
        token=row.token,
        institution_code=row.institution_code,
        doctor_code=row.doctor_code,
        national_state=row.national_state,
        national_serial=row.national_serial,
        national_said=row.national_said,
    )


def wallet_of(*, person_ids: Collection[int], case_ids: Collection[int]) -> tuple[RecognitionCard, ...]:
    """The recognitions of these people, and those that came out of these cases, what begins last first."""
    theirs = Recognition.objects.filter(Q(person_id__in=person_ids) | Q(case_id__in=case_ids))
    return tuple(_card(row) for row in theirs.order_by("-begins_on", "-pk"))


@dataclass(frozen=True, slots=True)
class ImportRunCard:
    """How one file went."""

    started_at: datetime
    finished_at: datetime | None
    taken: int
    already_there: int
    faulty: int


@dataclass(frozen=True, slots=True)
class SignOffCard:
    """How far the sign-off of a region's existing recognitions is. `imported` counts those without a case here."""

    declaration: str
    first_id: int | None
    first_at: datetime | None
    second_at: datetime | None
    is_done: bool
    imported: int
    runs: tuple[ImportRunCard, ...]


def sign_off_of(*, region: str) -> SignOffCard:
    """The sign-off of a region, whether somebody has begun it or not."""
    row = ImportSignOff.objects.filter(region=region).first() or ImportSignOff(region=region)
    runs = ImportRun.objects.filter(region=region).order_by("-started_at")[:10]
    return SignOffCard(
        declaration=row.declaration,
        first_id=row.first_id,
        first_at=row.first_at,
        second_at=row.second_at,
        is_done=row.is_demo or row.second_id is not None,
        imported=Recognition.objects.filter(region=region, case_id=None).count(),
        runs=tuple(ImportRunCard(r.started_at, r.finished_at, r.taken, r.already_there, r.faulty) for r in runs),
    )


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """What is proposed against a recognition, what the person said, and how it ended; `is_confirmed` None while it is open."""

    id: int
    recognition_id: int
    act: str
    reason: str
    proposed_by: int
    proposed_at: datetime
    heard_until: date
    heard: str
    heard_at: datetime | None
    is_confirmed: bool | None


def proposals_of(recognition_id: int) -> tuple[ProposalCard, ...]:
    """Everything that was proposed against a recognition, newest first."""
    return tuple(_proposal(row) for row in Proposal.objects.filter(recognition_id=recognition_id).order_by("-pk"))


def open_proposal_of(recognition_id: int) -> ProposalCard | None:
    """The proposal that waits for the person's word or a decision."""
    row = Proposal.objects.filter(recognition_id=recognition_id, decided_at=None).first()
    return _proposal(row) if row else None


def open_proposals(*, region: str) -> tuple[tuple[ProposalCard, RecognitionCard], ...]:
    """What waits in a region, who was proposed first comes first."""
    rows = Proposal.objects.select_related("recognition").filter(recognition__region=region, decided_at=None)
    return tuple((_proposal(row), _card(row.recognition)) for row in rows.order_by("proposed_at", "pk"))


def recognition_of(recognition_id: int, *, region: str) -> RecognitionCard | None:
    """A region's recognition by its number."""
    row = Recognition.objects.filter(pk=recognition_id, region=region).first()
    return _card(row) if row else None


def _proposal(row: Proposal) -> ProposalCard:
    return ProposalCard(
        id=row.pk,
        recognition_id=row.recognition_id,
        act=row.act,
        reason=row.reason,
        proposed_by=row.proposed_by_id,
        proposed_at=row.proposed_at,
        heard_until=row.heard_until,
        heard=row.heard,
        heard_at=row.heard_at,
        is_confirmed=row.is_confirmed,
    )


def papers_missing(*, at: datetime, region: str | None = None, most: int = 50) -> tuple[RecognitionCard, ...]:
    """What counts, or will, and has had no certificate for more than half an hour, oldest first; in one region or everywhere."""
    late = Recognition.objects.filter(case_id__isnull=False, certificate=None, issued_at__lt=at - timedelta(minutes=30))
    here = late.filter(region=region) if region is not None else late
    return tuple(_card(row) for row in here.exclude(state=State.REVOKED).order_by("issued_at", "pk")[:most])


def not_registered(*, region: str, at: datetime, most: int = 50) -> tuple[RecognitionCard, ...]:
    """What the national platform refused, or has not answered for half an hour, and is not revoked; the longest waiting first."""
    rows = Recognition.objects.filter(region=region, national_state__in=[NationalState.REFUSED, NationalState.UNKNOWN])
    late = rows.filter(national_at__lt=at - timedelta(minutes=30)).exclude(state=State.REVOKED)
    return tuple(_card(row) for row in late.order_by("national_at", "pk")[:most])
