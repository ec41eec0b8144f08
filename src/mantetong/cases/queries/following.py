"""What a filing follows, who had a hand in it before, and whom its notices have reached."""

from dataclasses import dataclass, field
from datetime import date, datetime

from mantetong.cases.models import Case, Decision, Following, LedgerEntry, Reached
from mantetong.cases.queries.filings import card_of
from mantetong.cases.shapes import CaseCard
from mantetong.domain.events import Event
from mantetong.domain.outcomes import Kind
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.web.clock import day_of

_JUDGED = (*Action, "PANEL_VOTE")
_JUDGES = (Role.REVIEWER, Role.SUPERVISOR, Role.EXPERT, Role.INSTITUTION)


@dataclass(frozen=True, slots=True)
class FollowingCard:
    """One disease of a filing and what it comes after. `paths` and `grounds` are an appeal's."""

    disease_code: str
    earlier_case_id: int | None
    recognition_id: int | None
    paths: tuple[str, ...]
    grounds: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hands:
    """Accounts and institutions that took part in deciding something."""

    accounts: frozenset[int] = frozenset()
    institutions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReachedCard:
    """Proof that a notice got through: what it was about, by which way, when."""

    event: str
    channel: str
    at: datetime


def followings_of(filing_id: int) -> tuple[FollowingCard, ...]:
    """What each disease of the filing comes after, in the order in which it was begun."""
    rows = Following.objects.filter(filing_id=filing_id).order_by("pk")
    return tuple(
        FollowingCard(row.disease_code, row.earlier_id, row.recognition_id, tuple(row.paths), row.grounds or "") for row in rows
    )


def hands_before(filing_id: int) -> Hands:
    """Those who judged what this filing appeals against: they take no part in it."""
    rows = list(Following.objects.filter(filing_id=filing_id, filing__kind=Kind.APPEAL))
    accounts = frozenset(one for row in rows for one in row.hands)
    return Hands(accounts, frozenset(one for row in rows for one in row.institutions))


def hands_of_case(case_id: int) -> Hands:
    """Everybody at the desk who judged a case: reviewed, asked, refused, voted, proposed, decided, signed.

    The signature and the votes stand in the ledger alone: they are read here once and copied into the row that rules look at.
    """
    case = Case.objects.get(pk=case_id)
    entries = LedgerEntry.objects.filter(filing_id=case.filing_id, action__in=_JUDGED, role__in=_JUDGES)
    concerned = [
        (entry.account_id_of_actor, entry.facts.get("institution"))
        for entry in entries
        if case.ordinal in (entry.facts.get("case"), entry.facts.get("ordinal"))
    ]
    deciders = Decision.objects.filter(case=case).values_list("account_id", flat=True)
    accounts = {account for account, _institution in concerned} | set(deciders)
    institutions = {str(institution) for _account, institution in concerned if institution}
    return Hands(frozenset(one for one in accounts if one is not None), frozenset(institutions))


def appeal_against(case_id: int) -> CaseCard | None:
    """The appeal case against this case, submitted and not withdrawn; None while nobody has appealed."""
    rows = Following.objects.filter(earlier_id=case_id, filing__kind=Kind.APPEAL, filing__removed_at=None)
    for row in rows.exclude(filing__submitted_at=None).order_by("-pk"):
        case = Case.objects.filter(filing_id=row.filing_id, disease_code=row.disease_code).exclude(stage=Stage.WITHDRAWN).first()
        if case:
            return card_of(case)
    return None


def reached_of(filing_id: int) -> tuple[ReachedCard, ...]:
    """Every notice about the filing that surely got through, oldest first."""
    rows = Reached.objects.filter(filing_id=filing_id).order_by("at", "pk")
    return tuple(ReachedCard(row.event, row.channel, row.at) for row in rows)


def decision_received_on(case: CaseCard) -> date | None:
    """The day on which the decision of a case surely reached somebody; None while nobody has read or been told it."""
    told = (Event.DECIDE, Event.CONFIRM)
    since = [one.at for one in reached_of(case.filing_id) if one.event in told and case.decided_at and one.at >= case.decided_at]
    return day_of(min(since)) if since else None
