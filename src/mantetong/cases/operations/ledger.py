"""Writing the ledger: one entry after another, under the filing's lock, each hashed over the one before."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from mantetong.cases.models import Case, DailyRoot, Filing, LedgerEntry
from mantetong.cases.queries.ledger import leaves_of
from mantetong.domain.actor import Actor
from mantetong.domain.ledger_chain import GENESIS, digest_of, merkle_root
from mantetong.domain.roles import Role
from mantetong.outside.signing import sign

SHANGHAI = ZoneInfo("Asia/Shanghai")


def role_under(*, filing: Filing, by: Actor, held: Role) -> Role:
    """The role that stands in the ledger: whoever files under a mandate acts as PROXY, whatever else they hold."""
    is_under_mandate = filing.mandate_id is not None and filing.account_id == by.account_id
    return Role.PROXY if held is Role.APPLICANT and is_under_mandate else held


def write_ledger(
    *, filing: Filing, action: str, by: Actor, role: Role, at: datetime, case: Case | None = None, **facts: object
) -> LedgerEntry:
    """Append one entry to the chain of `filing`, whose row the caller has locked.

    `facts` hold codes and numbers, never names or illnesses in words. A free remark is kept beside them, not hashed in clear:
    its digest is.
    """
    seq, previous = filing.ledger_seq + 1, filing.ledger_digest or GENESIS
    body = _body(case=case, action=action, by=by, role=role, at=at, subject=filing.person_id, facts=facts)
    entry = LedgerEntry.objects.create(
        filing=filing,
        seq=seq,
        case=case,
        action=action,
        account_id_of_actor=by.account_id,
        role=role,
        at=at,
        facts=body,
        previous=previous,
        digest=digest_of(previous=previous, seq=seq, facts=body),
    )
    filing.ledger_seq, filing.ledger_digest = seq, entry.digest
    filing.save(update_fields=["ledger_seq", "ledger_digest"])
    return entry


def _body(
    *, case: Case | None, action: str, by: Actor, role: Role, at: datetime, subject: int, facts: Mapping[str, object]
) -> dict[str, object]:
    return {
        "action": action,
        "case": case.ordinal if case else None,
        "actor": by.account_id,
        "role": role.value,
        "institution": by.institution,
        "subject": subject,
        "at": at.astimezone(SHANGHAI).isoformat(),
        **facts,
    }


@transaction.atomic
def write_note(*, filing_id: int, action: str, by: Actor, role: Role, at: datetime, **facts: object) -> None:
    """An act that moves no stage (a look outside an assignment, a panel drawn, a call made), in the same chain."""
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    write_ledger(filing=filing, action=action, by=by, role=role, at=at, case=None, **facts)


@transaction.atomic
def seal_day(*, on: date, at: datetime) -> str:
    """The signed root over every chain that grew on the Shanghai day `on` and the root before it; kept once per day.

    The previous root is the first leaf, so one root vouches for all days before it.
    """
    existing = DailyRoot.objects.filter(on=on).values_list("root", flat=True).first()
    if existing:
        return existing
    leaves = leaves_of(on=on)
    root = merkle_root(leaves)
    signature = sign(f"{on.isoformat()}:{root}".encode(), purpose="daily-root")
    DailyRoot.objects.create(on=on, root=root, chains=len(leaves) - 1, signature=signature, at=at)
    return root
