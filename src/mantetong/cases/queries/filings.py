"""Filings and cases as cards."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from mantetong.cases.access import not_to_be_seen, visible_filings
from mantetong.cases.errors import NoSuchFiling
from mantetong.cases.models import Case, Filing
from mantetong.cases.operations.told import ensure_may_try
from mantetong.cases.shapes import CaseCard, ClockCard, FilingCard
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.stages import RUNNING, Stage
from mantetong.outside.keys import key_ring
from mantetong.people.queries import accounts_of_person


def _clock(case: Case) -> ClockCard:
    paused = Stage(case.stage) is Stage.SUPPLEMENTING
    return ClockCard(case.counted_from, case.limit_days, case.due_on, case.due_is_provisional, paused, case.calendar)


def card_of(case: Case) -> CaseCard:
    """A case's row as a card."""
    return CaseCard(
        id=case.pk,
        filing_id=case.filing_id,
        reference=case.reference,
        number=case.number or "",
        ordinal=case.ordinal,
        region=case.region,
        person_id=case.person_id,
        disease_code=case.disease_code,
        stage=Stage(case.stage),
        entered_stage_at=case.entered_stage_at,
        version=case.version,
        clock=_clock(case),
        outcome=Outcome(case.outcome) if case.outcome else None,
        decided_at=case.decided_at,
        is_urgent=case.is_urgent,
        rules_version_id=case.rules_version_id,
    )


def _card(filing: Filing, cases: Iterable[Case]) -> FilingCard:
    return FilingCard(
        id=filing.pk,
        reference=filing.reference,
        number=filing.number or "",
        region=filing.region,
        kind=Kind(filing.kind),
        door=filing.door,
        person_id=filing.person_id,
        account_id=filing.account_id,
        mandate_id=filing.mandate_id,
        insutype=filing.insutype,
        institution_code=filing.institution_id,
        doctor_code=filing.doctor_id,
        summary=filing.summary or "",
        phone=filing.phone or "",
        address=filing.address or "",
        opened_at=filing.opened_at,
        submitted_at=filing.submitted_at,
        policy_version_id=filing.policy_version_id,
        form_key=filing.form_key,
        signed_at=filing.signed_at,
        cases=tuple(card_of(case) for case in cases),
    )


def filing_card(filing_id: int) -> FilingCard:
    """The filing by id, for jobs and operations. Raises NoSuchFiling."""
    filing = Filing.objects.filter(pk=filing_id).first()
    if filing is None:
        raise NoSuchFiling
    return _card(filing, filing.cases.order_by("ordinal"))


def filing_for(*, viewer: Actor, reference: str, at: datetime) -> FilingCard:
    """The filing if `viewer` may see it. Raises NoSuchFiling for not allowed and not found alike, MandateEnded to a former proxy."""
    visible = visible_filings(viewer=viewer, at=at).filter(reference=reference)
    cases = list(Case.objects.select_related("filing").filter(filing__in=visible).order_by("ordinal"))
    filing = cases[0].filing if cases else visible.first()  # a draft may have no disease yet
    if filing is None:
        raise not_to_be_seen(viewer=viewer, filing=Q(reference=reference))
    return _card(filing, cases)


def case_card(case_id: int) -> CaseCard:
    """The case by id, for jobs and operations. Raises NoSuchFiling."""
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NoSuchFiling
    return card_of(case)


def case_for(*, viewer: Actor, reference: str, at: datetime) -> CaseCard:
    """The case if `viewer` may see its filing. Raises NoSuchFiling for not allowed and not found alike."""
    visible = visible_filings(viewer=viewer, at=at)
    case = Case.objects.filter(reference=reference, filing__in=visible).first()
    if case is None:
        raise not_to_be_seen(viewer=viewer, filing=Q(cases__reference=reference))
    return card_of(case)


def may_see_filing(*, viewer: Actor, filing_id: int, at: datetime) -> bool:
    """True when the filing is among those `viewer` may open now."""
    return visible_filings(viewer=viewer, at=at).filter(pk=filing_id).exists()


def filings_of(*, viewer: Actor, at: datetime, most: int = 50) -> tuple[FilingCard, ...]:
    """我的办件: a citizen's own and mandated filings, drafts included, newest first."""
    filings = visible_filings(viewer=viewer, at=at).prefetch_related("cases").order_by("-pk")[:most]
    return tuple(_card(filing, sorted(filing.cases.all(), key=lambda case: case.ordinal)) for filing in filings)


def filing_tail(filing_id: int) -> str:
    """The last four digits of the number, by which messages name a filing without naming anything else."""
    number = Filing.objects.values_list("number", flat=True).get(pk=filing_id)
    return (number or "")[-4:]


def people_to_tell(filing_id: int) -> tuple[tuple[int | None, int], ...]:
    """Who is told about a filing, as (account id, person id): the one who filed; for one that staff entered at a counter the person,
    through their own account where they have one, else (None) by the telephone or address on the form.
    """
    row = Filing.objects.values_list("account_id", "person_id", "account__username").get(pk=filing_id)
    account_id, person_id, staff_name = row
    theirs = next(iter(accounts_of_person(person_id)), None) if staff_name else account_id
    return ((theirs, person_id),)


def running_case_of(*, person_id: int, disease_code: str) -> CaseCard | None:
    """The case of this disease that is on its way for the person."""
    case = Case.objects.filter(person_id=person_id, disease_code=disease_code, stage__in=sorted(RUNNING)).order_by("pk").first()
    return card_of(case) if case else None


def progress_by_code(*, number: str, query_code: str, at: datetime) -> FilingCard | None:
    """Progress without login, by number and query code; None when they do not fit. Raises TooManyTries.

    The caller shows stage, date and next step, never the disease or the outcome's reason.
    """
    ensure_may_try(number=number, at=at)
    digest = key_ring().digest(number + query_code.strip().upper(), purpose="query-code")
    filing = Filing.objects.filter(number=number, query_digest=digest).first()
    return _card(filing, filing.cases.order_by("ordinal")) if filing else None


def query_code_of(filing_id: int) -> str:
    """The query code, for the receipt and for the person's own page."""
    return str(Filing.objects.values_list("query_code", flat=True).get(pk=filing_id) or "")


def filing_id_by_number(*, viewer: Actor, number: str, at: datetime) -> int | None:
    """The filing with this number if `viewer` may see it."""
    return visible_filings(viewer=viewer, at=at).filter(number=number).values_list("pk", flat=True).first()


def drafts_removed_before(*, moment: datetime, most: int = 200) -> tuple[int, ...]:
    """Drafts taken away before a moment whose rows still stand, oldest first."""
    gone = Filing.objects.filter(submitted_at=None, removed_at__lt=moment).order_by("removed_at", "pk")
    return tuple(gone.values_list("pk", flat=True)[:most])
