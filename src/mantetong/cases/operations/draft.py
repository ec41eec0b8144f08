"""A draft: opened, filled and removed by the person it belongs to. It has no number until SUBMIT."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mantetong.cases.errors import AlreadyRunning, DraftOnly
from mantetong.cases.models import Case, Filing
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind
from mantetong.domain.stages import RUNNING, Stage


@transaction.atomic
def open_draft(
    *,
    by: Actor,
    person_id: int,
    region: str,
    insutype: str,
    door: str,
    at: datetime,
    mandate_id: int | None = None,
    kind: Kind = Kind.NEW,
) -> str:
    """Open a draft and give its reference. One unfinished draft per account, person, region and kind: a second call returns it."""
    key = {
        "account_id": by.account_id,
        "person_id": person_id,
        "region": region,
        "kind": kind,
        "submitted_at": None,
        "removed_at": None,
    }
    standing = Filing.objects.filter(**key).order_by("-pk").values_list("reference", flat=True).first()
    if standing:
        return standing
    fields = {name: value for name, value in key.items() if name not in {"submitted_at", "removed_at"}}
    return Filing.objects.create(
        **fields, insutype=insutype, door=door, mandate_id=mandate_id, opened_at=at, changed_at=at
    ).reference


def _draft(filing_id: int) -> Filing:
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    if not filing.is_draft or filing.removed_at:
        raise DraftOnly
    return filing


def running_case(*, person_id: int, disease_code: str) -> Case | None:
    """The case of this disease that is on its way for the person, if any."""
    running = Case.objects.filter(person_id=person_id, disease_code=disease_code, stage__in=sorted(RUNNING))
    return running.select_related("filing").order_by("pk").first()


@transaction.atomic
def choose_diseases(*, filing_id: int, codes: Sequence[str], urgent: frozenset[str], at: datetime) -> None:
    """Give the draft exactly these diseases, in this order. Raises AlreadyRunning (with the way to the running case), DraftOnly."""
    filing = _draft(filing_id)
    for code in codes:
        running = running_case(person_id=filing.person_id, disease_code=code)
        if running:
            raise AlreadyRunning(number=running.number or "", reference=running.filing.reference, disease_code=code)
    filing.cases.exclude(disease_code__in=codes).delete()
    kept = set(filing.cases.values_list("disease_code", flat=True))
    taken = set(filing.cases.values_list("ordinal", flat=True))
    free = (number for number in range(1, len(codes) + len(taken) + 1) if number not in taken)
    for code in codes:
        if code not in kept:
            Case.objects.create(
                filing=filing,
                ordinal=next(free),
                region=filing.region,
                person_id=filing.person_id,
                disease_code=code,
                stage=Stage.DRAFT,
                entered_stage_at=at,
                is_urgent=code in urgent,
            )
    _touch(filing, at)


@transaction.atomic
def note_particulars(*, filing_id: int, at: datetime, **given: object) -> None:
    """Keep what was typed: any of institution_id, doctor_id, summary, phone, address, insutype. Raises DraftOnly."""
    allowed = {"institution_id", "doctor_id", "summary", "phone", "address", "insutype"}
    unknown = set(given) - allowed
    if unknown:
        raise TypeError(f"not particulars of a filing: {sorted(unknown)}")
    filing = _draft(filing_id)
    for name, value in given.items():
        setattr(filing, name, value)
    _touch(filing, at, *given)


def hold_for_papers(*, filing_id: int, at: datetime) -> None:
    """Keep the filing to oneself until the transaction ends, so that papers counted stay counted; a draft thereby counts as changed."""
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    if filing.is_draft:
        _touch(filing, at)


@transaction.atomic
def note_signature(*, filing_id: int, form_key: str, signed_at: datetime | None, at: datetime) -> None:
    """Keep where the application form stands and when it was signed (None: made, not signed). Raises DraftOnly."""
    filing = _draft(filing_id)
    filing.form_key, filing.signed_at = form_key, signed_at
    _touch(filing, at, "form_key", "signed_at")


@transaction.atomic
def remove_draft(*, filing_id: int, at: datetime) -> None:
    """Take a draft away from its list; its rows and papers are deleted by the retention job. Raises DraftOnly."""
    filing = _draft(filing_id)
    filing.removed_at = at
    _touch(filing, at, "removed_at")


@transaction.atomic
def delete_draft(*, filing_id: int) -> None:
    """Delete the rows of a draft that was taken away; what other rooms keep for it must be gone. Raises DraftOnly."""
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    if not filing.is_draft or filing.removed_at is None:
        raise DraftOnly
    filing.reached.all().delete()  # that the reminder got through
    filing.cases.all().delete()
    filing.delete()


def _touch(filing: Filing, at: datetime, *columns: str) -> None:
    filing.changed_at = at
    filing.save(update_fields=[column.removesuffix("_id") for column in columns] + ["changed_at"])


def remove_old_drafts(*, before: datetime, at: datetime) -> int:
    """Take away drafts last changed before a moment; how many."""
    old = Filing.objects.filter(submitted_at=None, removed_at=None, changed_at__lt=before)
    return old.update(removed_at=at)
