"""What happened before, in the words of the desk: the ledger, earlier cases, what is held, why a filing waits."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import EarlierCase, LedgerLine
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action
from mantetong.recognition.queries import RecognitionCard
from mantetong.web.labels import ACTIONS, KINDS, OUTCOMES, ROLES, STAGES
from mantetong.web.shapes import TimelineEntry
from mantetong.web.wording import chinese_day

_ACTS = {
    "CLAIM": _lazy("领取办理"),
    "RELEASE": _lazy("放回待领取"),
    "ANSWER_CRITERION": _lazy("人工判断一条标准"),
    "RECORD_DECISION": _lazy("写下认定意见"),
    "PANEL_DRAWN": _lazy("抽取专家"),
    "PANEL_VOTE": _lazy("专家提出意见"),
    "PANEL_LEFT": _lazy("专家退出"),
    "PANEL_JOINED": _lazy("另抽一名专家"),
    "PANEL_SPOKEN": _lazy("专家意见已够"),
    "WAIVED": _lazy("科长写明理由，直接认定"),
    "CORRECTION_PROPOSED": _lazy("提出更正"),
    "CORRECTION_DROPPED": _lazy("不更正"),
    "CODE_FOUND": _lazy("补上国家编码"),
    "READ_AGAIN": _lazy("抽查复读"),
    "READING_GIVEN": _lazy("分派抽查复读"),
    "ENTRUSTED": _lazy("委托医疗机构认定"),
    "REASSIGN": _lazy("转派或移交"),
    "ASK_COLLEAGUE": _lazy("请同事看"),
    "ENQUIRE": _lazy("函询核实"),
    "ENQUIRY_ANSWERED": _lazy("函询有答复"),
    "PAPER_MAY_FOLLOW": _lazy("同意后补一份材料"),
    "MORE_TIME": _lazy("延长补正时间"),
}
HOLDS = {
    "APPEAL_LATE": _lazy("申诉已过规定的期限"),
    "NOT_INSURED": _lazy("参保信息没有核到"),
    "INSURANCE_PAUSED": _lazy("参保状态为暂停"),
    "INSURED_ELSEWHERE": _lazy("参保地不在本市"),
    "LIVES_ELSEWHERE": _lazy("本人说已办异地就医备案，受理前请到备案系统核对"),
    "REGISTRY_AWAY": _lazy("提交时参保信息库暂时连不上"),
    "EXCLUDED_BY_RUNNING": _lazy("与正在办理的另一病种不能同时享受"),
    "PERSON_DIED": _lazy("参保信息库登记为已故"),
}


def earlier_words(one: EarlierCase, policy: RegionPolicy) -> str:
    """An earlier case of the person in one line."""
    disease = policy.diseases[one.disease_code].name if one.disease_code in policy.diseases else one.disease_code
    outcome = f"{OUTCOMES[one.outcome]}" if one.outcome else f"{STAGES[one.stage]}"
    when = chinese_day(one.decided_at) if one.decided_at else ""
    return f"{one.number} {disease}（{KINDS[one.kind]}）：{outcome} {when}".strip()


def held_words(card: RecognitionCard) -> str:
    """What the person holds, from when until when."""
    end = chinese_day(card.ends_on) if card.ends_on else _("长期")
    return f"{card.disease_name}：{chinese_day(card.begins_on)}—{end}"


def entry_of(line: LedgerLine, names: Mapping[int, str]) -> TimelineEntry:
    """One entry of the ledger as the desk reads it."""
    title = ACTIONS[Action(line.action)] if line.action in set(Action) else _ACTS.get(line.action, line.action)
    what = _("办件%(number)s") % {"number": line.case_ordinal} if line.case_ordinal else ""
    role, name = str(ROLES.get(line.role, "")), names.get(line.account_id or 0, "")  # type: ignore[call-overload]
    who = f"{role} {name}" if name and line.role in _NAMED else role
    return TimelineEntry(title=str(title), at=line.at, text=what, who=who)


_NAMED = {Role.REVIEWER, Role.SUPERVISOR, Role.CLERK, Role.HELPER}
"""Colleagues of the desk stand in the history by name; experts and applicants by their part only."""
