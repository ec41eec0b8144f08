"""What the case screen shows, put together from the hall, the papers and the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import CaseCard, FilingCard, LedgerLine, claimed_by, holds_of, ledger_of
from mantetong.domain.actor import Actor
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.stages import ENDS, Action, Stage
from mantetong.people.queries import doctor_card, institution_card, person_card, staff_display
from mantetong.policies.queries import policy_of
from mantetong.recognition.queries import RecognitionCard, all_of
from mantetong.review.forms import OverruleForm
from mantetong.review.pages.buttons import Button, buttons_of
from mantetong.review.queries import CaseView, NoticeCard, case_view, notice_of
from mantetong.review.queries.screen import Choice
from mantetong.web.clock import day_of
from mantetong.web.labels import ACTIONS, KINDS, ROLES, STAGES
from mantetong.web.shapes import SummaryRow, TimelineEntry
from mantetong.web.wording import chinese_day, chinese_moment

_ACTS = {
    "CLAIM": _lazy("领取办理"),
    "RELEASE": _lazy("放回待领取"),
    "ANSWER_CRITERION": _lazy("人工判断一条标准"),
    "RECORD_DECISION": _lazy("写下认定意见"),
    "PANEL_DRAWN": _lazy("抽取专家"),
    "PANEL_VOTE": _lazy("专家提出意见"),
    "PANEL_LEFT": _lazy("专家退出"),
    "ENTRUSTED": _lazy("委托医疗机构认定"),
}


@dataclass(frozen=True, slots=True)
class CaseTab:
    """One disease of the filing."""

    reference: str
    label: str
    stage: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class FilingPage:
    """The case screen."""

    title: str
    subtitle: str
    reference: str
    case_reference: str
    version: int
    stage: str
    due: str
    tabs: tuple[CaseTab, ...]
    view: CaseView
    buttons: tuple[Button, ...]
    holder: str
    is_mine: bool
    may_claim: bool
    may_overrule: bool
    is_determining: bool
    overrule_path: str
    form: OverruleForm | None
    particulars: tuple[SummaryRow, ...]
    held: tuple[str, ...]
    holds: tuple[tuple[str, str], ...]
    notice: NoticeCard | None
    history: tuple[TimelineEntry, ...]


def filing_page(
    filing: FilingCard, *, viewer: Actor, asked: Mapping[str, str], at: datetime, form: OverruleForm | None = None
) -> FilingPage:
    """The page for `viewer`. `asked` is the address's query: case, paper, page, path."""
    case = chosen_case(filing, asked.get("case", ""))
    policy = policy_of(version_id=filing.policy_version_id or 0)
    holder = claimed_by(filing.id)
    is_mine = holder is not None and holder == viewer.account_id
    notice = notice_of(filing_id=filing.id)
    return FilingPage(
        title=_("办理 %(number)s") % {"number": filing.number},
        subtitle=_("%(kind)s，%(when)s提交") % {"kind": KINDS[filing.kind], "when": chinese_moment(filing.submitted_at or at)},
        reference=filing.reference,
        case_reference=case.reference,
        version=case.version,
        stage=str(STAGES[case.stage]),
        due=_due(case),
        tabs=tuple(_tab(one, policy, case) for one in filing.cases),
        view=case_view(case=case, filing=filing, policy=policy, choice=Choice.of(asked)),
        buttons=buttons_of(case, filing=filing, viewer=viewer, notice=notice, on=day_of(at)) if is_mine else (),
        holder=_holder(holder, viewer, at),
        is_mine=is_mine,
        may_claim=holder is None and case.stage not in ENDS,
        may_overrule=is_mine and case.stage in (Stage.REVIEWING, Stage.DETERMINING),
        is_determining=case.stage in (Stage.DETERMINING, Stage.CONFIRMING),
        overrule_path=asked.get("path", "") if form else "",
        form=form,
        particulars=_particulars(filing, is_mine=is_mine),
        held=tuple(_held(card) for card in all_of(person_id=filing.person_id)),
        holds=tuple((str(HOLDS.get(code, code)), said) for code, said in holds_of(filing.id)),
        notice=notice,
        history=tuple(_entry(line) for line in ledger_of(filing.id)),
    )


HOLDS = {
    "NOT_INSURED": _lazy("参保信息没有核到"),
    "INSURANCE_PAUSED": _lazy("参保状态为暂停"),
    "INSURED_ELSEWHERE": _lazy("参保地不在本市"),
    "REGISTRY_AWAY": _lazy("提交时参保信息库暂时连不上"),
    "EXCLUDED_BY_RUNNING": _lazy("与正在办理的另一病种不能同时享受"),
    "PERSON_DIED": _lazy("参保信息库登记为已故"),
}


def chosen_case(filing: FilingCard, reference: str) -> CaseCard:
    """The case asked for, else the first undecided, else the first."""
    asked = next((case for case in filing.cases if case.reference == reference), None)
    return asked or next((case for case in filing.cases if case.stage not in ENDS), filing.cases[0])


def _tab(case: CaseCard, policy: RegionPolicy, here: CaseCard) -> CaseTab:
    name = policy.diseases[case.disease_code].name
    return CaseTab(case.reference, name, str(STAGES[case.stage]), f"?case={case.reference}", case.id == here.id)


def _due(case: CaseCard) -> str:
    clock = case.clock
    if case.stage in ENDS:
        return ""
    if clock.is_paused:
        return _("补正期间，时限暂停计算")
    if clock.due_on is None:
        return _("该市未公布办理时限")
    return _("应在%(day)s前办结") % {"day": chinese_day(clock.due_on)} + (_("（暂定）") if clock.is_provisional else "")


def _holder(holder: int | None, viewer: Actor, at: datetime) -> str:
    if holder is None or holder == viewer.account_id:
        return ""
    card = staff_display(holder, on=day_of(at))
    return card.name if card else _("同事")


def _particulars(filing: FilingCard, *, is_mine: bool) -> tuple[SummaryRow, ...]:
    person = person_card(filing.person_id)
    hospital = institution_card(filing.institution_code) if filing.institution_code else None
    doctor = doctor_card(filing.doctor_code) if filing.doctor_code else None
    # Name in full only for the one at work on it; the number is compared by machine and stays masked.
    rows = [
        (_("姓名"), person.name if is_mine else person.masked_name),
        (_("证件号码"), person.masked_id_number),
        (_("出生日期"), chinese_day(person.born_on)),
        (_("参保身份"), _("已与参保信息库核对一致") if person.is_confirmed else _("尚未核对")),
        (_("就诊医院"), hospital.name if hospital else _("未填写")),
        (_("主治医生"), doctor.name if doctor else _("未填写")),
        (_("病情摘要"), filing.summary or _("未填写")),
        (_("代办"), _("由代办人提交") if filing.mandate_id else _("本人提交")),
    ]
    return tuple(SummaryRow(str(label), str(value)) for label, value in rows)


def _held(card: RecognitionCard) -> str:
    end = chinese_day(card.ends_on) if card.ends_on else _("长期")
    return f"{card.disease_name}：{chinese_day(card.begins_on)}—{end}"


def _entry(line: LedgerLine) -> TimelineEntry:
    title = ACTIONS[Action(line.action)] if line.action in set(Action) else _ACTS.get(line.action, line.action)
    what = _("办件%(number)s") % {"number": line.case_ordinal} if line.case_ordinal else ""
    return TimelineEntry(title=str(title), at=line.at, text=what, who=str(ROLES.get(line.role, "")))  # type: ignore[call-overload]
