"""Finding a disease by whatever people type: official, lay and foreign names, pinyin, initials, a slip of the pen.

An index in memory per policy content; 2,000 diseases answer within the 30 ms a page may take.
"""

from collections import OrderedDict
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from mantetong.domain.criteria.text import folded
from mantetong.domain.policy import RegionPolicy

MAX_QUERY = 40
MAX_INDEXES = 64
_EXACT, _BEGINS, _CONTAINS, _SOUNDS, _INITIALS = 100.0, 92.0, 86.0, 82.0, 78.0
_FUZZY_FLOOR = 62.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A disease found: by which of its names, and how well (0–100)."""

    code: str
    name: str
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class _Term:
    code: str
    name: str
    written: str
    folded: str
    sound: str
    initials: str


@dataclass(frozen=True, slots=True)
class DiseaseIndex:
    """The searchable names of a region's diseases."""

    terms: tuple[_Term, ...]
    written: tuple[str, ...]
    sounds: tuple[str, ...]

    def find(self, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """The best hits, one per disease, best first. An empty query finds every disease in order."""
        asked = folded(query)[:MAX_QUERY]
        if not asked:
            return tuple(Hit(term.code, term.name, term.name, 0.0) for term in self.terms if term.written == term.name)[:limit]
        best: dict[str, Hit] = {}
        for term, score in self._scored(asked):
            if term.code not in best or best[term.code].score < score:
                best[term.code] = Hit(term.code, term.name, term.written, score)
        return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.code)))[:limit]

    def _scored(self, asked: str) -> list[tuple[_Term, float]]:
        sound = _sound(asked)
        plain = [(term, score) for term in self.terms if (score := _plain_score(term, asked, sound))]
        return plain or [*self._fuzzy(self.written, asked), *self._fuzzy(self.sounds, sound)]

    def _fuzzy(self, choices: tuple[str, ...], asked: str) -> list[tuple[_Term, float]]:
        """Only when nothing matches plainly: a slip of the pen, or one wrong character."""
        found = process.extract(asked, choices, scorer=fuzz.ratio, score_cutoff=_FUZZY_FLOOR, limit=40)
        return [(self.terms[number], score * 0.75) for _text, score, number in found]


def _plain_score(term: _Term, asked: str, sound: str) -> float:
    if term.folded == asked:
        return _EXACT
    if term.folded.startswith(asked):
        return _BEGINS
    if asked in term.folded or (len(term.folded) > 1 and term.folded in asked):
        return _CONTAINS
    if term.sound.startswith(sound) and len(sound) > 1:
        return _SOUNDS
    return _INITIALS if len(asked) > 1 and term.initials.startswith(asked) else 0.0


def _sound(text: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  its dictionaries cost a third of a second that most processes need not pay

    return "".join(lazy_pinyin(text))


def _initials(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  as above

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).casefold()


def terms_of(policy: RegionPolicy) -> list[_Term]:
    """Every searchable name of a policy with its sound and initials."""
    terms = []
    for disease in policy.diseases.values():
        names = (disease.name, *disease.synonyms, *disease.lay_names, disease.code, *disease.icd10)
        for written in dict.fromkeys(names):
            sound = _sound(folded(written))
            terms.append(_Term(disease.code, disease.name, written, folded(written), sound, _initials(written)))
    return terms


_built: OrderedDict[str, DiseaseIndex] = OrderedDict()


def index_of(policy: RegionPolicy) -> DiseaseIndex:
    """The index of a policy, built once per content."""
    if policy.digest not in _built:
        terms = tuple(terms_of(policy))
        _built[policy.digest] = DiseaseIndex(terms, tuple(term.folded for term in terms), tuple(term.sound for term in terms))
        while len(_built) > MAX_INDEXES:
            _built.popitem(last=False)
    return _built[policy.digest]
