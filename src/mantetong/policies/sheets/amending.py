"""A workbook taken over: what differs from the packs is written into the region's own files, in a copy that must prove sound first."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.examples import example_faults
from mantetong.policies.packs.faults import PackFaulty
from mantetong.policies.packs.library import Library, read_library
from mantetong.policies.sheets.columns import DATED, IDENTITY, SHEETS
from mantetong.policies.sheets.faults import SheetFault, SheetFaulty, one_fault
from mantetong.policies.sheets.listing import Listed, Listing, digest_of_listing, listing_of
from mantetong.policies.sheets.pack_files import amended_files
from mantetong.policies.sheets.placing import placed
from mantetong.policies.sheets.rows import listing_from, rows_of
from mantetong.policies.sheets.workbook import ABOUT, read_workbook, workbook_bytes

Tables = dict[str, list[dict[str, Any]]]
_MUST = ("listed", "criteria", "validity")


@dataclass(frozen=True, slots=True)
class Amended:
    """What a workbook changes: the region it is about, and every file to write with its whole new text."""

    region: str
    files: dict[Path, str]


def exported(*, folder: Path, region: str) -> bytes:
    """The workbook of a region's diseases. Raises PackFaulty, LookupError, and SheetFaulty when a value does not fit into a table."""
    library = read_library(folder)
    _ensure_known(library, region)
    listing = listing_of(library, region)
    tables = {sheet.title: list(rows_of(listing, sheet)) for sheet in SHEETS}
    name = str(library.packs[region].region.values["name"])
    content = workbook_bytes(region=region, name=name, version=digest_of_listing(listing), tables=tables)
    if listing_from(read_workbook(content)[1], old=listing) != listing:
        raise one_fault("没有词里含顿号“、”，这样的值请直接改政策包")
    return content


def _ensure_known(library: Library, region: str) -> None:
    if region not in library.packs:
        raise LookupError(f"没有地区 {region}；现有：{'、'.join(sorted(library.packs))}")


def amended(*, folder: Path, content: bytes) -> Amended:
    """What the workbook would write into the packs of `folder`; nothing is written. Raises SheetFaulty, PackFaulty."""
    about, tables = read_workbook(content)
    library, region = read_library(folder), about.get("地区代码", "")
    if region not in library.packs:
        raise one_fault(f"政策包里有的地区代码，没有{region}", sheet=ABOUT, row=1)
    old = listing_of(library, region)
    if about.get("版本") != digest_of_listing(old):
        raise one_fault("从现在的政策包导出的文件：导出以后政策包又改过，请重新导出再改", sheet=ABOUT, row=3)
    new = listing_from(tables, old=old)
    faults = tuple(_lost(old, new, tables))
    if faults:
        raise SheetFaulty(faults)
    files = {path.relative_to(folder): text for path, text in amended_files(library.packs[region], old, new).items()}
    _ensure_sound(folder, files, region, tables)
    return Amended(region, files)


def _lost(old: Listing, new: Listing, tables: Tables) -> Iterator[SheetFault]:
    """What was there must still be there: a rule ends by a new day, never by deletion. A new disease states all it needs."""
    for code, one in old.items():
        if code not in new:
            yield SheetFault(IDENTITY.title, 0, "病种代码", f"保留{code}这一行；不再列入的，在“列入目录”里加一行写“否”")
            continue
        yield from _lost_days(code, one, new[code])
    rows = {row["code"]: row["at"] for row in tables[IDENTITY.title]}
    for code in set(new) - set(old):
        for key in _MUST:
            if key not in new[code].keys:
                yield SheetFault(IDENTITY.title, rows[code], "病种代码", f"新病种{code}在“{DATED[key].title}”里也要有")


def _lost_days(code: str, old: Listed, new: Listed) -> Iterator[SheetFault]:
    for key, days in old.keys.items():
        for day in days:
            if day not in new.keys.get(key, {}):
                yield SheetFault(DATED[key].title, 0, "自哪天起", f"保留{code}自{day}起的行；改规则请加一行新的日期")


def _ensure_sound(folder: Path, files: dict[Path, str], region: str, tables: Tables) -> None:
    """The whole folder, with the new files in it, passes what `policy check` asks. Raises SheetFaulty, rows named where they can be."""
    with tempfile.TemporaryDirectory(prefix="mantetong-packs-") as made:
        copy = Path(made) / "packs"
        shutil.copytree(folder, copy)
        for path, text in files.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_text(text, encoding="utf-8")
        try:
            library = read_library(copy)
            ensure_sound(library)
            faults = tuple(sorted(set(example_faults(library))))
        except PackFaulty as error:
            faults = error.faults
        if faults:
            raise SheetFaulty(tuple(placed(fault, copy, tables, region) for fault in faults))


def imported(*, folder: Path, content: bytes) -> Amended:
    """Write what the workbook changes into `folder`: all files or none. Raises SheetFaulty, PackFaulty, OSError."""
    found = amended(folder=folder, content=content)
    replace_all({folder / path: text for path, text in found.files.items()})
    return found


def replace_all(files: dict[Path, str]) -> None:
    """Put every text beside its place first, then all of them in place; what was there comes back when one cannot be put."""
    drafts = {path: path.with_name(f".{path.name}.new") for path in files}
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    done: list[Path] = []
    try:
        for path, draft in drafts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(files[path], encoding="utf-8")
        for path, draft in drafts.items():
            draft.replace(path)
            done.append(path)
    except OSError:
        _put_back({path: before[path] for path in done})
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _put_back(before: dict[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
