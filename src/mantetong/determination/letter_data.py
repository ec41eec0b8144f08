"""What the decision letter says, as plain values for the printed page (MS-16, MS-17)."""

from typing import Any

from django.utils.translation import gettext as _

from mantetong.cases.queries import CaseCard, DecisionCard, case_card, filing_card, followings_of
from mantetong.determination.letter_seal import seal_of
from mantetong.determination.models import Correction
from mantetong.determination.reasons import rules_of
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.policy import Decider, LetterRule, Occasion, RegionPolicy
from mantetong.people.queries import person_card
from mantetong.policies.queries import own_words_of
from mantetong.recognition.queries import recognition_of_case
from mantetong.web.labels import ANSWERS, OUTCOMES
from mantetong.web.language import in_chinese
from mantetong.web.printing import is_printable
from mantetong.web.remedies import unpublished_limit
from mantetong.web.wording import chinese_day

_TITLE = "门诊慢特病病种待遇认定结果告知书"
DECIDERS = {
    Decider.AGENCY: "医疗保障经办机构",
    Decider.EXPERTS: "医疗保障经办机构组织的专家",
    Decider.INSTITUTION: "受医保部门委托的医疗机构",
}


@in_chinese
def letter_data(case: CaseCard, decision: DecisionCard) -> dict[str, Any]:
    """Everything printed. `sample` marks the paper 样例 wherever list or criteria are not official."""
    filing, person, rules = filing_card(case.filing_id), person_card(case.person_id), rules_of(case)
    authority = f"{rules.name}医疗保障经办机构"
    form = rules.letter.value if rules.letter else LetterRule(_TITLE)
    refused = decision.outcome is not Outcome.RECOGNISED
    return {
        "sample": rules.is_sample,
        "title": form.title,
        "closing": form.closing,
        "seal": seal_of(region=case.region, name=authority, is_sample=rules.is_sample),
        "verdict": appeal_verdict(case, decision.outcome),
        "corrects": corrects_words(case, decision),
        "others": [f"{one.value.name}：{one.value.text}{one.value.where}" for one in rules.other_benefits] if refused else [],
        "authority": authority,
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
        "appeal": list(remedies(rules)) if refused else [],
        "own_words": own_words(rules),
        "undetermined": undetermined_words(rules) if decision.outcome is Outcome.UNDETERMINED else "",
    }


def appeal_verdict(case: CaseCard, outcome: Outcome) -> str:
    """What an appeal has come to: 维持 or 改变 the first decision; empty for any other filing."""
    for one in followings_of(case.filing_id):
        earlier = case_card(one.earlier_case_id) if one.earlier_case_id and one.disease_code == case.disease_code else None
        if earlier is not None and earlier.outcome is not None and filing_card(case.filing_id).kind is Kind.APPEAL:
            said = "维持" if earlier.outcome is outcome else "改变"
            return f"经另外的人员重新审核，{said}办件{earlier.number}原来的认定（{OUTCOMES[earlier.outcome]}）。"
    return ""


def corrects_words(case: CaseCard, decision: DecisionCard) -> str:
    """That this letter takes the place of an earlier one, and why; empty where nothing was corrected."""
    row = Correction.objects.filter(case_id=case.id, is_made=True).order_by("-pk").first()
    if row is None or row.ended_at is None or row.ended_at != decision.at:
        return ""
    return f"本告知书代替此前的告知书，此前的决定有差错：{row.why}"


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


def remedies(rules: RegionPolicy) -> tuple[str, ...]:
    """How to disagree as the pack states it, until when or what the law leaves open where nobody published days, and the source."""
    appeal = rules.appeal.value
    limit = f"请在收到本决定之日起{appeal.days}日内提出。" if appeal.days else unpublished_limit()
    return appeal.text, limit, f"依据：{rules.appeal.source}"


def own_words(rules: RegionPolicy) -> list[dict[str, Any]]:
    """What the pack says in other languages beside the Chinese, where the fonts here can draw it; every one stands on the decision's page."""
    said = own_words_of(rules, Occasion.LETTER)
    printable = (one for one in said if one.paragraphs and is_printable("".join((one.name, *one.paragraphs))))
    return [
        {
            "name": one.name,
            "language": one.language,
            "direction": one.direction,
            "paragraphs": list(one.paragraphs),
            "badge": one.badge,
        }
        for one in printable
    ]


def undetermined_words(rules: RegionPolicy) -> str:
    """What 未作认定 means: no prejudice, papers kept, one tap to go on."""
    days = rules.supplement.value.reopen_days
    said = _("本次因材料不足未作认定，不是不予认定，不影响您以后申请。材料为您保留，{days}日内补充材料后可以一键重新启动办理。")
    return said.format(days=days)
