"""Acting for somebody else. A mandate is given and revoked, never edited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from mantetong.people.models import Mandate, MandateKind, Relation


class MandateRunning(ValueError):
    """This account holds a mandate for this person already; revoke it first."""

    code = "MANDATE_RUNNING"


@dataclass(frozen=True, slots=True)
class MandateTerms:
    """What is granted: `kind` and `relation` (national codes 1–8), the days, the kinds of filing it covers (none = all), the proof."""

    kind: MandateKind
    relation: Relation
    from_on: date
    until_on: date | None = None
    scope: Sequence[str] = ()
    proof: Mapping[str, object] = field(default_factory=dict)


def give_mandate(*, account_id: int, person_id: int, terms: MandateTerms, at: datetime) -> int:
    """Let an account act for a person; the mandate's id. Raises MandateRunning."""
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                account_id=account_id,
                person_id=person_id,
                kind=terms.kind,
                relation=terms.relation,
                from_on=terms.from_on,
                until_on=terms.until_on,
                scope=list(terms.scope),
                proof=dict(terms.proof),
                proven_at=at,
                created_at=at,
            )
    except IntegrityError as error:
        raise MandateRunning from error
    return mandate.pk


def revoke_mandate(*, mandate_id: int, by_account: int, at: datetime) -> None:
    """End a mandate now, quietly; revoked once, a second time changes nothing."""
    Mandate.objects.filter(pk=mandate_id, revoked_at=None).update(revoked_at=at, revoked_by_id=by_account)
