"""What is open on a filing: places of the checklist that are empty or faulty, criteria not met or that nobody can answer. All of it, at once (MS-14)."""

from dataclasses import dataclass, replace

from mantetong.cases.queries import CaseCard, FilingCard, answers_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.tree import leaves_of
from mantetong.domain.policy import Need, RegionPolicy, Slot, Stated
from mantetong.review import papers, reason_library
from mantetong.review.models import ItemKind
from mantetong.review.operations.supplement import ASKABLE, Ask


@dataclass(frozen=True, slots=True)
class OpenThing:
    """One thing that can be asked. `key` names it in forms; `is_advised` when the notice should hold it."""

    key: str
    ask: Ask
    disease: str
    is_advised: bool

    def worded(self, words: str) -> Ask:
        """The same thing asked in the reviewer's own words."""
        return replace(self.ask, words=words.strip() or self.ask.words)


def open_things(*, filing: FilingCard, policy: RegionPolicy) -> tuple[OpenThing, ...]:
    """Everything open on every undecided case, the advised first in each case; places that are right are listed unadvised.

    A reviewer may see a fault the machine has missed, so no place of the checklist is left out.
    """
    cases = [case for case in filing.cases if case.stage in ASKABLE]
    return tuple(thing for case in cases for thing in (*_slots(case, filing, policy), *_criteria(case, policy)))


def _slots(case: CaseCard, filing: FilingCard, policy: RegionPolicy) -> list[OpenThing]:
    disease = policy.diseases[case.disease_code]
    stated = {one.value.code: one for one in (*policy.slots, *disease.extra_slots)}
    faults = papers.faults_of(filing_id=filing.id, slots=tuple(one.value for one in stated.values()))
    things = [_slot(case, disease.name, one, faults.get(code)) for code, one in stated.items()]
    return sorted(things, key=lambda thing: not thing.is_advised)


def _slot(case: CaseCard, disease: str, stated: Stated[Slot], fault: papers.Fault | None) -> OpenThing:
    slot = stated.value
    words = reason_library.words_for_slot(slot, fault)
    source = stated.source or reason_library.MATERIALS_RULE
    ask = Ask(case.id, ItemKind.SLOT, slot.name, words, source, slot=slot.code)
    advised = fault is not None and (slot.need is not Need.OPTIONAL or not fault.is_empty) and not slot.made_here
    return OpenThing(f"{case.reference}:SLOT:{slot.code}", ask, disease, advised)


def _criteria(case: CaseCard, policy: RegionPolicy) -> list[OpenThing]:
    disease = policy.diseases[case.disease_code]
    standing = {answer.path: answer.answer for answer in answers_of(case.id)}
    return [
        OpenThing(
            key=f"{case.reference}:CRITERION:{path}",
            ask=Ask(
                case.id,
                ItemKind.CRITERION,
                leaf.label,
                reason_library.words_for_criterion(leaf.label, answer=standing.get(path, Answer.CANNOT_TELL)),
                leaf.source or disease.criteria.source,
                path=path,
            ),
            disease=disease.name,
            is_advised=False,  # an alternative that nobody needs is no fault: the reviewer chooses
        )
        for path, leaf in leaves_of(disease.criteria.value)
        if standing.get(path, Answer.CANNOT_TELL) != Answer.MET
    ]
