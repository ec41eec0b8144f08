"""The desk's way in: name and password, then a code from the authenticator. There is no way around the second."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.people import operations
from mantetong.people.forms import DeskForm, SecondFactorForm, fault_of
from mantetong.people.middleware import DESK, DOOR
from mantetong.people.operations import SecondFactorUsed, SecondFactorWrong, SignInRefused
from mantetong.people.operations.passkeys import PasskeyRefused, ask_for_passkey, check_passkey
from mantetong.people.pages.desk_passkeys import is_bare_address
from mantetong.people.pages.signing import address_of, begin_session, next_of
from mantetong.people.stages import SecondFactorStage
from mantetong.web.access import public
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for

HOME = "/desk/"


@dataclass(frozen=True, slots=True)
class DeskSignInPage:
    """One step of signing in at the desk."""

    title: str
    form: Form
    next: str
    hint: str
    continue_label: str
    back_url: str = ""
    passkey_options: str = ""


@public
def login(request: Request) -> HttpResponseBase:
    """Name and password."""
    goes_to = next_of(request, HOME)
    if request.actor.is_staff:
        return redirect(goes_to)
    form, status = DeskForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                account_id = operations.check_password(address=address_of(request), at=now_of(request), **form.cleaned_data)
            except SignInRefused as error:
                form.add_error(None, fault_of(error))
                status = HTTPStatus(sentence_for(error.code).status)
            else:
                return begin_session(request, account_id=account_id, door=DESK, method="password", goes_to=goes_to)
    page = DeskSignInPage(_("工作人员登录"), form, goes_to, _("仅限经办机构和受托医疗机构工作人员使用。"), _("下一步"))
    return page_or_fragment(request, "people/desk_login", page, status=status)


@public
def totp(request: Request) -> HttpResponseBase:
    """The second factor of a sign-in that has begun."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None or stage.login.user is None:
        return redirect("people:desk-login")
    account_id, form, status = stage.login.user.pk, SecondFactorForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            used = _shown(request, form, account_id)
        except (SecondFactorWrong, SecondFactorUsed, SignInRefused, PasskeyRefused) as error:
            form.add_error("code", fault_of(error))
            status = HTTPStatus(sentence_for(error.code).status)
        else:
            if used is not None:
                return _let_in(request, stage, used)
    asked = None if is_bare_address(request) else ask_for_passkey(account_id=account_id)
    page = DeskSignInPage(
        title=_("动态口令"),
        form=form,
        next="",
        hint=_("请打开手机上的动态口令应用，填写“慢特通”下面的6位数字。"),
        continue_label=_("登录"),
        back_url=reverse("people:desk-login"),
        passkey_options=json.dumps(asked) if asked else "",
    )
    return page_or_fragment(request, "people/desk_totp", page, status=status)


def _shown(request: Request, form: SecondFactorForm, account_id: int) -> Authenticator | None:
    """What proves them a second time: the passkey their browser showed, else the code they typed; None when nothing was typed."""
    if answer := request.POST.get("credential"):
        form.is_valid()
        form.errors.clear()
        return check_passkey(account_id=account_id, answer=answer, at=now_of(request))
    if not form.is_valid():
        return None
    return operations.check_second_factor(account_id=account_id, code=form.cleaned_data["code"], at=now_of(request))


def _let_in(request: Request, stage: SecondFactorStage, used: Authenticator) -> HttpResponseBase:
    post_authentication(request, used)
    response: HttpResponseBase = stage.exit()
    request.session[DOOR] = DESK
    return response
