"""What a page is checked against, from a slot of the pack or from national defaults."""

import os
from datetime import date

from mantetong.domain.papers import PaperKind
from mantetong.domain.policy import RegionPolicy, Slot
from mantetong.materials.precheck.shapes import Asked


def asked_nationally(*, slot: str | None, name: str, id_number: str) -> Asked:
    """The question of the command line without a region: national defaults, and no day is compared."""
    return Asked(wanted=(PaperKind(slot),) if slot else (), name=name, id_number=id_number.upper())


def asked_in(*, region: str, slot: str | None, name: str, id_number: str, on: date) -> Asked:
    """The question of the command line in a region: its pack's slot that takes the kind decides. Raises NoSuchRegion, NoPolicyThen."""
    policy = _policy_without_database(region, on)
    kind = PaperKind(slot) if slot else None
    extra = (stated.value for disease in policy.diseases.values() for stated in disease.extra_slots)
    place = next((one for one in (*(stated.value for stated in policy.slots), *extra) if kind in one.takes), None)
    if place is None:
        return Asked(wanted=(kind,) if kind else (), name=name, id_number=id_number.upper(), on=on)
    return asked_by(place, name=name, id_number=id_number.upper(), on=on)


def asked_by(slot: Slot, *, name: str = "", id_number: str = "", on: date | None = None, oldest: date | None = None) -> Asked:
    """The question a slot of the pack asks of a paper of the person applied for."""
    return Asked(
        wanted=slot.takes, seal=slot.seal, copy_allowed=slot.copy_allowed, name=name, id_number=id_number, oldest=oldest, on=on
    )


def _policy_without_database(region: str, on: date) -> RegionPolicy:
    # The packs' reader is a module of the house; it needs Django's settings, but never a connection.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mantetong.config.settings")
    os.environ.setdefault("MANTETONG_DATABASE_URL", "postgresql:///none")
    import django  # noqa: PLC0415

    django.setup()
    from mantetong.policies.queries import packed_policy  # noqa: PLC0415

    return packed_policy(region=region, on=on)
