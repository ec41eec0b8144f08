"""The desk looks at the proof of a mandate: confirmed, or refused with a reason; and takes mandates back on word."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.people.models import Account, Mandate, MandateKind, Proof, Route
from mantetong.people.operations.mandates import PROOFS_FOR, NoSuchMandate, ProofDoesNotServe, revoke_mandate
from mantetong.people.operations.words_to_numbers import tell_proven, tell_refused

LOOKING = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})


class OwnMandate(PermissionError):
    """Nobody confirms a mandate they hold, or one over themselves."""

    code = "OWN_MANDATE"


class ReasonMissing(ValueError):
    """A refusal needs a reason, a call-back its note of what was said."""

    code = "REASON_MISSING"


@dataclass(frozen=True, slots=True)
class ProofSeen:
    """What the member of staff found: how it was proven, what is noted of it, whether the person gave their own word."""

    how: Proof
    note: str = ""
    own_word: bool = False


@transaction.atomic
def confirm_proof(*, mandate_id: int, by: Actor, seen: ProofSeen, at: datetime) -> None:
    """Let a mandate count from now. A call-back needs the note of the call and the number of its recording.

    Raises NotYoursToTake, NoSuchMandate, OwnMandate, ProofDoesNotServe, ReasonMissing.
    """
    mandate = _to_look_at(mandate_id, by)
    if seen.how == Proof.CODE or seen.how not in PROOFS_FOR[mandate.kind]:
        raise ProofDoesNotServe
    if seen.how == Proof.CALL_BACK and not seen.note.strip():
        raise ReasonMissing
    mandate.proven_at, mandate.proven_by_id, mandate.proof_kind = at, by.account_id, seen.how
    mandate.proof = {**mandate.proof, "note": seen.note[:500]}
    if seen.own_word and mandate.kind == MandateKind.ENTRUSTED:
        mandate.own_word_at = at
    mandate.save(update_fields=["proven_at", "proven_by", "proof_kind", "proof", "own_word_at"])
    tell_proven(mandate=mandate, at=at)


@transaction.atomic
def refuse_proof(*, mandate_id: int, by: Actor, reason: str, at: datetime) -> None:
    """The proof does not serve; the proxy reads the reason. Raises NotYoursToTake, NoSuchMandate, OwnMandate, ReasonMissing."""
    mandate = _to_look_at(mandate_id, by)
    if not reason.strip():
        raise ReasonMissing
    mandate.refused_at, mandate.refused_by_id, mandate.refusal = at, by.account_id, reason[:500]
    mandate.save(update_fields=["refused_at", "refused_by", "refusal"])
    tell_refused(mandate=mandate, at=at)


def revoke_at_desk(*, mandate_id: int, by: Actor, route: Route, at: datetime) -> None:
    """Take a mandate back because the person came or called. Raises NotYoursToTake, NoSuchMandate."""
    ensure_holds(by, LOOKING)
    if not Mandate.objects.standing().filter(_of(by), pk=mandate_id).exists():
        raise NoSuchMandate
    revoke_mandate(mandate_id=mandate_id, by_account=by.known_id, at=at, route=route)


def _of(by: Actor) -> Q:
    return Q(region="") | Q(region=by.region)


def _to_look_at(mandate_id: int, by: Actor) -> Mandate:
    ensure_holds(by, LOOKING)
    mandate = Mandate.objects.waiting().select_for_update().filter(_of(by), pk=mandate_id).first()
    if mandate is None:
        raise NoSuchMandate
    staff = Account.objects.get(pk=by.known_id)
    holder = Account.objects.get(pk=mandate.account_id)
    of_theirs = {holder.person_id, mandate.person_id} - {None}
    if (
        staff.pk == holder.pk
        or staff.person_id in of_theirs
        or (staff.phone_digest and staff.phone_digest == holder.phone_digest)
    ):
        raise OwnMandate
    return mandate
