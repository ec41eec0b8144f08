"""How well papers are judged and read, and what it costs: `python -m bench.materials [--good N] [--spoilt N] [--seed S]`.

Everything comes from the generated corpus (tests/fixtures/papers), so the figures say how we do on drawn papers, not on life.
Shares are given with their 95 % interval (Wilson).
"""

import argparse
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from mantetong.domain.papers import FindingCode, Level
from mantetong.materials.precheck.check import findings_of, look
from mantetong.materials.precheck.shapes import Asked, verdict
from mantetong.materials.reading.reader import read_paper
from mantetong.materials.reading.shapes import PaperReading
from mantetong.materials.safety.cell import take_in
from tests.fixtures.papers.corpus import CODES, Sample, good_ones, sample, spoilt_ones

_PAGES_OF_AN_APPLICANT = 10


@dataclass
class Tally:
    """Right and all, by name; seconds of pixels and reading."""

    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    verdicts: list[str] = field(default_factory=list)
    caught: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    pixels: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def note(self, name: str, *, right: bool) -> None:
        """Count one trial."""
        self.seen[name] += 1
        self.right[name] += right


def interval(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, share = 1.96, right / n
    middle, spread = share + z * z / (2 * n), z * ((share * (1 - share) + z * z / (4 * n)) / n) ** 0.5
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


def measured(photograph: Sample, tally: Tally) -> tuple[PaperReading, dict[str, str], str]:
    """Judge and read one photograph: the reading, its findings by code, the verdict."""
    file, started, used = take_in(content=photograph.content), time.perf_counter(), time.process_time()
    measures, _ = look(file)
    tally.pixels.append(time.process_time() - used)
    used = time.process_time()
    reading = read_paper(file)
    tally.reading.append(time.process_time() - used)
    tally.wall.append(time.perf_counter() - started)
    findings = findings_of(reading, measures, asked=Asked())
    return reading, {one.code.value: one.level.value for one in findings}, verdict(findings)


def count_fields(photograph: Sample, reading: PaperReading, tally: Tally) -> None:
    """Compare what was read with the truth."""
    tally.note("kind", right=reading.kind.value == photograph.kind)
    for name, truth in photograph.fields.items():
        got = [one.value for one in reading.fields if one.name == name]
        for value in truth if isinstance(truth, list) else [truth]:
            tally.note(name, right=value in got)


def run(*, good: int, spoilt: int, seed: int) -> Tally:
    """Everything once, good and spoilt ones in turn, progress to stderr."""
    tally = Tally()
    for number, photograph in enumerate(good_ones(seeds=range(seed, seed + good)), start=1):
        reading, _, said = measured(photograph, tally)
        tally.verdicts.append(said)
        count_fields(photograph, reading, tally)
        print(f"\rgood {number}/{good}", end="", file=sys.stderr)
    for number, photograph in enumerate(spoilt_ones(seeds=range(seed, seed + spoilt)), start=1):
        _, codes, _ = measured(photograph, tally)
        wanted = CODES[photograph.damage]
        tally.caught[f"{wanted} {photograph.level}"].append(codes.get(wanted) == Level.REJECT)
        print(f"\rspoilt {number}/{spoilt}", end="", file=sys.stderr)
    for number in range(max(4, spoilt // 6)):
        _, codes, _ = measured(sample(seed + number, "unstamped_certificate"), tally)
        tally.note("unstamped certificate warned", right=FindingCode.NO_SEAL in codes)
    print(file=sys.stderr)
    return tally


def lines(tally: Tally) -> Iterator[str]:
    """The table."""
    rejected, warned, n = tally.verdicts.count("reject"), tally.verdicts.count("warn"), len(tally.verdicts)
    yield row("good pages wrongly rejected", rejected, n)
    yield row("good pages wrongly warned", warned, n)
    share = 1 - (1 - rejected / n) ** _PAGES_OF_AN_APPLICANT
    yield f"{'applicants with a wrong reject among ten pages':48} {share:6.1%}"
    every = [one for trials in tally.caught.values() for one in trials]
    yield row("spoilt pages rejected with the right code", sum(every), len(every))
    for name, trials in sorted(tally.caught.items()):
        yield row(f"  {name}", sum(trials), len(trials))
    for name, n in tally.seen.items():
        yield row(f"  {name}", tally.right[name], n)
    for name, seconds in (("pixels, CPU s", tally.pixels), ("reading, CPU s", tally.reading), ("both, wall s", tally.wall)):
        ordered = sorted(seconds)
        yield f"{name:48} median {ordered[len(ordered) // 2]:.2f}  p95 {ordered[int(len(ordered) * 0.95)]:.2f}"
    yield f"{'peak memory of this process, MiB':48} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}"


def row(name: str, right: int, n: int) -> str:
    """A share with n and interval."""
    low, high = interval(right, n)
    return f"{name:48} {right:4}/{n:<4} {right / n:6.1%}  [{low:.1%}, {high:.1%}]"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=60)
    parser.add_argument("--spoilt", type=int, default=54)
    parser.add_argument("--seed", type=int, default=100)
    asked = parser.parse_args()
    print("\n".join(lines(run(good=asked.good, spoilt=asked.spoilt, seed=asked.seed))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
