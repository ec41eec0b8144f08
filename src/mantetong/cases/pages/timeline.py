"""办理经过: what was done, what is being done now with who acts and until when, and what lies ahead."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from mantetong.cases.pages.next_step import next_step_of
from mantetong.cases.pages.wording import disease_name
from mantetong.cases.shapes import CaseCard, FilingCard, LedgerLine
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.stages import RUNNING, Action, Stage
from mantetong.web.labels import ACTIONS, ROLES, STAGES
from mantetong.web.shapes import State, TimelineEntry
from mantetong.web.wording import chinese_day

_TOLD = {action.value for action in Action} - {Action.PROPOSE.value}
_MORE_TIME = "MORE_TIME"
_ROAD = (Stage.REVIEWING, Stage.DETERMINING, Stage.DECIDED)
_BEFORE = {Stage.FILED: 0, Stage.REVIEWING: 1, Stage.SUPPLEMENTING: 1, Stage.DETERMINING: 2, Stage.CONFIRMING: 2}


def entries_of(filing: FilingCard, *, ledger: Iterable[LedgerLine], policy: RegionPolicy, on: date) -> tuple[TimelineEntry, ...]:
    """Past, present and future of a filing. One act that moved several diseases is told once."""
    told = [line for line in ledger if line.action in _TOLD or line.action == _MORE_TIME]
    once: dict[tuple[str, datetime], list[LedgerLine]] = {}
    for line in told:
        once.setdefault((line.action, line.at), []).append(line)
    past = tuple(_done(lines, filing, policy) for lines in once.values())
    running = [case for case in filing.cases if case.stage in RUNNING]
    return past + tuple(_now(case, policy=policy, on=on, names=len(filing.cases) > 1) for case in running) + _ahead(running)


def _done(lines: list[LedgerLine], filing: FilingCard, policy: RegionPolicy) -> TimelineEntry:
    first = lines[0]
    if first.action == _MORE_TIME:
        until = chinese_day(date.fromisoformat(str(first.facts["answer_by"])))
        words = _("补交材料的最后一天改为%(day)s。") % {"day": until}
        return TimelineEntry(_("延长补正时间"), first.at, words, str(ROLES[first.role]))  # type: ignore[index]
    action = Action(first.action)
    concerned = {line.case_ordinal for line in lines}
    diseases = [disease_name(policy, case.disease_code) for case in filing.cases if case.ordinal in concerned]
    which = "、".join(diseases) + "：" if len(filing.cases) > len(diseases) > 0 else ""
    said = _explained(action)
    text = which + said if said else which.rstrip("：")
    return TimelineEntry(str(ACTIONS[action]), first.at, text, str(ROLES[first.role]))  # type: ignore[index]


def _explained(action: Action) -> str:
    """What an act means for the clock, in plain words; empty for acts that speak for themselves."""
    words = {
        Action.ASK_SUPPLEMENT: _("从这一天的第二天起，办理时间暂停计算，等您补正，不算在办理期限里。"),
        Action.ANSWER_SUPPLEMENT: _("从交回的第二天起，办理时间接着算。"),
        Action.SEND_BACK: _("退回上一环节再核对一次，不用您做什么。"),
        Action.REOPEN: _("以前交的材料都在，接着办理。"),
        Action.CORRECT: _("原来的决定正在更正，改好后会告诉您。"),
    }
    return words.get(action, "")


def _now(case: CaseCard, *, policy: RegionPolicy, on: date, names: bool) -> TimelineEntry:
    step = next_step_of(case, policy=policy, on=on)
    which = f"{disease_name(policy, case.disease_code)}：" if names else ""
    due = _("办结日期：%(due)s") % {"due": step.due} if step.due else ""
    text = _("%(said)s%(then)s") % {"said": which + step.text, "then": due} if due else which + step.text
    return TimelineEntry(str(STAGES[case.stage]), None, text, _("由%(who)s办理") % {"who": step.who}, State.NOW)


def _ahead(running: list[CaseCard]) -> tuple[TimelineEntry, ...]:
    """The stages that are still to come for the case that is least far."""
    if not running:
        return ()
    begun = min(_BEFORE[case.stage] for case in running)
    return tuple(TimelineEntry(str(STAGES[stage]), state=State.AHEAD) for stage in _ROAD[begun:])
