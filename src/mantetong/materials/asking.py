"""What a page is checked against, from a slot of the pack or from national defaults."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from mantetong.domain.criteria.tree import Criterion, DocumentLeaf, ExaminationLeaf, LabLeaf, VisitKind, VisitsLeaf, leaves_of
from mantetong.domain.criteria.windows import months_before
from mantetong.domain.papers import PaperKind
from mantetong.domain.policy import RegionPolicy, Slot
from mantetong.materials.precheck.shapes import Asked

_VISITS = {VisitKind.OUTPATIENT: PaperKind.OUTPATIENT_RECORD, VisitKind.INPATIENT: PaperKind.DISCHARGE_RECORD}


def asked_nationally(*, slot: str | None, name: str, id_number: str) -> Asked:
    """The question of the command line without a region: national defaults, and no day is compared."""
    return Asked(wanted=(PaperKind(slot),) if slot else (), name=name, id_number=id_number.upper())


def asked_in(*, region: str, slot: str | None, name: str, id_number: str, on: date) -> Asked:
    """The question of the command line in a region: its pack's slot that takes the kind decides. Raises NoSuchRegion, NoPolicyThen."""
    policy = _policy_without_database(region, on)
    kind = PaperKind(slot) if slot else None
    oldest = oldest_days(policy, codes=policy.diseases, on=on)
    extra = (stated.value for disease in policy.diseases.values() for stated in disease.extra_slots)
    place = next((one for one in (*(stated.value for stated in policy.slots), *extra) if kind in one.takes), None)
    if place is None:
        return Asked(wanted=(kind,) if kind else (), name=name, id_number=id_number.upper(), oldest=oldest, on=on)
    return asked_by(place, name=name, id_number=id_number.upper(), oldest=oldest, on=on)


def asked_by(
    slot: Slot,
    *,
    name: str = "",
    id_number: str = "",
    on: date | None = None,
    oldest: Mapping[PaperKind, date] | None = None,
) -> Asked:
    """The question a slot of the pack asks of a paper of the person applied for."""
    return Asked(
        wanted=slot.takes,
        seal=slot.seal,
        copy_allowed=slot.copy_allowed,
        name=name,
        id_number=id_number,
        oldest=oldest or {},
        on=on,
    )


def oldest_days(policy: RegionPolicy, *, codes: Iterable[str], on: date) -> dict[PaperKind, date]:
    """The earliest day a paper of each kind may bear, by the criteria of the diseases; a kind without a stated look-back is left out.

    The longest look-back counts, because the older paper may still serve another criterion.
    """
    windows: dict[PaperKind, int] = {}
    for code in codes:
        for kind, months in _windows(policy.diseases[code].criteria.value):
            windows[kind] = max(windows.get(kind, 0), months)
    return {kind: months_before(on, months) for kind, months in windows.items()}


def _windows(criteria: Criterion | None) -> Iterator[tuple[PaperKind, int]]:
    for _, leaf in leaves_of(criteria) if criteria else ():
        months = getattr(leaf, "within_months", None)
        if months is not None:
            yield from ((kind, months) for kind in _kinds_of(leaf))


def _kinds_of(leaf: Criterion) -> tuple[PaperKind, ...]:
    if isinstance(leaf, DocumentLeaf | ExaminationLeaf):
        return leaf.kinds
    if isinstance(leaf, VisitsLeaf):
        return (_VISITS[leaf.kind],)
    return (PaperKind.LAB_REPORT,) if isinstance(leaf, LabLeaf) else ()


def _policy_without_database(region: str, on: date) -> RegionPolicy:
    # The packs' reader is a module of the house; it needs Django's settings, but never a connection.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mantetong.config.settings")
    os.environ.setdefault("MANTETONG_DATABASE_URL", "postgresql:///none")
    import django  # noqa: PLC0415

    django.setup()
    from mantetong.policies.queries import packed_policy  # noqa: PLC0415

    return packed_policy(region=region, on=on)
