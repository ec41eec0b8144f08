"""Which files of a region's own pack change, and how they read then."""

from pathlib import Path
from typing import Any

from mantetong.policies.packs.library import Pack
from mantetong.policies.packs.yaml_file import YamlFile, read_text
from mantetong.policies.sheets.columns import DATED
from mantetong.policies.sheets.listing import Days, Listed, Listing, Raw, own_days
from mantetong.policies.sheets.yaml_text import flow, with_entry, with_name


def amended_files(pack: Pack, old: Listing, new: Listing) -> dict[Path, str]:
    """Every file of the pack that reads otherwise, with its whole new text."""
    folder = Path(pack.region.file).parent / "diseases"
    files: dict[Path, str] = {}
    for code, wanted in new.items():
        before = old.get(code, Listed({}))
        if wanted != before:
            own = pack.diseases.get(code)
            path = Path(own.file) if own else folder / f"{code}.yaml"
            files[path] = _amended_text(own, before, wanted)
    return files


def _amended_text(own: YamlFile | None, old: Listed, new: Listed) -> str:
    text = read_text(Path(own.file)) if own else _begun(new)
    for name, value in new.identity.items():
        if value != old.identity.get(name) and name not in ("code", *(() if own else ("name",))):
            text = with_name(text, name, value)
    for name in set(old.identity) - set(new.identity):
        text = with_name(text, name, _EMPTIED.get(name))
    for key in DATED:
        text = _with_days(text, own, key, old.keys.get(key, {}), new.keys.get(key, {}))
    if not old.identity:
        first = min(new.keys["listed"])
        said = {name: new.keys["listed"][first][name] for name in ("source", "status")}
        text = with_entry(text, "extra_slots", first, {"value": [], **said}, known={})
    return text


_EMPTIED: Raw = {
    "synonyms": [],
    "lay_names": [],
    "icd10": [],
    "disease_class": "",
    "local_code": "",
    "sensitive": False,
    "urgent": False,
}


def _begun(new: Listed) -> str:
    return f"code: {flow(new.identity['code'])}\nname: {flow(new.identity['name'])}\n"


def _with_days(text: str, own: YamlFile | None, key: str, old: Days, new: Days) -> str:
    """Every entry from the first changed day on stands in the region's own file: a value of its own there hides all of the parent's."""
    changed = [day for day in new if new[day] != old.get(day)]
    if not changed:
        return text
    mine = own_days(own, key) if own else {}
    defaults = own.values.get("defaults", {}) if own else {}
    known: Days = dict(own.values.get(key, {}).get("from", {})) if own else {}
    for day in (day for day in new if day >= changed[0] and new[day] != mine.get(day)):
        entry = _entry(new[day], defaults)
        text = with_entry(text, key, day, entry, known=known)
        known[day] = entry
    return text


def _entry(entry: Raw, defaults: dict[str, Any]) -> Raw:
    """As an official would write it: the value first, and no more source than the file's own does not give already."""
    beside = {name: part for name, part in entry.items() if name != "value" and defaults.get(name) != part}
    return {"value": entry["value"], **beside}
