"""Workbooks on the desk: the list of what is in force handed out, an edited one looked at, and kept as a publication.

Errors: LookupError ← PacksElsewhere (PACKS_ELSEWHERE). SheetFaulty (SHEET_FAULTY) names sheet, row and column.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.policies.models import Loading, Publication
from mantetong.policies.operations.staging import stage_packs
from mantetong.policies.packs.library import read_library
from mantetong.policies.packs.resolve import resolve_region
from mantetong.policies.packs.shelf import packs_folder, shelf_of
from mantetong.policies.sheets.amending import Amended, amended, exported, replace_all

_OFFICERS = frozenset({Role.POLICY_OFFICER})
_CALENDAR = Path("national") / "calendar.yaml"


class PacksElsewhere(LookupError):
    """The files of the rules in force are neither in the database nor on this machine."""

    code = "PACKS_ELSEWHERE"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook would change: each region's newest content before and after, those alone that differ."""

    region: str
    contents: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]


def export_workbook(*, region: str, by: Actor) -> bytes:
    """The workbook of a region (or of the nation) as it is in force. Raises NotYoursToTake, PacksElsewhere, LookupError."""
    ensure_holds(by, _OFFICERS)
    with _packs_in_force() as folder:
        return exported(folder=folder, region=region)


def preview_workbook(*, content: bytes, by: Actor) -> Preview:
    """What would change; nothing is kept. Raises NotYoursToTake, PacksElsewhere, SheetFaulty."""
    ensure_holds(by, _OFFICERS)
    with _packs_in_force() as folder:
        before = _newest(folder)
        found = _written(folder, content)
        after = _newest(folder)
    return Preview(found.region, {code: (before[code], after[code]) for code in after if before[code] != after[code]})


def stage_workbook(*, content: bytes, by: Actor, at: datetime) -> int:
    """Keep what the workbook makes of the rules in force as a publication; its number. Raises as preview_workbook."""
    ensure_holds(by, _OFFICERS)
    with _packs_in_force() as folder:
        _written(folder, content)
        target = stage_packs(folder=folder, at=at)
    return Publication.objects.values_list("pk", flat=True).get(digest=target.digest, loading=None, recalled_at=None)


def _written(folder: Path, content: bytes) -> Amended:
    found = amended(folder=folder, content=content)
    replace_all({folder / path: text for path, text in found.files.items()})
    return found


def _newest(folder: Path) -> dict[str, Mapping[str, Any]]:
    library = read_library(folder)
    return {code: resolve_region(library, code)[-1].content for code in library.region_codes()}


@contextmanager
def _packs_in_force() -> Iterator[Path]:
    """A copy of the packs in force, which may be changed. Raises PacksElsewhere."""
    with tempfile.TemporaryDirectory(prefix="mantetong-packs-") as made:
        folder = Path(made) / "packs"
        _copy_in_force(folder)
        yield folder


def _copy_in_force(folder: Path) -> None:
    """From the publication that is in force, else from the disk when the same stands there. The calendar comes from the disk always:
    a start takes it from there without a publication.
    """
    digest = Loading.objects.order_by("-pk").values_list("digest", flat=True).first()
    kept = Publication.objects.filter(digest=digest, loading__isnull=False).exclude(files={}).order_by("-pk").first()
    if kept is not None:
        replace_all({folder / place: text for place, text in kept.files.items()})
        _copy_calendar(folder)
    elif shelf_of(packs_folder()).digest == digest:
        shutil.copytree(packs_folder(), folder)
    else:
        raise PacksElsewhere(digest)


def _copy_calendar(folder: Path) -> None:
    if (packs_folder() / _CALENDAR).exists():
        shutil.copy(packs_folder() / _CALENDAR, folder / _CALENDAR)
