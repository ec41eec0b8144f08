"""Judging a case on what is known of it, overruling a criterion, and passing on to determination (MS-15)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from mantetong.cases.operations import judge_under, record_human_answer, record_machine_answers, store_facts, take_action
from mantetong.cases.queries import CaseCard, FilingCard, case_card, filing_card, rules_of, running_under_earlier_rules
from mantetong.domain.actor import Actor
from mantetong.domain.criteria.answers import Answer, Evidence, Finding
from mantetong.domain.criteria.facts import FactSheet
from mantetong.domain.criteria.judging import judge
from mantetong.domain.policy import Transition, judged_by_later
from mantetong.domain.stages import RUNNING, Action, Stage
from mantetong.policies.queries import NoPolicyThen, current_version, fact_sheet_json, policy_of
from mantetong.review.errors import ReasonMissing
from mantetong.review.fact_sheet import fact_sheet
from mantetong.review.operations.claiming import ensure_claimed
from mantetong.review.operations.following_up import settle_promises
from mantetong.review.operations.naming import note_name
from mantetong.review.operations.supplement import settle_items
from mantetong.web.clock import day_of

_REACHED = frozenset({Stage.FILED, Stage.REVIEWING})
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('review.judge'), %s)"


@transaction.atomic
def judge_case(*, case_id: int, at: datetime) -> bool:
    """Keep the newest fact sheet of a running case and the machine's answer to each criterion; False when it is not running.

    Judging twice on the same facts leaves the same rows. Answers of people stay.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [case_id % 2**31])
    case = case_card(case_id)
    if case.stage not in RUNNING:
        return False
    filing = filing_card(case.filing_id)
    sheet = fact_sheet(filing, on=day_of(filing.submitted_at or at))
    store_facts(case_id=case_id, facts=fact_sheet_json(sheet), at=at)
    finding = _finding(case=case, filing=filing, sheet=sheet, at=at)
    record_machine_answers(case_id=case_id, finding=finding, at=at)
    settle_items(filing_id=filing.id, at=at)
    settle_promises(filing_id=filing.id, at=at)
    note_name(person_id=case.person_id)
    return True


def _finding(*, case: CaseCard, filing: FilingCard, sheet: FactSheet, at: datetime) -> Finding:
    """The machine's finding; by later rules where their transition reaches this case, which then stands under them.

    Rules never move under a person who was asked for papers, nor under those who determine.
    """
    standing = judge(criterion=rules_of(filing).diseases[case.disease_code].criteria.value, facts=sheet)
    version = current_version(region=filing.region, on=day_of(at))
    rules = policy_of(version_id=version.id)
    disease = rules.diseases.get(case.disease_code)
    if disease is None or case.stage not in _REACHED or version.id == (case.rules_version_id or filing.policy_version_id):
        return standing
    later = judge(criterion=disease.criteria.value, facts=sheet)
    if not judged_by_later(transition=rules.transition.value, filed=standing.answer, later=later.answer):
        return standing
    judge_under(case_id=case.id, version_id=version.id, at=at)
    return later


def judge_running(*, region: str, at: datetime) -> int:
    """Judge the region's running cases of earlier versions anew when today's rules reach them; how many were judged."""
    try:
        version = current_version(region=region, on=day_of(at))
    except NoPolicyThen:  # its rules are loaded and begin later: nobody can have filed there
        return 0
    if policy_of(version_id=version.id).transition.value is Transition.FILED:
        return 0
    waiting = running_under_earlier_rules(region=region, version_id=version.id)
    return sum(judge_case(case_id=case_id, at=at) for case_id in waiting)


def judge_filing(*, filing_id: int, at: datetime) -> int:
    """Judge every running case of a filing; how many."""
    return sum(judge_case(case_id=case.id, at=at) for case in filing_card(filing_id).cases)


@transaction.atomic
def overrule(
    *, case_id: int, path: str, answer: Answer, reason: str, by: Actor, at: datetime, evidence: Sequence[Evidence] = ()
) -> None:
    """A person's answer to one criterion, above the machine's, with its reason and what it rests on.

    Raises ReasonMissing, NotClaimed, AlreadyClaimed.
    """
    ensure_claimed(filing_id=case_card(case_id).filing_id, by=by)
    if not reason.strip():
        raise ReasonMissing
    record_human_answer(case_id=case_id, path=path, answer=answer, reason=reason.strip(), by=by, at=at, evidence=evidence)


@transaction.atomic
def pass_on(*, case_id: int, by: Actor, at: datetime, seen_version: int | None = None) -> None:
    """审核通过，转入认定. Raises NotClaimed, AlreadyClaimed, CaseHasMoved, ActionNotAvailable."""
    filing_id = case_card(case_id).filing_id
    ensure_claimed(filing_id=filing_id, by=by)
    take_action(case_id=case_id, action=Action.PASS_ON, by=by, at=at, seen_version=seen_version)
    settle_items(filing_id=filing_id, at=at)
