"""Mandates as the people in them see them, and as the desk looks at their proofs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from mantetong.people.models import InsuredPerson, Mandate, MandateKind, Proof, RegistryState
from mantetong.people.models.persons import id_digest


class MandateState(StrEnum):
    """Where a mandate stands on a day."""

    RUNNING = "RUNNING"
    WAITING = "WAITING"
    REFUSED = "REFUSED"
    OVER = "OVER"


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate from one side: `name` is the ward's for the proxy, the proxy's for the ward. In full: the two know each other, and
    whoever acts for one must be told by name.
    """

    id: int
    person_id: int
    name: str = field(repr=False)
    kind: str
    relation: str
    state: MandateState
    proof: str
    scope: tuple[str, ...]
    from_on: date
    until_on: date | None
    refusal: str
    covers_sensitive: bool
    needs_own_word: bool


@dataclass(frozen=True, slots=True)
class ProofToCheck:
    """A mandate as the desk looks at it, names and numbers in full: `papers` are storage keys."""

    id: int
    proxy_name: str = field(repr=False)
    proxy_number: str = field(repr=False)
    ward_id: int
    ward_name: str = field(repr=False)
    ward_number: str = field(repr=False)
    ward_is_confirmed: bool
    ward_phone: str = field(repr=False)
    kind: str
    relation: str
    proof: str
    papers: tuple[str, ...]
    body: str
    from_on: date
    until_on: date | None
    asked_at: datetime
    same_phone: bool


def family_of(*, account_id: int, on: date) -> tuple[MandateLine, ...]:
    """Everybody an account acts for or has asked to, the refused of the latest asking included, oldest first."""
    rows = Mandate.objects.filter(account_id=account_id, revoked_at=None).select_related("person").order_by("id")
    newest = {row.person_id: row for row in rows}  # a later asking stands for the earlier refusal
    return tuple(_line(row, row.person.name, on) for row in newest.values())


def acting_for(*, person_id: int, on: date) -> tuple[MandateLine, ...]:
    """Who acts for a person or has asked to."""
    rows = Mandate.objects.standing().filter(person_id=person_id).select_related("account__person").order_by("id")
    lines = (_line(row, row.account.person.name if row.account.person else "", on) for row in rows)
    return tuple(line for line in lines if line.state is not MandateState.OVER)


def proofs_waiting(*, region: str | None, most: int = 100) -> tuple[ProofToCheck, ...]:
    """Mandates of a region whose proof a member of staff has to look at, oldest first; those that wait for a code are not."""
    rows = _for_desk(region).exclude(proof_kind=Proof.CODE).order_by("id")[:most]
    return tuple(_to_check(row) for row in rows)


def proof_to_check(*, mandate_id: int, region: str | None) -> ProofToCheck | None:
    """One waiting mandate of a region."""
    row = _for_desk(region).filter(pk=mandate_id).first()
    return _to_check(row) if row else None


def mandates_over(*, id_number: str, region: str | None, on: date) -> tuple[MandateLine, ...]:
    """The mandates over the person with this number, for taking them back on word."""
    people = InsuredPerson.objects.filter(id_digest=id_digest(id_number)).exclude(registry_state=RegistryState.UNCHECKED)
    rows = Mandate.objects.standing().filter(_of(region), person__in=people).select_related("account__person")
    return tuple(_line(row, row.account.person.name if row.account.person else "", on) for row in rows.order_by("id"))


def _of(region: str | None) -> Q:
    return Q(region="") | Q(region=region or "")


def _for_desk(region: str | None) -> QuerySet[Mandate]:
    return Mandate.objects.waiting().filter(_of(region)).select_related("account__person", "person")


def _state(row: Mandate, on: date) -> MandateState:
    if row.refused_at is not None:
        return MandateState.REFUSED
    if row.until_on is not None and row.until_on < on:
        return MandateState.OVER
    return MandateState.RUNNING if row.proven_at is not None else MandateState.WAITING


def _line(row: Mandate, name: str, on: date) -> MandateLine:
    return MandateLine(
        id=row.pk,
        person_id=row.person_id,
        name=name,
        kind=row.kind,
        relation=row.relation,
        state=_state(row, on),
        proof=row.proof_kind,
        scope=tuple(row.scope),
        from_on=row.from_on,
        until_on=row.until_on,
        refusal=row.refusal,
        covers_sensitive=row.kind != MandateKind.ENTRUSTED or row.own_word_at is not None,
        needs_own_word=row.kind == MandateKind.ENTRUSTED,
    )


def _to_check(row: Mandate) -> ProofToCheck:
    proxy = row.account.person
    return ProofToCheck(
        id=row.pk,
        proxy_name=proxy.name if proxy else "",
        proxy_number=proxy.id_number if proxy else "",
        ward_id=row.person_id,
        ward_name=row.person.name,
        ward_number=row.person.id_number,
        ward_is_confirmed=row.person.registry_state == RegistryState.CONFIRMED,
        ward_phone=row.ward_phone or "",
        kind=row.kind,
        relation=row.relation,
        proof=row.proof_kind,
        papers=tuple(row.proof.get("papers", ())),
        body=str(row.proof.get("body", "")),
        from_on=row.from_on,
        until_on=row.until_on,
        asked_at=row.created_at,
        same_phone=bool(row.ward_phone) and row.ward_phone == row.account.phone,
    )
