"""One photograph judged and read, and held against its truth."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from bench.papers.shares import Share
from mantetong.domain.papers import FindingCode, Level
from mantetong.materials.precheck.check import findings_of, look
from mantetong.materials.precheck.shapes import Asked, verdict
from mantetong.materials.reading.reader import read_paper
from mantetong.materials.reading.shapes import PaperReading
from mantetong.materials.safety.cell import take_in
from tests.fixtures.papers.corpus import CODES, Sample

_FEW = 2  # wrong characters a page may have without a word
_SAME = str.maketrans(
    {"：": ":", "（": "(", "）": ")", "；": ";", "，": ",", "～": "~", "—": "-", "．": ".", " ": None, "　": None}
)


@dataclass
class Tally:
    """Everything counted."""

    verdicts: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    caught: dict[tuple[str, int], Share] = field(default_factory=lambda: defaultdict(Share))
    fields: dict[tuple[str, str], Share] = field(default_factory=lambda: defaultdict(Share))
    errors: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    unstamped: Share = field(default_factory=Share)
    stamped: Share = field(default_factory=Share)
    nothing: Share = field(default_factory=Share)
    kind: Share = field(default_factory=Share)
    dates: Share = field(default_factory=Share)
    wrong_dates: Share = field(default_factory=Share)
    pixels: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def applicants(self, pages: int) -> Iterator[set[str]]:
        """What the applicants of so many good pages each were told."""
        for start in range(0, len(self.said) - pages + 1, pages):
            yield {"warning" if said == "warn" else said for said in self.said[start : start + pages]}


def judged(photograph: Sample, lot: str, tally: Tally) -> None:
    """Judge and read one photograph of a lot (good, spoilt, unstamped, nothing) and count what came out."""
    file = take_in(content=photograph.content)
    used = time.process_time()
    measures, _ = look(file)
    tally.pixels.append(time.process_time() - used)
    started, used = time.perf_counter(), time.process_time()
    reading = read_paper(file)
    tally.reading.append(time.process_time() - used)
    tally.wall.append(time.perf_counter() - started)
    findings = findings_of(reading, measures, asked=Asked(), shrunk=file.shrunk)
    codes = {one.code: one.level for one in findings}
    if lot == "good":
        _count_good(photograph, reading, verdict(findings), codes, tally)
    elif lot == "spoilt":
        code = FindingCode(CODES[photograph.damage])
        _count(tally, tally.caught[code.value, photograph.level], photograph, code, codes, Level.REJECT)
    elif lot == "unstamped":
        _count(tally, tally.unstamped, photograph, FindingCode.NO_SEAL, codes, Level.WARN)
    else:
        _count(tally, tally.nothing, photograph, FindingCode.NOT_A_DOCUMENT, codes, Level.REJECT)


def _count(
    tally: Tally, share: Share, photograph: Sample, code: FindingCode, codes: dict[FindingCode, Level], least: Level
) -> None:
    """One page that should be found out by `code`, at this level at least."""
    right = codes.get(code) in {least, Level.REJECT}
    share.note(right=right)
    if not right:
        tally.missed.append(f"{photograph.name}: no {code.value}, but {_told(codes)}")


def _told(codes: dict[FindingCode, Level]) -> str:
    return " ".join(f"{code.value}={level.value}" for code, level in codes.items()) or "nothing"


def _count_good(photograph: Sample, reading: PaperReading, said: str, codes: dict[FindingCode, Level], tally: Tally) -> None:
    tally.verdicts[said] += 1
    tally.said.append(said)
    tally.kind.note(right=reading.kind.value == photograph.kind)
    state = "clean" if photograph.is_clean else "mild"
    wrong, characters = errors([line.text for page in reading.pages for line in page.lines], photograph.words)
    tally.errors[state].right += wrong
    tally.errors[state].n += characters
    if wrong > _FEW:
        tally.missed.append(f"{photograph.name}: {wrong} of {characters} characters wrong")
    if said != "accept":
        tally.missed.append(f"{photograph.name}: {said}, {_told(codes)}")
    for name, truth in photograph.fields.items():
        got = [one.value for one in reading.fields if one.name == name]
        for value in truth if isinstance(truth, list) else [truth]:
            tally.fields[name, state].note(right=value in got)
            if value not in got:
                tally.missed.append(f"{photograph.name}: {name} {value} read as {got}")
    if photograph.kind == "diagnosis_certificate":
        day = reading.first("date")
        tally.dates.note(right=day == photograph.fields["date"])
        tally.wrong_dates.note(right=day not in (None, photograph.fields["date"]))
        tally.stamped.note(right=FindingCode.NO_SEAL in codes)


def errors(read: list[str], printed: tuple[str, ...]) -> tuple[int, int]:
    """Wrong characters and all characters, run by run in whatever order; full-width and half-width marks are the same."""
    left, wrong, many = [text.translate(_SAME) for text in read], 0, 0
    for run in sorted((text.translate(_SAME) for text in printed), key=len, reverse=True):
        many += len(run)
        best = min(range(len(left)), key=lambda index: _distance(left[index], run), default=None)
        if best is None:
            wrong += len(run)
            continue
        wrong += min(len(run), _distance(left[best], run))
        left[best] = left[best].replace(run, "", 1) if run in left[best] else ""
    return wrong, many


def _distance(text: str, run: str) -> int:
    return 0 if run in text else Levenshtein.distance(text, run)
