"""存量待遇确认: two people sign that a region's existing recognitions are all here, or that there are none."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mantetong.domain.roles import Role
from mantetong.recognition import operations
from mantetong.recognition.forms import SignOffForm, TakeBackForm
from mantetong.recognition.queries import SignOffCard, sign_off_of
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """How far the sign-off is; `form` None when this person can add nothing."""

    title: str
    subtitle: str
    card: SignOffCard
    form: SignOffForm | None
    back: TakeBackForm | None


@staff(Role.SUPERVISOR)
def sign_off(request: Request) -> HttpResponseBase:
    """The state; by POST one's own signature, or with a reason its taking back. Raises SamePerson."""
    region, at = request.actor.region or "", now_of(request)
    if "why" in request.POST:
        return _taken_back(request, region, at)
    form = SignOffForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.sign_off_import(region=region, declaration=form.cleaned_data["declaration"], by=request.actor, at=at)
        return redirect("recognition:sign-off")
    return _answer(request, region, form, TakeBackForm())


def _taken_back(request: Request, region: str, at: datetime) -> HttpResponseBase:
    back = TakeBackForm(request.POST)
    if back.is_valid():
        operations.take_back_sign_off(region=region, why=back.cleaned_data["why"], by=request.actor, at=at)
        return redirect("recognition:sign-off")
    return _answer(request, region, SignOffForm(), back)


def _answer(request: Request, region: str, form: SignOffForm, back: TakeBackForm) -> HttpResponseBase:
    card = sign_off_of(region=region)
    mine = card.first_id == request.actor.account_id
    said = _("两人确认以前，医院和药店查询本地区人员时得到的回答是“未知”，不会答“没有”。")
    page = SignOffPage(
        _("存量待遇确认"), said, card, None if card.is_done or mine else form, back if card.is_done or card.first_at else None
    )
    return page_or_fragment(request, "recognition/sign_off", page, status=422 if form.is_bound or back.is_bound else 200)
