"""The same knowledge through Django's connection: for the pages, the tests, and a server that has no bare path."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from mantetong.outside.keys import CannotOpen, KeysMissing
from mantetong.settlement.answering import Known, TillAway
from mantetong.settlement.bare_till import token_digest
from mantetong.settlement.lookup_rules import STRICT, LookUpRule, by_prefecture
from mantetong.settlement.models import Entitlement, InstitutionCipher
from mantetong.settlement.pace import Pace
from mantetong.settlement.signing import Key
from mantetong.settlement.statements import look_up_here, statement

_LOOK_UP = look_up_here()
_SENDER = statement("settlement", "sender")
_RULES = statement("settlement", "rules")
_SIGNED_OFF = statement("recognition", "signed_off")


class DjangoTill:
    """One request's view of the till."""

    def __init__(self, *, is_sandbox: bool) -> None:
        self._sandbox = is_sandbox
        self.ensure_pace = _pace().ensure
        self._keys: dict[str, list[Key]] = {}
        self._demanding: set[str] = set()

    def institution_of(self, token: str) -> str | None:
        """The institution the token is bound to. Raises TillAway."""
        rows = _asked(_SENDER, {"digest": token_digest(token)})
        if not rows:
            return None
        institution: str = rows[0][0]
        self._keys[institution] = [Key(kind, public) for _, kind, public, _ in rows if kind]
        self._demanding |= {institution} if rows[0][3] else set()
        return institution

    def keys_of(self, institution: str) -> Sequence[Key]:
        """The keys the institution must sign with, as they stood when it showed its token."""
        return self._keys[institution]

    def demands_encryption(self, institution: str) -> bool:
        """Whether the institution is to send nothing plain, as it stood when it showed its token."""
        return institution in self._demanding

    def secrets_of(self, institution: str) -> Sequence[bytes]:
        """The institution's SM4 keys, newest first. Raises TillAway, also while the keys that open them are missing."""
        rows = InstitutionCipher.objects.filter(institution_id=institution, withdrawn_at=None).order_by("-pk")
        try:
            return [bytes.fromhex(str(text)) for text in rows.values_list("secret", flat=True)]
        except (DatabaseError, KeysMissing, CannotOpen) as error:
            raise TillAway from error

    def is_complete(self, prefecture: str) -> bool:
        """Whether the prefecture's existing recognitions are declared complete."""
        rows = _asked(_SIGNED_OFF, {"sandbox": self._sandbox})
        return any(region.startswith(prefecture) for (region,) in rows)

    def rule_of(self, prefecture: str) -> LookUpRule:
        """What the pack of the prefecture asks of a look-up. Raises TillAway."""
        return by_prefecture(_asked(_RULES, {})).get(prefecture, STRICT)

    def may_treat(self, institution: str, disease: str) -> bool:
        """Whether the institution is entitled to treat this sensitive disease. Raises TillAway."""
        rows = Entitlement.objects.filter(institution_id=institution, disease_code=disease, withdrawn_at=None)
        try:
            return rows.exists()
        except DatabaseError as error:
            raise TillAway from error

    def find(self, psn_no: str, on: date, institution: str) -> Known:
        """The rows of look_up.sql. Raises TillAway."""
        return Known(_asked(_LOOK_UP, {"psn_no": psn_no, "on": on, "institution": institution}))


@cache
def _pace() -> Pace:
    """One bucket per institution in this process."""
    return Pace(settings.MANTETONG_ENVIRONMENT.till_per_second)


def _asked(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows. Within a transaction a failure must not break it; by itself one statement needs no two more around it."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    except DatabaseError as error:
        raise TillAway from error
