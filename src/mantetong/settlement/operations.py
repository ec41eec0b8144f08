"""Everything the till writes outside the hot path."""

import secrets
from datetime import datetime

from django.db import transaction

from mantetong.people.queries import institution_card
from mantetong.settlement.bare_till import token_digest
from mantetong.settlement.models import InstitutionToken

_BYTES = 32


class NoSuchInstitution(LookupError):
    """No institution has this code."""

    code = "NO_SUCH_INSTITUTION"


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


def withdraw_tokens(*, institution_code: str, at: datetime) -> int:
    """Stop every standing token of an institution, within seconds everywhere; how many."""
    return InstitutionToken.objects.filter(institution_id=institution_code, withdrawn_at=None).update(withdrawn_at=at)
