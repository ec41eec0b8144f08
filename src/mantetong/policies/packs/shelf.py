"""The packs of this installation, read once per process and again when a file changes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.delivered import delivered_packs
from mantetong.policies.packs.library import Library, read_library
from mantetong.policies.packs.plain import digest_of
from mantetong.policies.packs.resolve import Resolved, resolve_region

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every region's resolved policies, oldest first."""

    library: Library
    regions: dict[str, tuple[Resolved, ...]]
    digest: str


def packs_folder() -> Path:
    """The operator's packs (MANTETONG_PACKS), else the delivered ones."""
    chosen = getattr(settings, "MANTETONG_PACKS", "")
    return Path(chosen) if chosen else delivered_packs()


def _stamp(folder: Path) -> Stamp:
    stats = ((path, path.stat()) for path in sorted(folder.rglob("*.yaml")))
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=2)
def _read(folder: Path, _stamp: Stamp) -> Shelf:
    library = read_library(folder)
    ensure_sound(library)
    regions = {code: resolve_region(library, code) for code in library.region_codes()}
    digest = digest_of(
        [[code, resolved.since.isoformat(), resolved.digest] for code, found in regions.items() for resolved in found]
    )
    return Shelf(library, regions, digest)


def shelf_of(folder: Path) -> Shelf:
    """The shelf of a folder. Raises PackFaulty."""
    return _read(folder, _stamp(folder))
