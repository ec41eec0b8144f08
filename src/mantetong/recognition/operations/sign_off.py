"""Two people say that a region's existing recognitions are complete; until then a look-up answers "unknown"."""

from datetime import datetime

from django.db import transaction

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.recognition.errors import SamePerson
from mantetong.recognition.models import ImportSignOff

_MAY = frozenset({Role.SUPERVISOR})


@transaction.atomic
def sign_off_import(*, region: str, declaration: str, by: Actor, at: datetime) -> bool:
    """Sign a region's import off; True once two different people have. Raises NotYoursToTake, SamePerson."""
    ensure_holds(by, _MAY)
    ImportSignOff.objects.get_or_create(region=region, defaults={"declaration": declaration})
    row = ImportSignOff.objects.select_for_update().get(region=region)
    if row.first_id is None:
        row.first_id, row.first_at = by.account_id, at
    elif row.first_id == by.account_id:
        raise SamePerson
    elif row.second_id is None:
        row.second_id, row.second_at = by.account_id, at
    row.save()
    return row.second_id is not None


def sign_off_demo(*, region: str) -> None:
    """In the sandbox there is nothing to import: the region answers look-ups from the start."""
    words = "演示环境：没有存量待遇需要导入"
    ImportSignOff.objects.update_or_create(region=region, defaults={"declaration": words, "is_demo": True})
