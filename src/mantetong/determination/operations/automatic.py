"""Automatic approval: only RECOGNISED, only on what registers said, only where pack and switch allow it (DESIGN §4)."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.queries import CaseCard, answers_of, case_card, filing_card
from mantetong.determination.errors import ReasonsIncomplete
from mantetong.determination.models import AutomaticSwitch
from mantetong.determination.operations.deciding import settle_decision
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.actor import SYSTEM, Actor, ensure_holds
from mantetong.domain.automatic import may_approve
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage

_REMARK = "全部条件均由登记信息核实，按自动认定规则作出；任何时候都可以请人工复核。"


@transaction.atomic
def approve_automatically(*, case_id: int, at: datetime) -> bool:
    """Recognise a case in determination when the automatic rule allows it; False when a person must decide."""
    case = case_card(case_id)
    rules = rules_of(case)
    if case.stage is not Stage.DETERMINING or not _is_on(case, rules) or not _is_clear(case, rules):
        return False
    filing = filing_card(case.filing_id)
    settle_decision(
        case=case,
        rules=rules,
        outcome=Outcome.RECOGNISED,
        reasons=reasons_of(case, disease=rules.diseases[case.disease_code]),
        remark=_REMARK,
        who=(filing.institution_code, filing.doctor_code),
        by=SYSTEM,
        at=at,
    )
    return True


def _is_on(case: CaseCard, rules: RegionPolicy) -> bool:
    return rules.determination.value.automatic_approval and not is_switched_off(case.region)


def _is_clear(case: CaseCard, rules: RegionPolicy) -> bool:
    kind = filing_card(case.filing_id).kind
    answers = {
        one.path: (Answer(one.answer), tuple(str(item.get("said_by")) for item in one.evidence)) for one in answers_of(case.id)
    }
    return may_approve(kind=kind, criterion=rules.diseases[case.disease_code].criteria.value, answers=answers)


def is_switched_off(region: str) -> bool:
    """True when somebody has switched automatic approval off in the region and nobody on again."""
    return bool(AutomaticSwitch.objects.filter(region=region).order_by("-pk").values_list("is_off", flat=True).first())


@transaction.atomic
def switch_automatic(*, is_off: bool, why: str, by: Actor, at: datetime) -> None:
    """Switch automatic approval in one's own region off, or on again where the pack allows it; from now on. In writing.

    Raises NotYoursToTake, ReasonsIncomplete.
    """
    ensure_holds(by, frozenset({Role.SUPERVISOR}))
    if not why.strip():
        raise ReasonsIncomplete
    AutomaticSwitch.objects.create(region=by.region or "", is_off=is_off, why=why.strip(), by_id=by.known_id, at=at)
