"""Panels as cards. Votes are shown only once the panel is closed: until then every expert is blind to the others."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from mantetong.determination.models import Panel, Seat, Vote, WaitingForHand
from mantetong.domain.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One seat by its order; `account_id` stays inside the desk."""

    order: int
    account_id: int
    has_voted: bool
    has_left: bool
    left_why: str = ""
    seated_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VoteCard:
    """What one expert said."""

    order: int
    outcome: Outcome
    path: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PanelCard:
    """A panel with its draw. `votes` is empty while it is open."""

    id: int
    seed: str
    pool: tuple[int, ...]
    left_out: dict[str, str]
    wanted: int
    quorum: int
    drawn_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None
    reach: str
    seats: tuple[SeatCard, ...]
    votes: tuple[VoteCard, ...]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One case an expert was called on for."""

    case_id: int
    drawn_at: datetime
    is_open: bool
    has_voted: bool
    is_reminded: bool = False


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """Why a case waits for a supervisor, and what a supervisor has written to go on without the pack's way."""

    code: str
    at: datetime
    waiver: str


def panel_of(*, case_id: int) -> PanelCard | None:
    """The newest panel of a case."""
    row = Panel.objects.filter(case_id=case_id).order_by("-pk").first()
    if row is None:
        return None
    votes = {vote.seat_id: vote for vote in Vote.objects.filter(seat__panel=row)}
    seats = list(Seat.objects.filter(panel=row).order_by("order"))
    return PanelCard(
        id=row.pk,
        seed=row.seed,
        pool=tuple(row.pool),
        left_out=dict(row.left_out),
        wanted=row.wanted,
        quorum=row.quorum,
        drawn_at=row.drawn_at,
        closed_at=row.closed_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        reach=row.reach,
        seats=tuple(_seat(seat, has_voted=seat.pk in votes) for seat in seats),
        votes=tuple(_vote(seat.order, votes[seat.pk]) for seat in seats if seat.pk in votes) if row.closed_at else (),
    )


def _seat(seat: Seat, *, has_voted: bool) -> SeatCard:
    has_left = seat.left_at is not None
    return SeatCard(seat.order, seat.account_id, has_voted, has_left, seat.left_why, seat.seated_at, seat.reminded_at)


def _vote(order: int, vote: Vote) -> VoteCard:
    return VoteCard(order, Outcome(vote.outcome), vote.path, vote.reason, vote.at)


def seats_of(*, account_id: int, most: int = 100) -> tuple[SeatLine, ...]:
    """The cases an expert was called on for: those waiting for an answer first, oldest first."""
    seats = Seat.objects.filter(account_id=account_id, left_at=None).select_related("panel", "vote").order_by("-pk")[:most]
    lines = [
        SeatLine(
            case_id=seat.panel.case_id,
            drawn_at=seat.seated_at or seat.panel.drawn_at,
            is_open=seat.panel.closed_at is None,
            has_voted=hasattr(seat, "vote"),
            is_reminded=seat.reminded_at is not None,
        )
        for seat in seats
    ]
    return tuple(sorted(lines, key=lambda line: (not line.is_open or line.has_voted, line.drawn_at, line.case_id)))


def seats_waiting(*, account_id: int) -> tuple[int, int]:
    """How many cases wait for this expert's answer, and of how many they were reminded. One question."""
    open_seats = Seat.objects.filter(account_id=account_id, left_at=None, vote=None, panel__closed_at=None)
    found = open_seats.aggregate(all=Count("pk"), urged=Count("pk", filter=Q(reminded_at__isnull=False)))
    return found["all"], found["urged"]


def may_vote(*, case_id: int, account_id: int) -> bool:
    """True while this expert's answer is awaited."""
    seat = Seat.objects.filter(panel__case_id=case_id, panel__closed_at=None, account_id=account_id, left_at=None)
    return seat.filter(vote=None).exists()


def waiting_of(*, case_id: int) -> str:
    """Why a case waits for a supervisor's hand (TOO_FEW_EXPERTS, NO_OTHER_INSTITUTION); empty when it does not."""
    return WaitingForHand.objects.filter(case_id=case_id, cleared_at=None).values_list("code", flat=True).first() or ""


def waiting_card(*, case_id: int) -> WaitingCard | None:
    """The same with the moment and the waiver."""
    row = WaitingForHand.objects.filter(case_id=case_id, cleared_at=None).first()
    return WaitingCard(row.code, row.at, row.waiver) if row else None


def waiting_in(*, region: str, most: int = 100) -> tuple[tuple[int, WaitingCard], ...]:
    """The cases of a region that wait for a supervisor, oldest first, by case id."""
    rows = WaitingForHand.objects.filter(case__region=region, cleared_at=None).order_by("pk")[:most]
    return tuple((row.case_id, WaitingCard(row.code, row.at, row.waiver)) for row in rows)
