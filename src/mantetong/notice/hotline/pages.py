"""The hotline's desk: find by number and two questions, tell how far it has come, write the call down."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.cases.queries import due_words_of
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.notice.hotline import operations
from mantetong.notice.hotline.models import Caller
from mantetong.notice.hotline.operations import Answers, CalledTooOften, CallerNotProven, NoSuchNumber
from mantetong.notice.hotline.queries import CallLine, calls_taken_by
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.labels import STAGES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.wording import chinese_moment

ANSWERING = (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
CALLERS = {Caller.SELF: gettext_lazy("本人"), Caller.FAMILY: gettext_lazy("家人或代办人"), Caller.OTHER: gettext_lazy("其他人")}
TOPICS = {
    "PROGRESS": gettext_lazy("问进度"),
    "PAPERS": gettext_lazy("问要补什么"),
    "RESULT": gettext_lazy("问结果"),
    "LONGER": gettext_lazy("来不及，想延长"),
    "COMPLAINT": gettext_lazy("意见投诉"),
    "OTHER": gettext_lazy("其他"),
}
# What may be said on the telephone of each stage. No illness is named, no reason of a decision read out.
_SAY = {
    Stage.FILED: gettext_lazy("已提交，等工作人员受理。现在不用做什么。"),
    Stage.REVIEWING: gettext_lazy("正在审核。现在不用做什么。"),
    Stage.SUPPLEMENTING: gettext_lazy("要补材料。补什么写在短信提醒里和“我的办件”里；没有手机的，请到窗口拿一次性告知单。"),
    Stage.DETERMINING: gettext_lazy("正在认定。现在不用做什么。"),
    Stage.CONFIRMING: gettext_lazy("已提出意见，等复核。现在不用做什么。"),
    Stage.DECIDED: gettext_lazy("已办结。结果和理由请看决定书；没有收到的，可以到窗口领取。"),
    Stage.REFUSED: gettext_lazy("没有受理，理由和怎么救济写在告知书上。"),
    Stage.WITHDRAWN: gettext_lazy("申请人已撤回。"),
    Stage.LAPSED: gettext_lazy("补材料的期限过了，已终止；材料还在，可以重新启动。"),
}


class CallerForm(PlainForm):
    """What the caller answers."""

    number = NarrowedField(
        label=gettext_lazy("受理号（请对方念）"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    name = NarrowedField(label=gettext_lazy("参保人姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    id_tail = NarrowedField(
        label=gettext_lazy("参保人身份证号最后四位"), min_length=4, max_length=4, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"min_length": gettext_lazy("请填四位。"), "max_length": gettext_lazy("请填四位。")},
    )  # fmt: skip
    caller = forms.ChoiceField(label=gettext_lazy("来电的是"), choices=list(CALLERS.items()), widget=forms.RadioSelect)


class CallEndForm(PlainForm):
    """What the call was about."""

    topic = forms.ChoiceField(label=gettext_lazy("来电事由"), choices=list(TOPICS.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("说了什么"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


@dataclass(frozen=True, slots=True)
class BookLine:
    """One call in the book, in words."""

    tail: str
    caller: str
    fitted: str
    topic: str
    at: str


@dataclass(frozen=True, slots=True)
class HotlinePage:
    """The questions, and what was taken lately."""

    title: str
    subtitle: str
    form: CallerForm
    lines: tuple[BookLine, ...]


@dataclass(frozen=True, slots=True)
class CallPage:
    """What may be told, and the form to write it down."""

    title: str
    form: CallEndForm
    tail: str
    caller: str
    rows: tuple[tuple[str, str, str], ...]
    due: str


@staff(*ANSWERING)
def hotline(request: Request) -> HttpResponseBase:
    """Ask, compare, open the call."""
    form, status = CallerForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            given = form.cleaned_data
            said = Answers(given["number"], given["name"], given["id_tail"], Caller(given["caller"]))
            try:
                return redirect("notice:hotline-call", operations.take_call(said=said, by=request.actor, at=now_of(request)))
            except (NoSuchNumber, CallerNotProven, CalledTooOften) as error:
                words = sentence_for(error.code)
                form.add_error(None, f"{words.what}{words.why}{words.now}")
                status = HTTPStatus(words.status)
    lines = tuple(_line(one) for one in calls_taken_by(account_id=request.actor.known_id))
    page = HotlinePage(_("热线来电"), _("对不上的不说是哪一项错；病种和理由不在电话里说"), form, lines)
    return page_or_fragment(request, "notice/hotline", page, status=status)


def _line(one: CallLine) -> BookLine:
    fitted = _("一致") if one.fitted else _("不一致")
    return BookLine(one.tail, str(CALLERS[one.caller]), fitted, str(TOPICS.get(one.topic, "")), chinese_moment(one.at))


@staff(*ANSWERING)
def call(request: Request, call_id: int) -> HttpResponseBase:
    """Tell and write down."""
    at = now_of(request)
    opened = operations.open_call(call_id=call_id, by=request.actor, at=at)
    form = CallEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.end_call(call_id=call_id, by=request.actor, at=at, **form.cleaned_data)
        messages.success(request, _("来电已登记。"))
        return redirect("notice:hotline")
    rows = tuple((str(one.ordinal), str(STAGES[one.stage]), str(_SAY.get(one.stage, ""))) for one in opened.filing.cases)
    page = CallPage(
        _("核对一致"), form, opened.filing.number[-4:], str(CALLERS[opened.caller]), rows, due_words_of(opened.filing)
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "notice/hotline_call", page, status=status)
