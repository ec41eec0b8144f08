"""A filing that comes after something decided: what it follows, and who must keep out of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mantetong.cases.errors import DraftOnly, JudgedBefore
from mantetong.cases.models import Filing, Following
from mantetong.cases.queries.following import Hands, hands_before, hands_of_case
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind
from mantetong.domain.roles import Role

_JUDGES = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.EXPERT, Role.INSTITUTION})


@transaction.atomic
def note_following(
    *,
    filing_id: int,
    disease_code: str,
    at: datetime,
    earlier_case_id: int | None = None,
    recognition_id: int | None = None,
    paths: Sequence[str] = (),
    grounds: str = "",
) -> None:
    """Write down what one disease of a draft comes after, over what was written before. Of an earlier case those who judged
    it are kept, so that an appeal goes to other people. Raises DraftOnly.
    """
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    if not filing.is_draft:
        raise DraftOnly
    hands = hands_of_case(earlier_case_id) if earlier_case_id else Hands()
    values = {
        "earlier_id": earlier_case_id,
        "recognition_id": recognition_id,
        "hands": sorted(hands.accounts),
        "institutions": sorted(hands.institutions),
        "paths": list(paths),
        "grounds": grounds,
        "at": at,
    }
    Following.objects.update_or_create(filing=filing, disease_code=disease_code, defaults=values)


def ensure_other_hands(*, filing_id: int, kind: str, by: Actor, role: Role) -> None:
    """An appeal is judged by people who had no hand in what it is about. Raises JudgedBefore."""
    if kind != Kind.APPEAL or role not in _JUDGES:
        return
    before = hands_before(filing_id)
    if by.account_id in before.accounts or (role is Role.INSTITUTION and by.institution in before.institutions):
        raise JudgedBefore
