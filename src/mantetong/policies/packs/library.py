"""A folder of packs read from disk: every pack with its parent, nothing resolved yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mantetong.policies.packs.faults import Fault, PackFaulty, one_fault
from mantetong.policies.packs.schema import faults_of
from mantetong.policies.packs.yaml_file import YamlFile, read_yaml

MAX_FILES = 5000


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder: its region file and its disease files by national code."""

    code: str
    region: YamlFile
    diseases: dict[str, YamlFile]

    @property
    def parent(self) -> str | None:
        """The code of the pack this one builds on."""
        parent: str | None = self.region.values.get("parent")
        return parent

    @property
    def is_region(self) -> bool:
        """True for a place people apply in; the nation and the provinces only hand values down."""
        return bool(self.region.values["level"] == "city")


@dataclass(frozen=True, slots=True)
class Library:
    """All packs of a folder by code."""

    folder: Path
    packs: dict[str, Pack]

    def chain(self, code: str) -> tuple[Pack, ...]:
        """The pack and those it builds on, child first. Raises PackFaulty on an unknown parent or a ring."""
        chain: list[Pack] = []
        following: str | None = code
        while following is not None:
            if following not in self.packs or self.packs[following] in chain:
                raise _bad_parent(chain[-1])
            chain.append(self.packs[following])
            following = chain[-1].parent
        return tuple(chain)

    def region_codes(self) -> tuple[str, ...]:
        """The places people apply in, in code order."""
        return tuple(sorted(code for code, pack in self.packs.items() if pack.is_region))


def _bad_parent(pack: Pack) -> PackFaulty:
    line = pack.region.line_of(("parent",))
    return one_fault(file=pack.region.file, line=line, key="parent", expected="a pack that exists and does not build on this one")


def read_library(folder: Path) -> Library:
    """Read every pack below `folder`. Raises PackFaulty with all faults of all files."""
    packs: dict[str, Pack] = {}
    faults: list[Fault] = []
    for region_path in _region_files(folder):
        try:
            pack = _read_pack(region_path)
        except PackFaulty as error:
            faults.extend(error.faults)
            continue
        faults.extend(_twice(packs, pack))
        packs[pack.code] = pack
    if faults:
        raise PackFaulty(tuple(faults))
    return Library(folder, packs)


def _region_files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*/region.yaml")) if folder.is_dir() else []
    if not files:
        raise one_fault(file=folder, line=1, key="", expected="a folder with packs, each with a region.yaml")
    if passed_over := tuple(_passed_over(folder)):
        raise PackFaulty(passed_over)
    return files


def _passed_over(folder: Path) -> Iterator[Fault]:
    """What looks like rules and would be left out in silence: a name that ends otherwise, a pack without its region.yaml."""
    for pack in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        if not (pack / "region.yaml").exists() and any(pack.rglob("*.y*ml")):
            yield Fault(str(pack), 1, "", "a region.yaml in the folder of a pack")
        for path in sorted((*pack.glob("*.yml"), *pack.glob("diseases/*.yml"), *pack.glob("cases/*.yml"))):
            yield Fault(str(path), 1, "", "a name that ends in .yaml, or the file is not read")


def _twice(packs: dict[str, Pack], pack: Pack) -> Iterator[Fault]:
    if pack.code in packs:
        yield Fault(
            pack.region.file, pack.region.line_of(("code",)), "code", f"a code not used by {packs[pack.code].region.file}"
        )


def _read_pack(region_path: Path) -> Pack:
    region = read_yaml(region_path)
    faults = list(faults_of(region, "region"))
    paths = sorted((region_path.parent / "diseases").glob("*.yaml"))
    if len(paths) > MAX_FILES:
        raise one_fault(file=region_path.parent, line=1, key="diseases", expected=f"at most {MAX_FILES} files")
    diseases, more = _read_diseases(paths)
    faults += more
    if faults:
        raise PackFaulty(tuple(faults))
    return Pack(str(region.values["code"]), region, diseases)


def _read_diseases(paths: list[Path]) -> tuple[dict[str, YamlFile], list[Fault]]:
    diseases: dict[str, YamlFile] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            disease = read_yaml(path)
        except PackFaulty as error:
            faults.extend(error.faults)
            continue
        found = list(faults_of(disease, "disease"))
        faults += found
        if not found:
            faults += _put(diseases, disease)
    return diseases, faults


def _put(diseases: dict[str, YamlFile], disease: YamlFile) -> Iterator[Fault]:
    code: Any = disease.values["code"]
    if code in diseases:
        yield Fault(disease.file, disease.line_of(("code",)), "code", f"a code not used by {diseases[code].file}")
    diseases[code] = disease
