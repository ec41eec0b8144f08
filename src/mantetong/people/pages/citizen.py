"""A citizen's way in: telephone, code, real name, which insurance; and out again."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth import logout as end_session
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.identity import NotAnIdNumber, mask_mobile
from mantetong.people import operations
from mantetong.people.forms import CodeForm, NameForm, PhoneForm, fault_of, wrong_number
from mantetong.people.middleware import DESK, DOOR
from mantetong.people.models import StoredCode
from mantetong.people.operations import AskedTooOften, CodeExpired, CodeWrong, RealNameOutcome, TooManyTries
from mantetong.people.pages.device_cookie import device_token, keep_device
from mantetong.people.pages.signing import address_of, begin_session, next_of, with_next
from mantetong.people.queries import account_card
from mantetong.web.access import citizen, public
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import Sentence, sentence_for

CODE_ID = "people.code_id"
HOME = "/my/"


@dataclass(frozen=True, slots=True)
class SignInPage:
    """One question on the way in."""

    title: str
    form: Form
    next: str
    hint: str = ""
    continue_label: str = ""
    back_url: str = ""
    progress: str = ""
    can_send_again: bool = False
    code_url: str = ""


@dataclass(frozen=True, slots=True)
class HeldPage:
    """The registry could not confirm somebody: why, and the way to a person."""

    title: str
    sentence: Sentence
    goes_to: str
    again_url: str
    may_go_on: bool
    family_url: str = ""


@dataclass(frozen=True, slots=True)
class LogoutPage:
    """Really?"""

    title: str
    back_url: str


@public
def login(request: Request) -> HttpResponseBase:
    """Ask for the telephone number and have a code sent."""
    goes_to = next_of(request, HOME)
    if request.actor.is_citizen:
        return redirect(goes_to)
    form = PhoneForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                code_id = operations.ask_login_code(
                    phone=form.cleaned_data["phone"],
                    address=address_of(request),
                    device=device_token(request),
                    at=now_of(request),
                )
            except AskedTooOften as error:
                form.add_error(None, fault_of(error))
                status = HTTPStatus.TOO_MANY_REQUESTS
            else:
                request.session[CODE_ID] = code_id
                return redirect(with_next("people:code", goes_to))
    response = page_or_fragment(request, "people/login", _login_page(request, form, goes_to), status=status)
    if not device_token(request):
        keep_device(response, operations.new_device_token())
    return response


def _login_page(request: Request, form: PhoneForm, goes_to: str) -> SignInPage:
    return SignInPage(
        title=_("用手机号码登录"),
        form=form,
        next=goes_to,
        hint=_("我们会发一条短信，里面有6位验证码。不用注册，也不用记密码。"),
        continue_label=_("获取验证码"),
        progress=_("第1步，共3步"),
        code_url=with_next("people:code", goes_to) if CODE_ID in request.session else "",
    )


@public
def code(request: Request) -> HttpResponseBase:
    """Take the code; with it the session begins."""
    goes_to = next_of(request, HOME)
    stored = StoredCode.objects.filter(pk=request.session.get(CODE_ID) or 0).first()
    if stored is None:
        return redirect(with_next("people:login", goes_to))
    if request.method == "POST" and request.POST.get("again"):
        return _send_again(request, stored, goes_to)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account_id = operations.use_login_code(code_id=stored.pk, code=form.cleaned_data["code"], at=now_of(request))
        except (CodeWrong, CodeExpired, TooManyTries) as error:
            form.add_error("code", fault_of(error))
            return _code_page(request, stored, form, goes_to, sentence_for(error.code).status)
        return _let_in(request, account_id, goes_to)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return _code_page(request, stored, form, goes_to, status)


def _send_again(request: Request, stored: StoredCode, goes_to: str) -> HttpResponseBase:
    try:
        request.session[CODE_ID] = operations.ask_login_code(
            phone=stored.phone, address=address_of(request), device=device_token(request), at=now_of(request)
        )
    except AskedTooOften as error:
        form = CodeForm({})
        form.errors.clear()
        form.add_error(None, fault_of(error))
        return _code_page(request, stored, form, goes_to, HTTPStatus.TOO_MANY_REQUESTS)
    return redirect(with_next("people:code", goes_to))


def _let_in(request: Request, account_id: int, goes_to: str) -> HttpResponseBase:
    request.session.pop(CODE_ID, None)
    account = account_card(account_id)
    needs_name = account is None or account.person_id is None
    target = with_next("people:name", goes_to) if needs_name else goes_to
    return begin_session(request, account_id=account_id, door="citizen", method="code", goes_to=target)


def _code_page(request: Request, stored: StoredCode, form: CodeForm, goes_to: str, status: int) -> HttpResponseBase:
    page = SignInPage(
        title=_("填写短信验证码"),
        form=form,
        next=goes_to,
        hint=_("验证码已发到 {phone}，10分钟内有效。请不要告诉任何人。").format(phone=mask_mobile(stored.phone)),
        continue_label=_("登录"),
        back_url=with_next("people:login", goes_to),
        progress=_("第2步，共3步"),
        can_send_again=True,
    )
    return page_or_fragment(request, "people/code", page, status=status)


@citizen
def name(request: Request) -> HttpResponseBase:
    """Name and ID number against the registry."""
    goes_to = next_of(request, HOME)
    form = NameForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                result = operations.check_real_name(account_id=request.actor.known_id, at=now_of(request), **form.cleaned_data)
            except NotAnIdNumber as error:
                form.add_error("id_number", wrong_number(error))
            except (operations.TooManyChecks, operations.AlreadyNamed) as error:
                form.add_error(None, fault_of(error))
                status = HTTPStatus(sentence_for(error.code).status)
            else:
                return _after_check(request, result, goes_to)
    page = SignInPage(
        title=_("实名核对"),
        form=form,
        next=goes_to,
        hint=_("请填写参保人本人的姓名和身份证号码，用来查询参保信息。只用于办理慢特病认定。"),
        continue_label=_("核对"),
        progress=_("第3步，共3步"),
    )
    return page_or_fragment(request, "people/name", page, status=status)


def _after_check(request: Request, result: operations.RealNameResult, goes_to: str) -> HttpResponseBase:
    if result.person_id is not None:
        operations.prove_here(account_id=request.actor.known_id, token=device_token(request), at=now_of(request))
    if result.outcome is RealNameOutcome.CONFIRMED:
        return redirect(with_next("people:insurance", goes_to))
    page = HeldPage(
        title=_("暂时没有核对上"),
        sentence=_HELD_WORDS[result.outcome](),
        goes_to=goes_to,
        again_url=with_next("people:name", goes_to),
        may_go_on=result.person_id is not None,
        family_url=reverse("people:family") if result.outcome is RealNameOutcome.MINOR else "",
    )
    return page_or_fragment(request, "people/held", page)


_HELD_WORDS = {
    RealNameOutcome.AWAY: lambda: Sentence(
        what=_("参保信息系统现在没有回应，暂时核对不了您的参保信息。"),
        why=_("这不是您的问题，可能是对方系统正在维护。您填写的内容已经保存。"),
        now=_("您可以过一会儿再核对；也可以继续办理，提交时选择“说明情况，交人工受理”，由工作人员为您核对。"),
    ),
    RealNameOutcome.NOT_FOUND: lambda: Sentence(
        what=_("没有查到这个姓名和身份证号码的参保信息。"),
        why=_("可能是姓名或号码与参保登记不一致，也可能还没有参保，或者参保登记在其他系统。您填写的内容已经保存。"),
        now=_("请先检查有没有填错；没有填错的话，可以继续办理，提交时选择“说明情况，交人工受理”，或者带身份证到医保经办窗口。"),
    ),
    RealNameOutcome.MINOR: lambda: Sentence(
        what=_("未满14岁的孩子，要由父母或其他监护人来办。"),
        why=_("孩子的身份和病历信息受特别保护，法律要求监护人同意。"),
        now=_("请监护人用自己的手机号码登录，核对自己的身份，再到“我的家人”里添加孩子。"),
    ),
    RealNameOutcome.DIED: lambda: Sentence(
        what=_("参保登记显示，这位参保人已经去世，不能再为其申请。"),
        why=_("这是参保信息系统里的登记，我们无法在这里更改。"),
        now=_("如果登记有误，请家属带身份证件到医保经办窗口更正，或者拨打页面下方的电话。请节哀。"),
    ),
}


@public
def logout(request: Request) -> HttpResponseBase:
    """End the session; only by POST."""
    target = reverse("people:desk-login") if request.session.get(DOOR) == DESK else "/"
    if request.method == "POST":
        end_session(request)
        return redirect(target)
    back = request.headers.get("Referer", "")
    page = LogoutPage(title=_("退出登录"), back_url=back if back.startswith(request.build_absolute_uri("/")) else "/")
    return page_or_fragment(request, "people/logout", page)
