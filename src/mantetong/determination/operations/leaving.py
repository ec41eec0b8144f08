"""An expert leaves mid-panel: by their own word, by a supervisor's, or because they stay silent. Another is drawn at once."""

from datetime import datetime, timedelta

from django.db import transaction

from mantetong.cases.operations import end_assignment, write_note
from mantetong.cases.queries import CaseCard, case_card
from mantetong.determination.errors import NothingToWaive, NotOnPanel, ReasonsIncomplete
from mantetong.determination.models import Expertise, Panel, Seat, Tie, Vote, WaitingForHand
from mantetong.determination.operations.drawing import fill_seat
from mantetong.determination.operations.starting import start
from mantetong.determination.operations.voting import close_if_complete, seat_of
from mantetong.determination.reasons import rules_of
from mantetong.domain.actor import SYSTEM, Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.people.queries import staff_in
from mantetong.web.clock import day_of

TIE, REPLACED, SILENT = "TIE", "REPLACED", "SILENT"
_SUPERVISOR = frozenset({Role.SUPERVISOR})


@transaction.atomic
def declare_tie(*, case_id: int, why: str, seed: str, by: Actor, at: datetime) -> None:
    """An expert who was drawn says that they have a tie with the person: they leave, and are drawn for that person no more.

    Raises NotOnPanel (also after they have answered), ReasonsIncomplete.
    """
    role = ensure_holds(by, frozenset({Role.EXPERT}))
    if not why.strip():
        raise ReasonsIncomplete
    case = case_card(case_id)
    seat = seat_of(case=case, by=by)
    if hasattr(seat, "vote"):
        raise NotOnPanel
    Tie.objects.get_or_create(account_id=by.known_id, person_id=case.person_id, defaults={"why": why.strip(), "at": at})
    _left(seat, case, TIE, by=by, role=role, at=at)
    _go_on(seat.panel, case, seed=seed, at=at)


@transaction.atomic
def leave_panel(*, case_id: int, account_id: int, why: str, seed: str, by: Actor, at: datetime) -> None:
    """A supervisor lets an expert who has not answered leave, in writing; another is drawn, else the case waits for a supervisor.

    Raises NotOnPanel, ReasonsIncomplete, NotYoursToTake.
    """
    role = ensure_holds(by, _SUPERVISOR)
    if not why.strip():
        raise ReasonsIncomplete
    case = case_card(case_id)
    panel = Panel.objects.select_for_update().filter(case_id=case_id, closed_at=None).first()
    seat = Seat.objects.filter(panel=panel, account_id=account_id, left_at=None, vote=None).first() if panel else None
    if panel is None or seat is None:
        raise NotOnPanel
    _left(seat, case, REPLACED, by=by, role=role, at=at, why=why.strip())
    _go_on(panel, case, seed=seed, at=at)


def _left(seat: Seat, case: CaseCard, code: str, *, by: Actor, role: Role, at: datetime, why: str = "") -> None:
    Seat.objects.filter(pk=seat.pk).update(left_at=at, left_why=code)
    end_assignment(assignment_id=seat.assignment, at=at)
    facts = {"expert": seat.account_id, "why": code} | ({"said": why} if why else {})
    write_note(filing_id=case.filing_id, action="PANEL_LEFT", by=by, role=role, at=at, ordinal=case.ordinal, **facts)


def _go_on(panel: Panel, case: CaseCard, *, seed: str, at: datetime) -> None:
    """Draw another; with nobody left those who have answered may have said it all: what they said is then theirs, not the leaver's."""
    if fill_seat(panel=panel, case=case, seed=seed, at=at) is not None or _is_blocked(case.id):
        return
    last = Vote.objects.filter(seat__panel=panel, seat__left_at=None).select_related("seat").order_by("-at", "-pk").first()
    if last is not None:
        speaker = Actor(last.seat.account_id, frozenset({Role.EXPERT}), case.region)
        close_if_complete(panel=panel, case=case, by=speaker, at=at)


def _is_blocked(case_id: int) -> bool:
    return WaitingForHand.objects.filter(case_id=case_id, cleared_at=None).exists()


def chase_experts(*, seed: str, at: datetime) -> tuple[int, int]:
    """Remind those who have not answered for the pack's days, replace those silent for longer where another can be drawn.

    How many were reminded, how many replaced. Twice a day changes nothing.
    """
    silent = Seat.objects.filter(panel__closed_at=None, left_at=None, vote=None).select_related("panel").order_by("pk")
    done = [_chased(seat, seed=f"{seed}:{seat.pk}", at=at) for seat in silent]
    return done.count("REMINDED"), done.count(SILENT)


@transaction.atomic
def _chased(seat: Seat, *, seed: str, at: datetime) -> str:
    case = case_card(seat.panel.case_id)
    rule = rules_of(case).experts
    waited = at - (seat.seated_at or seat.panel.drawn_at)
    if rule is None or _is_blocked(case.id):
        return ""
    if waited >= timedelta(days=rule.value.replace_after_days):
        return _replaced(seat, case, seed=seed, at=at)
    if waited >= timedelta(days=rule.value.remind_after_days) and seat.reminded_at is None:
        Seat.objects.filter(pk=seat.pk).update(reminded_at=at)
        return "REMINDED"
    return ""


def _replaced(seat: Seat, case: CaseCard, *, seed: str, at: datetime) -> str:
    panel = Panel.objects.select_for_update().get(pk=seat.panel_id)
    if panel.closed_at or fill_seat(panel=panel, case=case, seed=seed, at=at) is None:
        return ""  # nobody else is left: the one who is silent keeps the seat
    _left(seat, case, SILENT, by=SYSTEM, role=Role.SYSTEM, at=at)
    return SILENT


@transaction.atomic
def waive(*, case_id: int, why: str, by: Actor, at: datetime) -> None:
    """A supervisor leaves the pack's blocked way in writing; from then on they may decide the case themselves, holding its claim.

    Raises NothingToWaive, ReasonsIncomplete, NotYoursToTake.
    """
    role = ensure_holds(by, _SUPERVISOR)
    if not why.strip():
        raise ReasonsIncomplete
    case = case_card(case_id)
    waiting = WaitingForHand.objects.select_for_update().filter(case_id=case_id, cleared_at=None).first()
    if waiting is None:
        raise NothingToWaive
    waiting.waiver, waiting.waived_by_id, waiting.waived_at = why.strip(), by.known_id, at
    waiting.save(update_fields=["waiver", "waived_by", "waived_at"])
    facts = {"code": waiting.code, "said": why.strip()}
    write_note(filing_id=case.filing_id, action="WAIVED", by=by, role=role, at=at, ordinal=case.ordinal, **facts)


@transaction.atomic
def draw_again(*, case_id: int, seed: str, by: Actor, at: datetime) -> bool:
    """A supervisor tries the pack's way again, after experts or institutions were added; False when there are still too few.

    Raises NotYoursToTake, NothingToWaive (nothing blocks the case).
    """
    ensure_holds(by, _SUPERVISOR)
    if not WaitingForHand.objects.filter(case_id=case_id, cleared_at=None).update(cleared_at=at):
        raise NothingToWaive
    panel = Panel.objects.select_for_update().filter(case_id=case_id, closed_at=None).first()
    if panel is None:
        start(case_id=case_id, seed=seed, at=at)
        return not _is_blocked(case_id)
    return fill_seat(panel=panel, case=case_card(case_id), seed=seed, at=at) is not None


@transaction.atomic
def note_expertise(*, account_id: int, diseases: tuple[str, ...], by: Actor, at: datetime) -> None:
    """Keep what an expert of one's own region knows best, as disease codes; none means every disease.

    Raises NotYoursToTake, NotOnPanel where nobody of that name is an expert here.
    """
    ensure_holds(by, _SUPERVISOR)
    if account_id not in {one.account_id for one in staff_in(region=by.region or "", role=Role.EXPERT, on=day_of(at))}:
        raise NotOnPanel
    values = {"diseases": sorted(set(diseases)), "noted_by_id": by.known_id, "at": at}
    Expertise.objects.update_or_create(account_id=account_id, defaults=values)
