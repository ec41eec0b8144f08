"""What the case screen shows, put together from the hall, the papers and the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mantetong.cases.queries import CaseCard, DeskSheet, FilingCard, accounts_in, desk_sheet, rules_of
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.roles import Role
from mantetong.domain.stages import ENDS, Stage
from mantetong.people.queries.desk import DeskPeople, desk_people
from mantetong.recognition.queries import all_of
from mantetong.review.forms import OverruleForm
from mantetong.review.pages.beside import Beside, beside
from mantetong.review.pages.buttons import Button, buttons_of
from mantetong.review.pages.history import HOLDS, earlier_words, entry_of, held_words
from mantetong.review.queries import CaseView, NoticeCard, case_view
from mantetong.review.queries.desk import ReviewSheet, review_sheet
from mantetong.review.queries.screen import Choice
from mantetong.web.clock import day_of
from mantetong.web.labels import KINDS, STAGES
from mantetong.web.shapes import SummaryRow, TimelineEntry
from mantetong.web.wording import chinese_day, chinese_moment


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
    is_appeal: bool
    may_correct: bool
    overrule_path: str
    form: OverruleForm | None
    beside: Beside
    earlier: tuple[str, ...]
    is_supervisor: bool
    known: "KnownFiling"
    particulars: tuple[SummaryRow, ...]
    held: tuple[str, ...]
    holds: tuple[tuple[str, str], ...]
    notice: NoticeCard | None
    history: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class KnownFiling:
    """What this page has read of a case; a panel of a later room that stands in it need not read it again."""

    case: CaseCard
    filing: FilingCard
    policy: RegionPolicy
    sheet: DeskSheet


def filing_page(
    filing: FilingCard, *, viewer: Actor, asked: Mapping[str, str], at: datetime, form: OverruleForm | None = None
) -> FilingPage:
    """The page for `viewer`. `asked` is the address's query: case, paper, page, path. Five questions, with those who may look asked before."""
    case = chosen_case(filing, asked.get("case", ""))
    known = KnownFiling(case, filing, rules_of(filing), desk_sheet(case))
    written = review_sheet(filing_id=filing.id, at=at)
    people = _people(filing, known.sheet, written)
    view = case_view(
        case=case, filing=filing, policy=known.policy, choice=Choice.of(asked), sheet=known.sheet, names=people.staff
    )
    return _page(known, written, people, view, viewer=viewer, at=at, form=form, path=asked.get("path", ""))


def _people(filing: FilingCard, sheet: DeskSheet, written: ReviewSheet) -> DeskPeople:
    named = {*accounts_in(sheet), *written.looking, *(note.account_id for note in written.notes)}
    asked = {note.asked for note in written.notes if note.asked is not None}
    return desk_people(
        person_id=filing.person_id,
        institution_code=filing.institution_code,
        doctor_code=filing.doctor_code,
        account_ids=named | asked,
    )


def _page(
    known: KnownFiling,
    written: ReviewSheet,
    people: DeskPeople,
    view: CaseView,
    *,
    viewer: Actor,
    at: datetime,
    form: OverruleForm | None,
    path: str,
) -> FilingPage:
    case, filing, sheet = known.case, known.filing, known.sheet
    aside = beside(written, sheet=sheet, viewer=viewer, names=people.staff, at=at)
    is_mine = sheet.holder is not None and sheet.holder == viewer.account_id
    return FilingPage(
        title=_("办理 %(number)s") % {"number": filing.number},
        subtitle=_("%(kind)s，%(when)s提交") % {"kind": KINDS[filing.kind], "when": chinese_moment(filing.submitted_at or at)},
        reference=filing.reference,
        case_reference=case.reference,
        version=case.version,
        stage=str(STAGES[case.stage]),
        due=_due(case),
        view=view,
        overrule_path=path if form else "",
        form=form,
        beside=aside,
        known=known,
        particulars=_particulars(filing, people, is_mine=is_mine),
        notice=written.notice,
        **_history(known, people),
        **_may(known, viewer=viewer, is_mine=is_mine, is_sending=aside.sending is not None, notice=written.notice, at=at),
    )


def _history(known: KnownFiling, people: DeskPeople) -> dict[str, Any]:
    """What stands beside the case: its sisters, what the person holds and asked before, and everything that was done."""
    filing, sheet, policy = known.filing, known.sheet, known.policy
    holder = people.staff.get(sheet.holder, _("同事")) if sheet.holder is not None else ""
    return {
        "tabs": tuple(_tab(one, policy, known.case) for one in filing.cases),
        "holder": holder,
        "earlier": tuple(earlier_words(one, policy) for one in sheet.earlier),
        "held": tuple(held_words(card) for card in all_of(person_id=filing.person_id)),
        "holds": tuple((str(HOLDS.get(code, code)), said) for code, said in sheet.holds),
        "history": tuple(entry_of(line, people.staff) for line in sheet.ledger),
    }


def _may(
    known: KnownFiling, *, viewer: Actor, is_mine: bool, is_sending: bool, notice: NoticeCard | None, at: datetime
) -> dict[str, Any]:
    """What this person can do now: nothing that was sent half a minute ago may be done a second time."""
    case, filing, sheet = known.case, known.filing, known.sheet
    is_free = is_mine and not is_sending
    at_desk = viewer.holds(Role.REVIEWER, Role.SUPERVISOR)
    buttons = buttons_of(case, filing=filing, viewer=viewer, notice=notice, reached=sheet.reached, on=day_of(at))
    return {
        "buttons": buttons if is_free else (),
        "is_mine": is_mine,
        "may_claim": sheet.holder is None and case.stage not in ENDS and at_desk,
        "may_overrule": is_free and case.stage in (Stage.REVIEWING, Stage.DETERMINING),
        "is_determining": not is_sending and case.stage in (Stage.DETERMINING, Stage.CONFIRMING),
        "is_appeal": filing.kind is Kind.APPEAL,
        "may_correct": at_desk and case.stage is Stage.DECIDED,
        "is_supervisor": viewer.holds(Role.SUPERVISOR),
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


def _particulars(filing: FilingCard, people: DeskPeople, *, is_mine: bool) -> tuple[SummaryRow, ...]:
    person = people.person
    # Name in full only for the one at work on it; the number is compared by machine and stays masked.
    rows = [
        (_("姓名"), person.name if is_mine else person.masked_name),
        (_("证件号码"), person.masked_id_number),
        (_("出生日期"), chinese_day(person.born_on)),
        (_("参保身份"), _("已与参保信息库核对一致") if person.is_confirmed else _("尚未核对")),
        (_("就诊医院"), people.institution or _("未填写")),
        (_("主治医生"), people.doctor or _("未填写")),
        (_("病情摘要"), filing.summary or _("未填写")),
        (_("代办"), _("由代办人提交") if filing.mandate_id else _("本人提交")),
    ]
    return tuple(SummaryRow(str(label), str(value)) for label, value in rows)
