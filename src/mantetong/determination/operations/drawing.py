"""The experts of a case: who may judge it, drawn by lot, and who takes the place of one who leaves (NC-17, DESIGN §4)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import assign, write_note
from mantetong.cases.queries import CaseCard, FilingCard, case_card, filing_card, hands_before
from mantetong.determination.models import Expertise, Panel, Reach, Seat, Tie, WaitingForHand
from mantetong.determination.reasons import rules_of
from mantetong.domain.actor import SYSTEM
from mantetong.domain.panel import drawn
from mantetong.domain.roles import Role
from mantetong.people.queries import StaffCard, is_kin_or_self, staff_in
from mantetong.policies.queries import regions
from mantetong.web.clock import day_of

TOO_FEW_EXPERTS = "TOO_FEW_EXPERTS"
_PROVINCE = 2  # how many digits of a region's code name its province


@dataclass(frozen=True, slots=True)
class Pool:
    """Who may be drawn for a case, and who may not with the reason; `experts` are everybody looked at."""

    members: tuple[int, ...]
    left_out: dict[str, str]
    reach: Reach
    experts: tuple[StaffCard, ...]


@transaction.atomic
def draw_panel(*, case_id: int, seed: str, at: datetime) -> int | None:
    """Draw the experts of a case by lot, without those who may not judge it; the panel's id, the open one's if there is one.

    None when fewer than the quorum remain in the city and the province: then the case waits for a supervisor. Pool, ties and
    seed go into the ledger.
    """
    standing = Panel.objects.filter(case_id=case_id, closed_at=None).first()
    if standing:
        return standing.pk
    case = case_card(case_id)
    rules = rules_of(case).determination.value
    pool = pool_of(case=case, at=at)
    chosen = drawn(pool=pool.members, seed=seed, wanted=rules.panel)
    facts = {"pool": list(pool.members), "left_out": pool.left_out, "drawn": list(chosen), "reach": pool.reach}
    note(case, "PANEL_DRAWN", at=at, seed=seed, **facts)
    if len(chosen) < rules.quorum:
        wait_for_hand(case_id, TOO_FEW_EXPERTS, at)
        return None
    panel = Panel.objects.create(
        case_id=case_id,
        seed=seed,
        pool=list(pool.members),
        left_out=pool.left_out,
        wanted=len(chosen),
        quorum=rules.quorum,
        drawn_at=at,
        reach=pool.reach,
    )
    _seat(panel, case, chosen, at, first=1)
    return panel.pk


def pool_of(*, case: CaseCard, at: datetime, besides: Collection[int] = ()) -> Pool:
    """Who may be drawn for the case now; the province's experts too where the city's own do not make a quorum.

    Those who know the disease come alone where there are enough of them. `besides` have sat on this panel already.
    """
    wanted, filing = rules_of(case).determination.value, filing_card(case.filing_id)
    experts = list(staff_in(region=case.region, role=Role.EXPERT, on=day_of(at)))
    left_out = _left_out(experts, case, filing, besides)
    reach = Reach.CITY
    if len(experts) - len(left_out) < max(1, wanted.quorum - len(besides)):
        experts += _neighbours(case.region, at)
        left_out, reach = _left_out(experts, case, filing, besides), Reach.PROVINCE
    able = [one.account_id for one in experts if str(one.account_id) not in left_out]
    strangers = _strangers(able, case.disease_code)
    if len(able) - len(strangers) >= wanted.panel:
        left_out |= dict.fromkeys(map(str, strangers), "OTHER_SPECIALITY")
        able = [one for one in able if one not in strangers]
    return Pool(tuple(dict.fromkeys(able)), left_out, reach, tuple(experts))


def _neighbours(region: str, at: datetime) -> list[StaffCard]:
    near = [one.code for one in regions() if one.code != region and one.code[:_PROVINCE] == region[:_PROVINCE]]
    return [expert for code in near for expert in staff_in(region=code, role=Role.EXPERT, on=day_of(at))]


def _left_out(experts: Iterable[StaffCard], case: CaseCard, filing: FilingCard, besides: Collection[int]) -> dict[str, str]:
    """Their own hospital treated, kin, a tie declared, judged before, or on this panel already."""
    before = hands_before(filing.id).accounts
    tied = set(Tie.objects.filter(person_id=case.person_id).values_list("account_id", flat=True))
    found: dict[str, str] = {}
    for expert in experts:
        reason = _reason(expert, filing, before=before, tied=tied, besides=besides)
        if reason:
            found[str(expert.account_id)] = reason
    return found


def _reason(
    expert: StaffCard, filing: FilingCard, *, before: Collection[int], tied: Collection[int], besides: Collection[int]
) -> str:
    if filing.institution_code and expert.institution == filing.institution_code:
        return "OWN_INSTITUTION"
    if expert.account_id in besides:
        return "ON_PANEL"
    if expert.account_id in tied:
        return "DECLARED_TIE"
    if expert.account_id in before:
        return "JUDGED_BEFORE"
    return "KIN" if is_kin_or_self(account_id=expert.account_id, person_id=filing.person_id) else ""


def _strangers(able: Collection[int], disease: str) -> set[int]:
    """Those whose speciality is something else; who has named none judges everything."""
    rows = Expertise.objects.filter(account_id__in=able).values_list("account_id", "diseases")
    return {account for account, diseases in rows if diseases and disease not in diseases}


def _seat(panel: Panel, case: CaseCard, chosen: Iterable[int], at: datetime, *, first: int) -> None:
    for order, account_id in enumerate(chosen, start=first):
        given = assign(filing_id=case.filing_id, case_id=case.id, account_id=account_id, role=Role.EXPERT, why="PANEL", at=at)
        Seat.objects.create(panel=panel, account_id=account_id, assignment=given, order=order, seated_at=at)


def fill_seat(*, panel: Panel, case: CaseCard, seed: str, at: datetime) -> int | None:
    """Draw one more expert for a panel that lost one; the account. None where nobody is left: too few then wait for a supervisor."""
    seated = list(Seat.objects.filter(panel=panel).values_list("account_id", flat=True))
    pool = pool_of(case=case, at=at, besides=seated)
    chosen = drawn(pool=pool.members, seed=seed, wanted=1)
    if chosen:
        facts = {"pool": list(pool.members), "left_out": pool.left_out, "drawn": list(chosen), "reach": pool.reach}
        note(case, "PANEL_JOINED", at=at, seed=seed, **facts)
        _seat(panel, case, chosen, at, first=len(seated) + 1)
        return chosen[0]
    if Seat.objects.filter(panel=panel, left_at=None).count() < panel.quorum:
        wait_for_hand(case.id, TOO_FEW_EXPERTS, at)
    return None


def wait_for_hand(case_id: int, code: str, at: datetime) -> None:
    """The pack's way is blocked: a supervisor must act. Asking twice changes nothing."""
    WaitingForHand.objects.get_or_create(case_id=case_id, cleared_at=None, defaults={"code": code, "at": at})


def note(case: CaseCard, action: str, *, at: datetime, **facts: object) -> None:
    """What the house did by itself, in the ledger."""
    write_note(filing_id=case.filing_id, action=action, by=SYSTEM, role=Role.SYSTEM, at=at, ordinal=case.ordinal, **facts)
