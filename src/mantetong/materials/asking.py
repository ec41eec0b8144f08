"""What a page is checked against, from a slot of the pack or from national defaults."""

from datetime import date

from mantetong.domain.papers import PaperKind
from mantetong.domain.policy import Slot
from mantetong.materials.precheck.shapes import Asked


def asked_for(*, slot: str | None, region: str | None, name: str, id_number: str, on: date) -> Asked:
    """The question of the command line. Without `region` national defaults hold and no day is compared."""
    wanted = (PaperKind(slot),) if slot else ()
    return Asked(wanted=wanted, name=name, id_number=id_number.upper())


def asked_by(slot: Slot, *, name: str = "", id_number: str = "", on: date | None = None, oldest: date | None = None) -> Asked:
    """The question a slot of the pack asks of a paper of the person applied for."""
    return Asked(
        wanted=slot.takes, seal=slot.seal, copy_allowed=slot.copy_allowed, name=name, id_number=id_number, oldest=oldest, on=on
    )
