"""The packs' own example cases: facts an official can read, and the findings expected of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from mantetong.domain.criteria.answers import Answer, Evidence, Finding, SaidBy
from mantetong.domain.criteria.facts import DocumentFact, ExaminationFact, FactSheet, LabFact, VisitFact
from mantetong.domain.criteria.judging import judge
from mantetong.domain.criteria.tree import Criterion
from mantetong.domain.identity import Sex
from mantetong.domain.policy import RegionPolicy
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.check_criteria import criterion_faults
from mantetong.policies.packs.criteria import build_criterion
from mantetong.policies.packs.faults import Fault, PackFaulty
from mantetong.policies.packs.keys import CRITERIA
from mantetong.policies.packs.library import Library, Pack
from mantetong.policies.packs.resolve import Resolved, resolve_region, resolved_on
from mantetong.policies.packs.schema import faults_of
from mantetong.policies.packs.yaml_file import Path_, YamlFile, read_yaml

_SHAPES: dict[str, type[Any]] = {"documents": DocumentFact, "labs": LabFact, "visits": VisitFact, "examinations": ExaminationFact}
_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class Example:
    """One case of a file: what it is about, what is known, and the answer expected at each path of the tree.

    It is about a disease of the region, or about a criterion of its own that shows how a condition is written.
    """

    file: YamlFile
    number: int
    name: str
    disease: str
    facts: FactSheet
    expected: dict[str, Answer]
    criterion: Criterion | None = None


def examples_of(pack: Pack) -> tuple[Example, ...]:
    """Every example of a pack's `cases/*.yaml`. Raises PackFaulty."""
    paths = sorted((Path(pack.region.file).parent / "cases").glob("*.yaml"))
    return tuple(example for path in paths for example in _read(path))


def _read(path: Path) -> Iterator[Example]:
    file = read_yaml(path)
    faults = tuple(faults_of(file, "cases"))
    if faults:
        raise PackFaulty(faults)
    for number, case in enumerate(file.values["cases"]):
        expected = {where: Answer(answer) for where, answer in case["expected"].items()}
        yield Example(file, number, case["name"], case.get("disease", ""), _facts(case), expected, _criterion(file, number, case))


def _criterion(file: YamlFile, number: int, case: Mapping[str, Any]) -> Criterion | None:
    if "criterion" not in case:
        return None
    at: Path_ = ("cases", number, "criterion")
    found = criterion_faults(case["criterion"], at)
    faults = tuple(Fault(file.file, file.line_of(path), ".".join(map(str, path)), expected) for path, expected in found)
    if faults:
        raise PackFaulty(faults)
    return build_criterion(case["criterion"], source=str(case["name"]))


def _facts(case: Mapping[str, Any]) -> FactSheet:
    facts = case["facts"]
    rows = {name: tuple(_fact(row, shape) for row in facts.get(name, [])) for name, shape in _SHAPES.items()}
    return FactSheet(
        asked_on=msgspec.convert(case["on"], date),
        born_on=msgspec.convert(facts.get("born_on"), date | None),
        sex=_SEXES[facts["sex"]] if "sex" in facts else None,
        is_renewal=facts.get("is_renewal", False),
        held_diseases=tuple(facts.get("held_diseases", ())),
        stated=facts.get("stated", {}),
        **rows,
    )


def _fact(row: Mapping[str, Any], shape: type[Any]) -> Any:
    said = str(row.get("value") or row.get("finding") or row.get("kind"))
    return msgspec.convert({**row, "evidence": Evidence(SaidBy.READING, said)}, shape)


def findings_at(finding: Finding) -> Iterator[tuple[str, Finding]]:
    """Every node of a finding with its path."""
    yield finding.path, finding
    for part in finding.parts:
        yield from findings_at(part)


def example_faults(library: Library) -> Iterator[Fault]:
    """Every example that comes out otherwise than expected, in each region that builds on its pack.

    An example from above is not asked of a region that has its own word on that disease, or no rules yet on that day.
    """
    told = {pack.code: examples_of(pack) for pack in library.packs.values()}
    for code in library.region_codes():
        found = resolve_region(library, code)
        policies = {one.digest: build_policy(one.content, on=one.since, digest=one.digest) for one in found}
        chain = library.chain(code)
        for place, pack in enumerate(chain):
            for example in told[pack.code]:
                if not _is_of_another_word(example, chain[:place], found):
                    yield from _faults_in(code, found, policies, example)


def _is_of_another_word(example: Example, nearer: tuple[Pack, ...], found: tuple[Resolved, ...]) -> bool:
    """Whether a nearer pack speaks for itself: it lists or judges the disease its own way, or its rules begin later."""
    own = [pack.diseases[example.disease].values for pack in nearer if example.disease in pack.diseases]
    return any(CRITERIA in values or "listed" in values for values in own) or (
        bool(nearer) and not _has_rules(found, example.facts.asked_on)
    )


def _has_rules(found: tuple[Resolved, ...], on: date) -> bool:
    return bool(found) and found[0].since <= on


def _faults_in(code: str, found: tuple[Resolved, ...], policies: Mapping[str, RegionPolicy], example: Example) -> Iterator[Fault]:
    on = example.facts.asked_on
    if not _has_rules(found, on):
        yield _fault(example, "on", f"a day on which {code} has rules")
        return
    criterion = criterion_asked(example, policies[resolved_on(found, on).digest])
    if criterion is None:
        yield _fault(example, "disease", f"a disease listed in {code}")
        return
    yield from _unexpected(example, judge(criterion=criterion, facts=example.facts), code)


def criterion_asked(example: Example, policy: RegionPolicy) -> Criterion | None:
    """The criterion an example is judged by in a region; None when the region does not list its disease."""
    if example.criterion is not None:
        return example.criterion
    disease = policy.diseases.get(example.disease)
    return disease.criteria.value if disease else None


def _unexpected(example: Example, finding: Finding, region: str) -> Iterator[Fault]:
    found = {path: part.answer for path, part in findings_at(finding)}
    for path, answer in example.expected.items():
        if path not in found:
            yield _fault(example, f"expected.{path}", f"a path of the tree: {', '.join(found)}")
        elif found[path] is not answer:
            yield _fault(example, f"expected.{path}", f"{found[path]}, as {region} judges “{example.name}”")


def _fault(example: Example, key: str, expected: str) -> Fault:
    path: Path_ = ("cases", example.number, *key.split(".", 1))
    return Fault(example.file.file, example.file.line_of(path), f"cases.{example.number}.{key}", expected)
