"""What the decision letter says, as plain values for the printed page (MS-16, MS-17)."""

from typing import Any

from django.utils.translation import gettext as _

from mantetong.cases.queries import CaseCard, DecisionCard, filing_card
from mantetong.determination.reasons import rules_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import Decider, RegionPolicy
from mantetong.people.queries import person_card
from mantetong.recognition.queries import recognition_of_case
from mantetong.web.labels import ANSWERS, OUTCOMES
from mantetong.web.language import in_chinese
from mantetong.web.wording import chinese_day

DECIDERS = {
    Decider.AGENCY: "医疗保障经办机构",
    Decider.EXPERTS: "医疗保障经办机构组织的专家",
    Decider.INSTITUTION: "受医保部门委托的医疗机构",
}


@in_chinese
def letter_data(case: CaseCard, decision: DecisionCard) -> dict[str, Any]:
    """Everything printed. `sample` marks the paper 样例 wherever list or criteria are not official."""
    filing, person, rules = filing_card(case.filing_id), person_card(case.person_id), rules_of(case)
    return {
        "sample": rules.is_sample,
        "authority": f"{rules.name}医疗保障经办机构",
        "number": case.number,
        "person": person.name,
        "id_number": person.masked_id_number,
        "disease": rules.diseases[case.disease_code].name,
        "submitted_on": chinese_day(filing.submitted_at or decision.at),
        "decided_on": chinese_day(decision.at),
        "outcome": str(OUTCOMES[decision.outcome]),
        "decider": DECIDERS[rules.determination.value.decider],
        "remark": decision.remark,
        "reasons": list(reason_rows(decision)),
        "days": days_in_force(case),
        "appeal": appeal_words(rules) if decision.outcome is not Outcome.RECOGNISED else "",
        "undetermined": undetermined_words(rules) if decision.outcome is Outcome.UNDETERMINED else "",
    }


def reason_rows(decision: DecisionCard) -> tuple[dict[str, str], ...]:
    """The reasons of a decision in words: label, answer, said, evidence, source."""
    return tuple(_reason(reason) for reason in decision.reasons)


def _reason(reason: dict[str, Any]) -> dict[str, str]:
    evidence = "；".join(str(item) for item in reason.get("evidence", ()))
    answer = str(ANSWERS[reason["answer"]])
    return {"label": reason["label"], "answer": answer, "said": reason["said"], "evidence": evidence, "source": reason["source"]}


def days_in_force(case: CaseCard) -> str:
    """From when until when the benefit counts, in words; empty where nothing was recognised."""
    held = recognition_of_case(case.id)
    if held is None:
        return ""
    begins = chinese_day(held.begins_on)
    if held.ends_on is None:
        return _("自{begins}起长期有效").format(begins=begins)
    return _("自{begins}至{ends}（含当日）").format(begins=begins, ends=chinese_day(held.ends_on))


def appeal_words(rules: RegionPolicy) -> str:
    """How to disagree, and until when where the pack states days."""
    appeal = rules.appeal.value
    limit = f"请在收到本决定之日起{appeal.days}日内提出。" if appeal.days else ""
    return f"{appeal.text}{limit}"


def undetermined_words(rules: RegionPolicy) -> str:
    """What 未作认定 means: no prejudice, papers kept, one tap to go on."""
    days = rules.supplement.value.reopen_days
    said = _("本次因材料不足未作认定，不是不予认定，不影响您以后申请。材料为您保留，{days}日内补充材料后可以一键重新启动办理。")
    return said.format(days=days)
