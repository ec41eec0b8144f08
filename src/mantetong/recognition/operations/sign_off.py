"""Two people say that a region's existing recognitions are complete; until then a look-up answers "unknown"."""

from datetime import datetime

from django.db import transaction

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.recognition.errors import SamePerson
from mantetong.recognition.models import ImportSignOff
from mantetong.web.wording import chinese_moment

_MAY = frozenset({Role.SUPERVISOR})
_LONGEST = 200  # of a declaration


@transaction.atomic
def sign_off_import(*, region: str, declaration: str, by: Actor, at: datetime) -> bool:
    """Sign a region's import off; True once two different people have. Raises NotYoursToTake, SamePerson."""
    ensure_holds(by, _MAY)
    ImportSignOff.objects.get_or_create(region=region, defaults={"declaration": declaration})
    row = ImportSignOff.objects.select_for_update().get(region=region)
    if row.first_id is None:
        row.first_id, row.first_at, row.declaration = by.account_id, at, declaration
    elif row.first_id == by.account_id:
        raise SamePerson
    elif row.second_id is None:
        row.second_id, row.second_at = by.account_id, at
    row.save()
    return row.second_id is not None


@transaction.atomic
def take_back_sign_off(*, region: str, why: str, by: Actor, at: datetime) -> None:
    """One person is enough to take it back, with the reason: from now on look-ups answer "unknown" until two sign anew.

    Raises NotYoursToTake.
    """
    ensure_holds(by, _MAY)
    said = f"{chinese_moment(at)}撤回：{why}"[:_LONGEST]
    nobody = {"first": None, "first_at": None, "second": None, "second_at": None, "is_demo": False}
    ImportSignOff.objects.filter(region=region).update(declaration=said, **nobody)


def sign_off_demo(*, region: str) -> None:
    """In the sandbox there is nothing to import: the region answers look-ups from the start."""
    words = "演示环境：没有存量待遇需要导入"
    ImportSignOff.objects.update_or_create(region=region, defaults={"declaration": words, "is_demo": True})
