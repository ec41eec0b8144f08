"""How well papers are judged and read, and what it costs: `python -m bench.materials [--small] [--series B|C] [--seed S] [--only memory]`.

Everything comes from the generated corpus (tests/fixtures/papers), so the figures say how we do on drawn papers, not on life. Series A
was used for tuning, series B has other layouts and seeds, series C papers as other hospitals print them, photographed in life. Shares are given with n and their 95 % interval (Wilson); the floor is what
was measured before this system was built. About 15 minutes on two idle cores; `--small` about 3, `--shapes N` weighs N shapes of page.
"""

import argparse
import sys
from collections.abc import Iterator

from bench.papers.judging import Tally, judged
from bench.papers.memory import weighed
from bench.papers.shares import Share, line, seconds
from tests.fixtures.papers.corpus import good_ones, nothings, spoilt_ones, unstamped_ones

_PAGES_OF_AN_APPLICANT = 10
_FULL, _SMALL = (180, 108, 36, 12), (36, 18, 6, 4)
_FIELDS = {
    "id_number": ("100 %", 0.99), "name": ("99 %", 0.99), "hospital": ("100 %", 0.99), "diagnosis": ("100 % / 82 %", 0.95), "lab": ("99.5 %", 0.98),
}  # fmt: skip
_MILD_GOALS = {"lab": ("95 %", 0.95), "name": ("97 %", 0.99), "id_number": ("99 %", 0.99)}


def run(*, numbers: tuple[int, int, int, int], seed: int, series: str) -> Tally:
    """Everything once, progress to stderr."""
    tally, (good, spoilt, unstamped, nothing) = Tally(), numbers
    lots = (
        ("good", good_ones(seeds=range(seed, seed + good), series=series), good),
        ("spoilt", spoilt_ones(seeds=range(seed, seed + spoilt), series=series), spoilt),
        ("unstamped", unstamped_ones(seeds=range(seed, seed + unstamped), series=series), unstamped),
        ("nothing", nothings(seeds=range(seed, seed + nothing)), nothing),
    )
    for lot, samples, many in lots:
        for number, photograph in enumerate(samples, start=1):
            judged(photograph, lot, tally)
            print(f"\r{lot} {number}/{many}    ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return tally


def lines(tally: Tally) -> Iterator[str]:
    """The table: what, floor, goal, measured."""
    yield line("what", "floor", "goal", "measured")
    yield from _verdict_lines(tally)
    yield from _reading_lines(tally)
    yield seconds("pixels, CPU s a page", "0.25", "≤ 0.4", tally.pixels)
    yield seconds("reading, CPU s a page", "0.88", "≤ 1.0", tally.reading)
    yield seconds("reading, wall s a page", "0.65", "≤ 0.8", tally.wall)


def _verdict_lines(tally: Tally) -> Iterator[str]:
    for (code, level), share in sorted(tally.caught.items()):
        yield line(f"  {code} level {level} rejected with its code", "", "", share.said)
    yield line("heavily damaged pages rejected with the right code", "", "≥ 95 %", Share.of(tally.caught.values()).said)
    rejected, warned = tally.verdicts["reject"], tally.verdicts["warn"]
    n = sum(tally.verdicts.values())
    for name, count, goal in (("reject", rejected, "≤ 2 %"), ("warning", warned, "≤ 5 %")):
        yield line(f"good pages with a wrong {name}", "", "", Share(count, n).said)
        told = sum(name in pages for pages in tally.applicants(_PAGES_OF_AN_APPLICANT))
        many = max(1, n // _PAGES_OF_AN_APPLICANT)
        yield line(f"applicants (ten pages) with a wrong {name}", "", goal, Share(told, many).said)
    yield line("unstamped certificates warned", "93 %", "≥ 95 %", tally.unstamped.said)
    yield line("stamped certificates wrongly warned", "4 %", "≤ 4 %", tally.stamped.said)
    yield line("no document, rejected as such", "", "", tally.nothing.said)
    yield line("kind recognised", "", "", tally.kind.said)


def _reading_lines(tally: Tally) -> Iterator[str]:
    for state, floor, goal in (("clean", "0.58 %", "≤ 0.6 %"), ("mild", "0.93 %", "≤ 1 %")):
        yield line(f"character errors, {state}", floor, goal, tally.errors[state].said)
    for (name, state), share in sorted(tally.fields.items()):
        floor, goal = (_MILD_GOALS if state == "mild" else _FIELDS).get(name, _FIELDS.get(name, ("", 0.0)))
        yield line(f"{name}, {state}", floor, f"≥ {goal:.0%}" if goal else "", share.said)
    yield line("certificate date", "95 %", "≥ 95 %", tally.dates.said)
    yield line("certificate date read wrongly", "", "0", tally.wrong_dates.said)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a first impression in about three minutes")
    parser.add_argument("--series", choices=("A", "B", "C"), default="B")
    parser.add_argument("--seed", type=int, default=5000)
    parser.add_argument("--shapes", type=int, default=40, help="how many shapes of page to weigh the reading process with")
    parser.add_argument("--only", choices=("judging", "memory"), help="one half of it")
    asked = parser.parse_args()
    if asked.only != "memory":
        tally = run(numbers=_SMALL if asked.small else _FULL, seed=asked.seed, series=asked.series)
        print("\n".join(lines(tally)))
        print("\n".join(tally.missed), file=sys.stderr)
    if asked.only != "judging":
        print(weighed(pages=10 if asked.small else asked.shapes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
