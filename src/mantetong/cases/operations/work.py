"""Who is at work: the one claim on a filing, and assignments with their reason."""

from datetime import datetime

from django.db import IntegrityError, transaction

from mantetong.cases.errors import AlreadyClaimed, CaseHasMoved, NotClaimed
from mantetong.cases.models import Assignment, Claim, Filing
from mantetong.cases.operations.following import ensure_other_hands
from mantetong.cases.operations.ledger import write_ledger
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.domain.stages import RUNNING

_CLAIMING = frozenset({Role.REVIEWER, Role.SUPERVISOR})


@transaction.atomic
def claim_filing(*, filing_id: int, by: Actor, at: datetime) -> None:
    """Take a filing to work on; taking what one already holds changes nothing. Raises AlreadyClaimed, CaseHasMoved where it has ended,
    JudgedBefore, NotYoursToTake.
    """
    role = ensure_holds(by, _CLAIMING)
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    ensure_other_hands(filing_id=filing.pk, kind=filing.kind, by=by, role=role)
    holder = Claim.objects.filter(filing=filing, released_at=None).values_list("account_id", flat=True).first()
    if holder == by.account_id:
        return
    if holder is not None:
        raise AlreadyClaimed
    if not filing.cases.filter(stage__in=RUNNING).exists():
        raise CaseHasMoved
    take_claim(filing, by=by, role=role, at=at)


def take_claim(filing: Filing, *, by: Actor, role: Role, at: datetime) -> None:
    """Write the claim on a locked filing that nobody holds. Raises AlreadyClaimed where the database knows better."""
    try:
        with transaction.atomic():
            Claim.objects.create(filing=filing, account_id=by.known_id, at=at)
    except IntegrityError as error:
        raise AlreadyClaimed from error
    write_ledger(filing=filing, action="CLAIM", by=by, role=role, at=at)


@transaction.atomic
def release_filing(*, filing_id: int, by: Actor, at: datetime) -> None:
    """Put a filing back on the list; a supervisor may put back anybody's. Raises NotClaimed, NotYoursToTake."""
    role = ensure_holds(by, _CLAIMING)
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    claims = Claim.objects.filter(filing=filing, released_at=None)
    if role is not Role.SUPERVISOR and not by.holds(Role.SUPERVISOR):
        claims = claims.filter(account_id=by.known_id)
    if not claims.update(released_at=at):
        raise NotClaimed
    write_ledger(filing=filing, action="RELEASE", by=by, role=role, at=at)


@transaction.atomic
def assign(
    *,
    filing_id: int,
    role: Role,
    why: str,
    at: datetime,
    case_id: int | None = None,
    account_id: int | None = None,
    institution_code: str | None = None,
) -> int:
    """Let an account or an institution's staff see and work on a filing, or one case of it. Gives the assignment's id."""
    return Assignment.objects.create(
        filing_id=filing_id,
        case_id=case_id,
        account_id=account_id,
        institution_id=institution_code,
        role=role,
        why=why,
        from_at=at,
    ).pk


def end_assignment(*, assignment_id: int, at: datetime) -> None:
    """The reason to see it is over; ending it twice changes nothing."""
    Assignment.objects.filter(pk=assignment_id, until_at=None).update(until_at=at)
