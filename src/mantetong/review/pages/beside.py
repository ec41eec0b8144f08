"""What stands beside the case: what is about to be sent, who else is looking, notes, enquiries, papers that follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import DeskSheet
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.review.models import ActKind, EnquiryState, PromiseKind, SendingState
from mantetong.review.queries.desk import EnquiryCard, NoteCard, PromiseCard, ReviewSheet, SendingCard
from mantetong.web.clock import day_of
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import Tone
from mantetong.web.wording import chinese_day, chinese_moment

ACTS = {
    ActKind.SUPPLEMENT: _lazy("补正通知"),
    ActKind.FURTHER_SUPPLEMENT: _lazy("新增内容的补正通知"),
    ActKind.ASK_AGAIN: _lazy("未补齐的告知"),
    ActKind.REFUSE: _lazy("不予受理告知书"),
    ActKind.LAPSE: _lazy("逾期终止"),
    ActKind.DECIDE: _lazy("认定决定"),
}
_ENQUIRIES = {
    EnquiryState.WAITING: (_lazy("等答复"), Tone.WARNING),
    EnquiryState.CONFIRMED: (_lazy("核实属实"), Tone.SUCCESS),
    EnquiryState.DENIED: (_lazy("核实不符"), Tone.DANGER),
    EnquiryState.UNCLEAR: (_lazy("说不清楚"), Tone.WARNING),
}
_PROMISES = {PromiseKind.FOLLOWS: _lazy("容缺受理"), PromiseKind.VOUCHED: _lazy("告知承诺")}


@dataclass(frozen=True, slots=True)
class SendingView:
    """What is about to be sent, for how many seconds it can still be taken back, and whether this person may."""

    what: str
    seconds: int
    may_undo: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note in words. `may_answer` when it asks the one who reads."""

    id: int
    who: str
    when: str
    text: str
    asks: str
    may_answer: bool
    is_answer: bool


@dataclass(frozen=True, slots=True)
class EnquiryLine:
    """One enquiry in words."""

    id: int
    institution: str
    question: str
    state: str
    tone: Tone
    said: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it, in words."""

    sending: SendingView | None
    failed: str
    looking: str
    notes: tuple[NoteLine, ...]
    enquiries: tuple[EnquiryLine, ...]
    promises: tuple[tuple[str, str, Tone], ...]
    may_write: bool


def beside(written: ReviewSheet, *, sheet: DeskSheet, viewer: Actor, names: Mapping[int, str], at: datetime) -> Beside:
    """What the desk wrote, for the one who looks."""
    others = [names.get(one, _("同事")) for one in written.looking if one != viewer.account_id]
    answered = {note.answer_of for note in written.notes}
    return Beside(
        sending=_sending(written.sending, viewer, at),
        failed=_failed(written.sending) if sheet.holder == viewer.account_id else "",
        looking="、".join(others),
        notes=tuple(_note(note, answered, viewer, names) for note in written.notes),
        enquiries=tuple(_enquiry(one, at) for one in written.enquiries),
        promises=tuple(_promise(one, at) for one in written.promises),
        may_write=viewer.holds(Role.REVIEWER, Role.SUPERVISOR),
    )


def _sending(card: SendingCard | None, viewer: Actor, at: datetime) -> SendingView | None:
    if card is None or card.state is not SendingState.SENDING:
        return None
    left = max(0, int((card.sends_at - at).total_seconds()))
    return SendingView(str(ACTS[ActKind(card.kind)]), left, card.account_id == viewer.account_id)


def _failed(card: SendingCard | None) -> str:
    if card is None or card.state is not SendingState.FAILED:
        return ""
    sentence = sentence_for(card.code)
    return _("%(what)s没有发出：%(why)s%(now)s") % {
        "what": ACTS[ActKind(card.kind)],
        "why": sentence.what,
        "now": sentence.now,
    }


def _note(note: NoteCard, answered: set[int | None], viewer: Actor, names: Mapping[int, str]) -> NoteLine:
    asks = names.get(note.asked, _("同事")) if note.asked is not None else ""
    return NoteLine(
        id=note.id,
        who=names.get(note.account_id, _("同事")),
        when=chinese_moment(note.at),
        text=note.text,
        asks=asks,
        may_answer=note.asked == viewer.account_id and note.id not in answered,
        is_answer=note.answer_of is not None,
    )


def _enquiry(one: EnquiryCard, at: datetime) -> EnquiryLine:
    state, tone = _ENQUIRIES[one.state]
    is_waiting = one.state is EnquiryState.WAITING
    late = is_waiting and day_of(at) > one.answer_by
    said = one.answer or _("请在%(day)s前答复") % {"day": chinese_day(one.answer_by)} + (_("，已过期") if late else "")
    return EnquiryLine(one.id, one.institution_code, one.question, str(state), Tone.DANGER if late else tone, said, is_waiting)


def _promise(one: PromiseCard, at: datetime) -> tuple[str, str, Tone]:
    what = f"{one.label}（{_PROMISES[one.kind]}）"
    if one.kept_at:
        return what, _("已补交"), Tone.SUCCESS
    late = day_of(at) > one.by_on
    return what, _("%(day)s前补交") % {"day": chinese_day(one.by_on)}, Tone.DANGER if late else Tone.WARNING
