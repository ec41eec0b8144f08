"""Everything the till writes outside the hot path."""

import secrets
from datetime import datetime

from django.db import transaction

from mantetong.outside.registry import PersonNotFound, find_insured
from mantetong.people.operations.registry_rows import is_number_of_another, write_insurances, write_person
from mantetong.people.queries import institution_card
from mantetong.settlement.bare_till import token_digest
from mantetong.settlement.models import InstitutionKey, InstitutionToken
from mantetong.settlement.signing import public_bytes

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


def withdraw_tokens(*, institution_code: str, at: datetime) -> int:
    """Stop every standing token of an institution, within seconds everywhere; how many."""
    return InstitutionToken.objects.filter(institution_id=institution_code, withdrawn_at=None).update(withdrawn_at=at)
