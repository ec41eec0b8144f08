"""Everything the till writes outside the hot path."""

import secrets
from datetime import datetime

from django.db import transaction

from mantetong.domain.policy import RegionPolicy, SensitiveRows
from mantetong.outside.registry import PersonNotFound, find_insured
from mantetong.people.operations.registry_rows import is_number_of_another, write_insurances, write_person
from mantetong.people.queries import institution_card
from mantetong.policies.queries import policies_in_force
from mantetong.settlement.bare_till import token_digest
from mantetong.settlement.encryption import new_secret
from mantetong.settlement.lookup_rules import STRICT
from mantetong.settlement.models import (
    Entitlement,
    Identification,
    InstitutionCipher,
    InstitutionKey,
    InstitutionToken,
    LookUpRule,
)
from mantetong.settlement.signing import public_bytes
from mantetong.web.clock import day_of

_BYTES = 32


class NoSuchInstitution(LookupError):
    """No institution has this code."""

    code = "NO_SUCH_INSTITUTION"


def learn_person(*, id_number: str, name: str, at: datetime) -> bool:
    """Ask the registry about somebody nobody here knows and keep its answer; False when it knows nobody, or another name.

    Raises RegistryAway. Must not be called inside a transaction.
    """
    try:
        answer = find_insured(id_number=id_number, name=name, at=at)
    except PersonNotFound:
        return False
    if answer.id_number.upper() != id_number or is_number_of_another(answer):
        return False
    with transaction.atomic():
        write_insurances(write_person(None, answer, at), answer, at)
    return True


def note_identified(*, institution_code: str, psn_no: str, at: datetime) -> None:
    """An institution identified a person by certificate: for a while it may look them up. The newest counts."""
    Identification.objects.bulk_create(
        [Identification(institution_code=institution_code, psn_no=psn_no, at=at)],
        update_conflicts=True,
        unique_fields=["institution_code", "psn_no"],
        update_fields=["at"],
    )


class NotAKey(ValueError):
    """The text is no SM2 public key of 64 bytes in hex."""

    code = "NOT_A_KEY"


@transaction.atomic
def make_token(*, institution_code: str, at: datetime) -> str:
    """A new bearer token of an institution, shown this once: only its digest is kept. Earlier tokens stay. Raises NoSuchInstitution."""
    if institution_card(institution_code) is None:
        raise NoSuchInstitution(institution_code)
    token = secrets.token_urlsafe(_BYTES)
    InstitutionToken.objects.create(institution_id=institution_code, digest=token_digest(token), made_at=at)
    return token


def keep_token(*, institution_code: str, token: str, at: datetime) -> None:
    """Keep a token made elsewhere, once: the sandbox hands out tokens that can be printed again. Raises NoSuchInstitution."""
    if institution_card(institution_code) is None:
        raise NoSuchInstitution(institution_code)
    defaults = {"institution_id": institution_code, "made_at": at}
    InstitutionToken.objects.get_or_create(digest=token_digest(token), defaults=defaults)


@transaction.atomic
def register_key(*, institution_code: str, kind: str, public_key: str = "", at: datetime) -> None:
    """From now on the institution signs every message: SM2 with this public key (hex), or SM3 keyed with its token.

    Raises NoSuchInstitution, NotAKey.
    """
    if institution_card(institution_code) is None:
        raise NoSuchInstitution(institution_code)
    try:
        public = public_bytes(public_key).hex() if kind == "SM2" else ""
    except ValueError as error:
        raise NotAKey(kind) from error
    InstitutionKey.objects.create(institution_id=institution_code, kind=kind, public_key=public, made_at=at)


def withdraw_keys(*, institution_code: str, at: datetime) -> int:
    """Take every standing key of an institution out of force; how many."""
    return InstitutionKey.objects.filter(institution_id=institution_code, withdrawn_at=None).update(withdrawn_at=at)


@transaction.atomic
def make_cipher_key(*, institution_code: str, is_demanded: bool, at: datetime) -> str:
    """A new SM4 key of an institution in hex, shown this once: it is kept encrypted. Earlier keys stay.

    With `is_demanded` nothing plain is taken from it any more. Raises NoSuchInstitution.
    """
    if institution_card(institution_code) is None:
        raise NoSuchInstitution(institution_code)
    secret = new_secret().hex()
    InstitutionCipher.objects.create(institution_id=institution_code, secret=secret, is_demanded=is_demanded, made_at=at)
    return secret


def withdraw_cipher_keys(*, institution_code: str, at: datetime) -> int:
    """Take every standing SM4 key of an institution out of force: it sends plain bodies again; how many."""
    return InstitutionCipher.objects.filter(institution_id=institution_code, withdrawn_at=None).update(withdrawn_at=at)


def withdraw_tokens(*, institution_code: str, at: datetime) -> int:
    """Stop every standing token of an institution, within seconds everywhere; how many."""
    return InstitutionToken.objects.filter(institution_id=institution_code, withdrawn_at=None).update(withdrawn_at=at)


@transaction.atomic
def entitle(*, institution_code: str, disease_code: str, at: datetime) -> None:
    """The institution is entitled to treat a sensitive disease, and is told of it from now on; once. Raises NoSuchInstitution."""
    if institution_card(institution_code) is None:
        raise NoSuchInstitution(institution_code)
    held = {"institution_id": institution_code, "disease_code": disease_code, "withdrawn_at": None}
    Entitlement.objects.get_or_create(**held, defaults={"made_at": at})


def withdraw_entitlement(*, institution_code: str, disease_code: str, at: datetime) -> int:
    """The institution is told of the disease no more; how many entitlements that ended."""
    standing = Entitlement.objects.filter(institution_id=institution_code, disease_code=disease_code, withdrawn_at=None)
    return standing.update(withdrawn_at=at)


def copy_rules(*, at: datetime) -> int:
    """Copy what every region's pack asks of a look-up on the day of `at` to where the bare path reads it; how many regions."""
    rows = [_rule(policy, at) for policy in policies_in_force(on=day_of(at))]
    names = ["certificate_hours", "last_known_minutes", "sensitive", "copied_at"]
    LookUpRule.objects.bulk_create(rows, update_conflicts=True, unique_fields=["region"], update_fields=names)
    return len(rows)


def _rule(policy: RegionPolicy, at: datetime) -> LookUpRule:
    given = policy.till.value if policy.till else None
    hides = given is None or given.sensitive is SensitiveRows.ENTITLED
    return LookUpRule(
        region=policy.code,
        certificate_hours=given.certificate_hours if given else STRICT.certificate_hours,
        last_known_minutes=given.last_known_minutes if given else STRICT.last_known_minutes,
        sensitive=sorted(code for code, one in policy.diseases.items() if one.sensitive) if hides else [],
        copied_at=at,
    )
