"""Lists for the desk: files the virus scanner objected to, and things noticed in several people's filings."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mantetong.domain.roles import Role
from mantetong.materials import operations, queries
from mantetong.materials.models import TraceKind
from mantetong.materials.queries import HeldCard, SignalCard
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_SAID = {
    TraceKind.PAGE: gettext_lazy("同一个文件出现在{people}位参保人的材料里"),
    TraceKind.CERTIFICATE: gettext_lazy("同一个证明编号出现在{people}位参保人的材料里"),
    TraceKind.PHONE: gettext_lazy("同一个手机号出现在{people}位参保人的材料里"),
}
_OFTEN = {
    TraceKind.PAGE: gettext_lazy("常见原因：家人一起办理时选错了照片，或者由同一位帮办人员上传。"),
    TraceKind.CERTIFICATE: gettext_lazy("常见原因：编号识读有误，或医院给一次就诊开了同一个编号。"),
    TraceKind.PHONE: gettext_lazy("常见原因：一家人、养老院或村（社区）留了同一个电话。"),
}


class CloseForm(forms.Form):
    """What the supervisor found."""

    note = forms.CharField(label=gettext_lazy("查看结果"), max_length=200)


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Files held apart."""

    title: str
    subtitle: str
    rows: tuple[HeldCard, ...]


@dataclass(frozen=True, slots=True)
class ShownSignal:
    """One thing noticed, in words that accuse nobody."""

    id: int
    said: str
    often: str
    at: datetime
    filings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignalsPage:
    """Everything open in the region."""

    title: str
    subtitle: str
    rows: tuple[ShownSignal, ...]
    form: CloseForm


@staff(Role.SYSTEM_ADMIN, Role.AUDITOR)
def held(request: Request) -> HttpResponseBase:
    """Files in quarantine or waiting for the scanner, by name; their contents are shown to nobody."""
    page = HeldPage(_("隔离文件"), _("安全检查没有通过或还没有检查的原文件，密封保存，到期自动删除"), queries.held_files())
    return page_or_fragment(request, "materials/held", page)


@staff(Role.SUPERVISOR)
def signals(request: Request) -> HttpResponseBase:
    """What was noticed in the supervisor's region."""
    return _signals(request, CloseForm())


@staff(Role.SUPERVISOR)
@require_POST
def close(request: Request, signal_id: int) -> HttpResponseBase:
    """Write down what it was."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _signals(request, form, status=422)
    operations.close_signal(signal_id=signal_id, note=form.cleaned_data["note"], by=request.actor, at=now_of(request))
    return redirect("materials:signals")


def _signals(request: Request, form: CloseForm, *, status: int = 200) -> HttpResponseBase:
    rows = tuple(_shown(card) for card in queries.open_signals(region=request.actor.region or ""))
    page = SignalsPage(_("需要看一看的材料"), _("只是提示，不影响办理，也不代表任何人有过错。看过后请写明情况。"), rows, form)
    return page_or_fragment(request, "materials/signals", page, status=status)


def _shown(card: SignalCard) -> ShownSignal:
    filings = tuple((one.number, reverse("review:filing", args=[one.reference])) for one in card.filings)
    return ShownSignal(card.id, str(_SAID[card.kind]).format(people=card.people), str(_OFTEN[card.kind]), card.at, filings)
