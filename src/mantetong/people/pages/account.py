"""我的: who I am here, my number, where I am signed in."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth import logout as end_session
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.people import operations
from mantetong.people.forms import CodeForm, PhoneForm, fault_of
from mantetong.people.middleware import STANDING
from mantetong.people.operations import AskedTooOften, CodeExpired, CodeWrong, SameNumber, Standing, TooManyTries
from mantetong.people.pages.device_cookie import device_name, device_token
from mantetong.people.pages.signing import address_of, with_next
from mantetong.people.queries import account_card, devices_of, person_of_account
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import SummaryRow
from mantetong.web.wording import chinese_moment

_ASKED = "people.new_number_asked"


@dataclass(frozen=True, slots=True)
class Door:
    """One thing that can be done here."""

    label: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Who I am here, and the ways on."""

    title: str
    rows: tuple[SummaryRow, ...]
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class NumberPage:
    """One question about the new number."""

    title: str
    form: Form
    hint: str
    continue_label: str
    back_url: str
    progress: str


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device in words."""

    name: str
    said: str
    is_here: bool
    end_url: str


@dataclass(frozen=True, slots=True)
class DevicesPage:
    """Where I am signed in."""

    title: str
    devices: tuple[DeviceRow, ...]
    back_url: str


@citizen
def account(request: Request) -> HttpResponseBase:
    """Everything about oneself in one place."""
    card = account_card(request.actor.known_id)
    person = person_of_account(request.actor.known_id)
    name = person.masked_name if person else _("还没有核对身份")
    rows = (
        SummaryRow(_("姓名"), name, "" if person else reverse("people:name")),
        SummaryRow(_("手机号码"), card.masked_phone if card else "", reverse("people:phone")),
    )
    return page_or_fragment(request, "people/account", AccountPage(_("我的"), rows, _doors()))


def _doors() -> tuple[Door, ...]:
    return (
        Door(_("我的家人"), _("替父母、孩子等家人办理；看看谁在替我办"), reverse("people:family")),
        Door(_("我的信息"), _("我们保存了什么、谁看过，要副本、要更正、注销"), reverse("people:rights")),
        Door(_("登录过的设备"), _("看在哪里登录过，可以让任何一台退出"), reverse("people:devices")),
        Door(_("我的参保"), _("用哪一份参保办理"), reverse("people:insurance")),
    )


@citizen
def phone(request: Request) -> HttpResponseBase:
    """Ask for the new number and send a code there."""
    form, status = PhoneForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                _ask(request, form.cleaned_data["phone"])
            except (SameNumber, AskedTooOften) as error:
                form.add_error(None, fault_of(error))
                status = HTTPStatus(sentence_for(error.code).status)
            else:
                return redirect("people:phone-code")
    page = NumberPage(
        title=_("更换手机号码"),
        form=form,
        hint=_("请填写新的手机号码，我们会发一条验证码。换好后，通知会发到新号码，其他设备会退出登录。"),
        continue_label=_("获取验证码"),
        back_url=reverse("people:account"),
        progress=_("第1步，共3步"),
    )
    return page_or_fragment(request, "people/phone", page, status=status)


def _ask(request: Request, number: str) -> None:
    account_id, at = request.actor.known_id, now_of(request)
    operations.ensure_new_number(account_id=account_id, phone=number)
    operations.ask_phone_code(
        account_id=account_id, phone=number, address=address_of(request), device=device_token(request), at=at
    )
    request.session[_ASKED] = True


@citizen
def phone_code(request: Request) -> HttpResponseBase:
    """Take the code; the name is asked for again afterwards."""
    if _ASKED not in request.session:
        return redirect("people:phone")
    form, status = CodeForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                operations.change_number(
                    account_id=request.actor.known_id,
                    code=form.cleaned_data["code"],
                    token=device_token(request),
                    at=now_of(request),
                )
            except (CodeWrong, CodeExpired, TooManyTries) as error:
                form.add_error("code", fault_of(error))
                status = HTTPStatus(sentence_for(error.code).status)
            else:
                return _changed(request)
    page = NumberPage(
        title=_("填写短信验证码"),
        form=form,
        hint=_("验证码已发到您的新号码，10分钟内有效。请不要告诉任何人。"),
        continue_label=_("换成这个号码"),
        back_url=reverse("people:phone"),
        progress=_("第2步，共3步"),
    )
    return page_or_fragment(request, "people/phone", page, status=status)


def _changed(request: Request) -> HttpResponseBase:
    del request.session[_ASKED]
    if person_of_account(request.actor.known_id) is None:
        return redirect("people:account")
    request.session[STANDING] = Standing.DRAFTS.value
    return redirect(with_next("people:confirm", reverse("people:account")))


@citizen
def devices(request: Request) -> HttpResponseBase:
    """Where I am signed in."""
    lines = devices_of(account_id=request.actor.known_id, token=device_token(request))
    rows = tuple(
        DeviceRow(
            name=device_name(line.label),
            said=_("最近登录：{when}").format(when=chinese_moment(line.last_at)),
            is_here=line.is_here,
            end_url=reverse("people:end-device", args=[line.id]),
        )
        for line in lines
    )
    page = DevicesPage(_("登录过的设备"), rows, reverse("people:account"))
    return page_or_fragment(request, "people/devices", page)


@require_POST
def _end_device(request: Request, device_id: int) -> HttpResponseBase:
    lines = devices_of(account_id=request.actor.known_id, token=device_token(request))
    operations.end_device(account_id=request.actor.known_id, device_id=device_id, at=now_of(request))
    if any(line.is_here and line.id == device_id for line in lines):
        end_session(request)
        return redirect("people:login")
    return redirect("people:devices")


end_device = citizen(_end_device)
