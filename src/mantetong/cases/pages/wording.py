"""What a stage means for the person who waits: who acts next, by when, and what there is to do."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mantetong.cases.due import due_words
from mantetong.cases.shapes import CaseCard, FilingCard
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.stages import RUNNING, Stage
from mantetong.policies.queries import policy_of, policy_on
from mantetong.web.labels import OUTCOME_TONES, OUTCOMES, STAGES
from mantetong.web.shapes import ProgressStep, State, Tone

_ROAD = (Stage.FILED, Stage.REVIEWING, Stage.DETERMINING, Stage.DECIDED)
_STANDS_AT = {
    Stage.DRAFT: -1,
    Stage.FILED: 0,
    Stage.REVIEWING: 1,
    Stage.SUPPLEMENTING: 1,
    Stage.DETERMINING: 2,
    Stage.CONFIRMING: 2,
    Stage.DECIDED: 3,
    Stage.REFUSED: 0,
    Stage.WITHDRAWN: 0,
    Stage.LAPSED: 1,
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as a citizen reads it. `disease` is empty where the reader is not known to be entitled to it."""

    number: str
    reference: str
    disease: str
    status: str
    tone: Tone
    next_step: str
    due: str
    steps: tuple[ProgressStep, ...]
    may_withdraw: bool
    is_decided: bool


def next_step_words(case: CaseCard) -> str:
    """Who acts next, and whether there is anything to do."""
    words = {
        Stage.DRAFT: _("还没有提交，您可以接着填。"),
        Stage.FILED: _("等工作人员人工受理，现在不用您做什么。"),
        Stage.REVIEWING: _("工作人员正在审核材料，现在不用您做什么。"),
        Stage.SUPPLEMENTING: _("请您补正材料：打开补正通知，把列出的材料一次补齐。"),
        Stage.DETERMINING: _("正在认定，现在不用您做什么。"),
        Stage.CONFIRMING: _("认定意见正在复核，现在不用您做什么。"),
        Stage.DECIDED: _("已经办结，请查看认定结果。"),
        Stage.REFUSED: _("没有受理，请查看书面说明；可以按说明准备好后再申请。"),
        Stage.WITHDRAWN: _("您已经撤回，材料会为您保留一段时间。"),
        Stage.LAPSED: _("没有按时补正，办理已终止；可以申请重新启动。"),
    }
    return words[case.stage]


def road(case: CaseCard) -> tuple[ProgressStep, ...]:
    """The four steps everybody knows, with where this case stands."""
    here = _STANDS_AT[case.stage]

    def state(position: int) -> State:
        if position < here or (case.stage is Stage.DECIDED and position == here):
            return State.DONE
        return State.NOW if position == here else State.AHEAD

    return tuple(ProgressStep(str(STAGES[stage]), state(position)) for position, stage in enumerate(_ROAD))


_TONES = {Stage.SUPPLEMENTING: Tone.WARNING, Stage.REFUSED: Tone.DANGER, Stage.LAPSED: Tone.WARNING, Stage.DRAFT: Tone.PLAIN}


def policy_behind(filing: FilingCard, *, on: date) -> RegionPolicy:
    """The rules a filing is under: those it was submitted by, for a draft those of today."""
    if filing.policy_version_id is not None:
        return policy_of(version_id=filing.policy_version_id)
    return policy_on(region=filing.region, on=on)


def disease_name(policy: RegionPolicy, code: str) -> str:
    """The disease's official name, its code where the list has dropped it."""
    return policy.diseases[code].name if code in policy.diseases else code


def case_line(case: CaseCard, *, policy: RegionPolicy, shows_disease: bool) -> CaseLine:
    """A case as a line; without `shows_disease` neither the illness nor how it was decided can be read from it."""
    status, tone = STAGES[case.stage], _TONES.get(case.stage, Tone.INFO)
    if case.outcome and shows_disease:
        status, tone = OUTCOMES[case.outcome], OUTCOME_TONES[case.outcome]
    return CaseLine(
        number=case.number,
        reference=case.reference,
        disease=disease_name(policy, case.disease_code) if shows_disease else "",
        status=str(status),
        tone=tone,
        next_step=next_step_words(case),
        due=due_words(case.clock) if case.stage in RUNNING else "",
        steps=road(case),
        may_withdraw=case.stage in RUNNING,
        is_decided=case.stage is Stage.DECIDED,
    )
