"""The desk's way in: name and password, then a code from the authenticator. There is no way around the second."""

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
    form, status = SecondFactorForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                used = operations.check_second_factor(
                    account_id=stage.login.user.pk, code=form.cleaned_data["code"], at=now_of(request)
                )
            except (SecondFactorWrong, SecondFactorUsed, SignInRefused) as error:
                form.add_error("code", fault_of(error))
                status = HTTPStatus(sentence_for(error.code).status)
            else:
                return _let_in(request, stage, used)
    page = DeskSignInPage(
        title=_("动态口令"),
        form=form,
        next="",
        hint=_("请打开手机上的动态口令应用，填写“慢特通”下面的6位数字。"),
        continue_label=_("登录"),
        back_url=reverse("people:desk-login"),
    )
    return page_or_fragment(request, "people/desk_totp", page, status=status)


def _let_in(request: Request, stage: SecondFactorStage, used: Authenticator) -> HttpResponseBase:
    post_authentication(request, used)
    response: HttpResponseBase = stage.exit()
    request.session[DOOR] = DESK
    return response
