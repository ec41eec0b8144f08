"""Whether what a region says in a language of its own can be shown: once for each language, something to read or to hear."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mantetong.domain.policy import Occasion
from mantetong.policies.packs.faults import Fault
from mantetong.policies.packs.yaml_file import Path_, YamlFile

AUDIO = "audio"
RECORDINGS = {".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"}
_LONGEST = 4000  # characters


def language_faults(file: YamlFile, languages: list[dict[str, Any]], path: Path_) -> Iterator[Fault]:
    """What is wrong with the list, each thing at its line."""
    seen: set[str] = set()
    for number, said in enumerate(languages):
        at = (*path, "value", number)
        if said["code"] in seen:
            yield _fault(file, (*at, "code"), "a language once")
        seen.add(said["code"])
        yield from _text_faults(file, said, at)
        yield from _recording_faults(file, said, at)


def _text_faults(file: YamlFile, said: dict[str, Any], at: Path_) -> Iterator[Fault]:
    texts = {one.value: said[one.value] for one in Occasion if said.get(one.value)}
    if not texts and not said.get("recordings"):
        yield _fault(file, at, "a text or a recording for at least one of guide, receipt, supplement, letter")
    for name, text in texts.items():
        if len(text) > _LONGEST:
            yield _fault(file, (*at, name), f"at most {_LONGEST} characters")


def _recording_faults(file: YamlFile, said: dict[str, Any], at: Path_) -> Iterator[Fault]:
    for occasion, recording in (said.get("recordings") or {}).items():
        if occasion not in set(Occasion):
            yield _fault(file, (*at, "recordings", occasion), "guide, receipt, supplement or letter")
        elif not _is_there(file, recording):
            yield _fault(file, (*at, "recordings", occasion), f"a file in {AUDIO}/ beside region.yaml ({', '.join(RECORDINGS)})")


def _is_there(file: YamlFile, name: str) -> bool:
    plain = Path(name).name == name and Path(name).suffix in RECORDINGS
    return plain and (Path(file.file).parent / AUDIO / name).is_file()


def _fault(file: YamlFile, path: Path_, expected: str) -> Fault:
    return Fault(file.file, file.line_of(path), ".".join(map(str, path)), expected)
