"""Who acts next, until when, and whether there is anything to do: the first thing a person wants to know."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from mantetong.cases.due import due_words
from mantetong.cases.pages.wording import next_step_words
from mantetong.cases.shapes import CaseCard
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.policy import Decider, RegionPolicy
from mantetong.domain.stages import RUNNING, Stage, is_reopenable
from mantetong.web.clock import day_of
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class NextStep:
    """`who` acts next (empty when nobody needs to), `text` says what, `is_yours` when it is the reader; `due` in words."""

    who: str
    text: str
    is_yours: bool
    due: str


def next_step_of(case: CaseCard, *, policy: RegionPolicy, on: date) -> NextStep:
    """The next step of one case, for the person who may know everything about it."""
    due = due_words(case.clock) if case.stage in RUNNING else ""
    if case.stage is Stage.DECIDED:
        return NextStep("", _after_decision(case, policy=policy, on=on), is_yours=False, due="")
    if case.stage is Stage.LAPSED:
        return NextStep("", _after_lapse(case, policy=policy, on=on), is_yours=False, due="")
    text = _determining_words(policy) if case.stage is Stage.DETERMINING else next_step_words(case)
    return NextStep(_who(case.stage, policy), text, case.stage is Stage.SUPPLEMENTING, due)


def _who(stage: Stage, policy: RegionPolicy) -> str:
    names = {
        Stage.FILED: _("受理人员"),
        Stage.REVIEWING: _("审核人员"),
        Stage.SUPPLEMENTING: _("您"),
        Stage.DETERMINING: _deciders()[policy.determination.value.decider],
        Stage.CONFIRMING: _("负责复核的另一位工作人员"),
    }
    return names.get(stage, "")


def _deciders() -> dict[Decider, str]:
    return {
        Decider.AGENCY: _("医保经办机构的认定人员"),
        Decider.EXPERTS: _("医保经办机构组织的专家"),
        Decider.INSTITUTION: _("医保部门委托的医疗机构"),
    }


def _determining_words(policy: RegionPolicy) -> str:
    said = _("材料已经审核通过，正在由%(who)s认定，现在不用您做什么。")
    return said % {"who": _deciders()[policy.determination.value.decider]}


def last_day_to_reopen(case: CaseCard, *, policy: RegionPolicy) -> date | None:
    """The last day on which one tap takes the case up again; None where it cannot be."""
    if not is_reopenable(stage=case.stage, outcome=case.outcome):
        return None
    return day_of(case.entered_stage_at + timedelta(days=policy.supplement.value.reopen_days))


def _after_decision(case: CaseCard, *, policy: RegionPolicy, on: date) -> str:
    words = {
        Outcome.RECOGNISED: _("已经认定，不用您做什么。凭证在“我的凭证”里，看病买药时直接结算。"),
        Outcome.NOT_RECOGNISED: _("没有认定。请看逐条理由；不同意的，可以提出申诉，由没有参与过的人重新审核。"),
    }
    return words[case.outcome] if case.outcome in words else _reopening(case, policy=policy, on=on)


def _after_lapse(case: CaseCard, *, policy: RegionPolicy, on: date) -> str:
    return _("没有按时补正，办理已终止。") + _reopening(case, policy=policy, on=on)


def _reopening(case: CaseCard, *, policy: RegionPolicy, on: date) -> str:
    last = last_day_to_reopen(case, policy=policy)
    if last is None or on > last:
        return _("重新启动的期限已过，可以重新申请，以前的材料可以接着用。")
    return _("这不是不予认定。材料都在，%(day)s前补好材料，点一下就能重新启动。") % {"day": chinese_day(last)}


def kind_words(kind: Kind) -> str:
    """What a filing is called when it is not a first application."""
    names = {
        Kind.RENEWAL: _("续办"),
        Kind.REREVIEW: _("复审"),
        Kind.APPEAL: _("申诉复核"),
        Kind.TRANSFER: _("转入"),
    }
    return names.get(kind, "")
