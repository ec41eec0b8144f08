"""The tree in three values. The packs' own cases (tests/policy) show every shape; here stand the laws."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.criteria.answers import Answer, Evidence, SaidBy
from mantetong.domain.criteria.facts import DocumentFact, FactSheet, LabFact
from mantetong.domain.criteria.judging import combined, judge, judge_answers
from mantetong.domain.criteria.tree import (
    AgeLeaf,
    AgeLimit,
    All,
    AnyOf,
    AtLeast,
    Comparison,
    DocumentLeaf,
    ExclusionLeaf,
    LabLeaf,
    Quantifier,
    StatedLeaf,
    leaves_of,
)
from mantetong.domain.identity import Sex
from mantetong.domain.papers import PaperKind

ON = date(2026, 7, 1)
SEEN = Evidence(SaidBy.READING, "见报告", paper_id=7, page=2)
MET, NOT_MET, CANNOT_TELL = Answer.MET, Answer.NOT_MET, Answer.CANNOT_TELL
answers = st.lists(st.sampled_from(Answer), min_size=1, max_size=6)
GLUCOSE = LabLeaf("血糖", item="GLU", comparison=Comparison.AT_LEAST, limit=Decimal(7), unit="mmol/L", within_months=12)


def stated(number):
    return StatedLeaf(f"第{number}项", key=str(number))


def group_of(kind, size, **extra):
    return kind("一组", parts=tuple(stated(number) for number in range(size)), **extra)


def glucose(value, day=date(2026, 6, 1), unit="mmol/L"):
    return LabFact("空腹血糖", value, SEEN, unit=unit, dated_on=day)


def untreated(*labs, **extra):
    return FactSheet(ON, labs=labs, stated={"treated": "no"}, **extra)


@given(answers)
def test_all_any_and_at_least_agree(given_answers):
    size = len(given_answers)
    one, every = (AtLeast("", count=count, parts=group_of(All, size).parts) for count in (1, size))

    assert combined(group=group_of(AnyOf, size), answers=tuple(given_answers)) == combined(
        group=one, answers=tuple(given_answers)
    )
    assert combined(group=group_of(All, size), answers=tuple(given_answers)) == combined(
        group=every, answers=tuple(given_answers)
    )


@given(answers, st.integers(0, 5))
def test_learning_more_never_turns_met_into_not_met(given_answers, position):
    """What is MET with something still open stays MET whichever way that turns out."""
    group = group_of(AtLeast, len(given_answers), count=(len(given_answers) + 1) // 2)
    before = combined(group=group, answers=tuple(given_answers))
    position %= len(given_answers)
    if given_answers[position] is CANNOT_TELL and before is not CANNOT_TELL:
        for better in (MET, NOT_MET):
            learnt = [*given_answers[:position], better, *given_answers[position + 1 :]]
            assert combined(group=group, answers=tuple(learnt)) is before


@pytest.mark.parametrize(
    "leaf",
    [
        DocumentLeaf("诊断证明", kinds=(PaperKind.DIAGNOSIS_CERTIFICATE,)),
        GLUCOSE,
        AgeLeaf("年龄", at_most=14),
        stated(1),
    ],
)
def test_missing_evidence_is_never_not_met(leaf):
    finding = judge(criterion=leaf, facts=FactSheet(ON))

    assert finding.answer is CANNOT_TELL
    assert finding.said.endswith("。")


@pytest.mark.parametrize(("born", "expected"), [(date(2012, 7, 1), MET), (date(2011, 7, 1), NOT_MET), (date(2011, 7, 2), MET)])
def test_age_is_counted_in_whole_years(born, expected):
    assert judge(criterion=AgeLeaf("不超过14岁", at_most=14), facts=FactSheet(ON, born_on=born)).answer is expected


def test_a_held_disease_excludes_another():
    leaf = ExclusionLeaf("未认定耐药结核", diseases=("M00105",))

    assert judge(criterion=leaf, facts=FactSheet(ON)).answer is MET
    assert judge(criterion=leaf, facts=FactSheet(ON, held_diseases=("M00105",))).answer is NOT_MET


def test_a_normal_value_speaks_against_an_untreated_patient_only():
    assert judge(criterion=GLUCOSE, facts=untreated(glucose("5.2"))).answer is NOT_MET
    assert judge(criterion=GLUCOSE, facts=FactSheet(ON, labs=(glucose("5.2"),), stated={"treated": "yes"})).answer is CANNOT_TELL
    assert judge(criterion=GLUCOSE, facts=replace(untreated(glucose("5.2")), is_renewal=True)).answer is MET


@pytest.mark.parametrize(
    ("quantifier", "values", "expected"),
    [
        (Quantifier.ANY, {1: "5.0", 2: "8.0", 3: "5.0"}, MET),
        (Quantifier.LATEST, {1: "8.0", 2: "8.0", 3: "5.0"}, NOT_MET),
        (Quantifier.LATEST, {1: "5.0", 3: "8.0"}, MET),
        (Quantifier.ALL, {1: "8.0", 2: "5.0"}, NOT_MET),
        (Quantifier.ALL, {1: "8.0", 2: "9.0"}, MET),
        (Quantifier.ALL, {1: "8.0", 2: "看不清"}, CANNOT_TELL),
    ],
)
def test_which_of_several_values_counts(quantifier, values, expected):
    labs = (glucose(value, date(2026, month, 1)) for month, value in values.items())

    assert judge(criterion=replace(GLUCOSE, quantifier=quantifier), facts=untreated(*labs)).answer is expected


@pytest.mark.parametrize(
    ("lab", "expected"),
    [
        (glucose("8.0", day=date(2025, 1, 1)), CANNOT_TELL),  # older than the window
        (glucose("8.0", day=None), CANNOT_TELL),  # nobody can tell when
        (glucose("8.0", day=date(2026, 8, 1)), CANNOT_TELL),  # after the day asked
        (glucose("8.0", unit="格令"), CANNOT_TELL),
        (glucose("144", unit="mg/dL"), MET),
    ],
)
def test_a_value_without_day_or_known_unit_decides_nothing(lab, expected):
    assert judge(criterion=GLUCOSE, facts=untreated(lab)).answer is expected


def test_two_rows_of_one_day_are_one_report():
    twice = replace(GLUCOSE, repeats=2)

    assert judge(criterion=twice, facts=untreated(glucose("8.0"), glucose("8.1"))).answer is CANNOT_TELL
    assert judge(criterion=twice, facts=untreated(glucose("8.0"), glucose("8.1", date(2026, 5, 1)))).answer is MET


def test_the_hospitals_range_is_never_evidence():
    flagged = LabFact("空腹血糖", "8.0", SEEN, unit="mmol/L", range="3.9-11.0", dated_on=date(2026, 6, 1))

    assert judge(criterion=GLUCOSE, facts=untreated(flagged)).answer is MET


@pytest.mark.parametrize(("sex", "expected"), [(Sex.FEMALE, MET), (Sex.MALE, NOT_MET), (None, CANNOT_TELL)])
def test_a_threshold_can_depend_on_sex(sex, expected):
    """Gout, regions.md §4: uric acid above 416 in men, 357 in women."""
    leaf = LabLeaf(
        "尿酸",
        item="UA",
        comparison=Comparison.ABOVE,
        unit="μmol/L",
        by_sex={Sex.MALE: Decimal(416), Sex.FEMALE: Decimal(357)},
    )
    lab = LabFact("血尿酸", "400", SEEN, unit="μmol/L", dated_on=date(2026, 6, 1))

    assert judge(criterion=leaf, facts=untreated(lab, sex=sex)).answer is expected


@pytest.mark.parametrize(("sex", "expected"), [(Sex.FEMALE, MET), (Sex.MALE, NOT_MET), (None, CANNOT_TELL)])
def test_a_limit_for_one_sex_leaves_the_other_with_the_common_one(sex, expected):
    leaf = LabLeaf(
        "尿酸", item="UA", comparison=Comparison.ABOVE, unit="μmol/L", limit=Decimal(357), by_sex={Sex.MALE: Decimal(416)}
    )
    lab = LabFact("血尿酸", "400", SEEN, unit="μmol/L", dated_on=date(2026, 6, 1))

    assert judge(criterion=leaf, facts=untreated(lab, sex=sex)).answer is expected


@pytest.mark.parametrize(("born", "expected"), [(date(2015, 1, 1), NOT_MET), (date(1950, 1, 1), MET), (None, CANNOT_TELL)])
def test_below_the_youngest_step_the_common_limit_holds(born, expected):
    steps = (AgeLimit(from_age=60, limit=Decimal(300)),)
    leaf = LabLeaf("尿酸", item="UA", comparison=Comparison.ABOVE, unit="μmol/L", limit=Decimal(500), by_age=steps)
    lab = LabFact("血尿酸", "400", SEEN, unit="μmol/L", dated_on=date(2026, 6, 1))

    assert judge(criterion=leaf, facts=untreated(lab, born_on=born)).answer is expected


def paper(**changes):
    facts = {
        "kind": PaperKind.DIAGNOSIS_CERTIFICATE,
        "evidence": SEEN,
        "dated_on": date(2026, 6, 1),
        "issuer_level": 3,
        "sealed": True,
        "signatures": 2,
        "diagnoses": ("糖尿病",),
    }
    return DocumentFact(**{**facts, **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sealed": False}, "印章"),
        ({"sealed": None}, "印章"),
        ({"issuer_level": 1}, "级别"),
        ({"issuer_level": None}, "级别"),
        ({"signatures": 1}, "签名"),
        ({"diagnoses": ("高血压",)}, "没有看到“糖尿病”"),
        ({"dated_on": date(2020, 1, 1)}, "期限"),
        ({"dated_on": None}, "期限"),
    ],
)
def test_a_paper_says_what_it_lacks(changes, words):
    leaf = DocumentLeaf(
        "证明",
        kinds=(PaperKind.DIAGNOSIS_CERTIFICATE,),
        naming=("糖尿病",),
        issuer_level=2,
        sealed=True,
        signatures=2,
        within_months=24,
    )

    assert judge(criterion=leaf, facts=FactSheet(ON, documents=(paper(),))).answer is MET
    lacking = judge(criterion=leaf, facts=FactSheet(ON, documents=(paper(**changes),)))
    assert lacking.answer is CANNOT_TELL
    assert words in lacking.said


def test_a_finding_carries_its_evidence_and_its_place_in_the_tree():
    tree = All("全部", "依据", parts=(GLUCOSE, AnyOf("任一", parts=(stated(1), stated(2)))))

    finding = judge(criterion=tree, facts=untreated(glucose("8.0")))

    assert finding.parts[0].evidence == (SEEN,)
    assert [path for path, _ in leaves_of(tree)] == ["1.1", "1.2.1", "1.2.2"]
    assert finding.parts[1].parts[1].path == "1.2.2"
    assert finding.source == "依据"


def test_replies_of_a_person_are_judged_by_the_same_tree():
    tree = All("全部", parts=(stated(1), stated(2)))

    assert judge_answers(criterion=tree, answers={"1.1": MET}).answer is CANNOT_TELL
    assert judge_answers(criterion=tree, answers={"1.1": MET, "1.2": NOT_MET}).answer is NOT_MET
