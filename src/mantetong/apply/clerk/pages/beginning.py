"""Who stands at the counter, and what was begun before."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.clerk import operations
from mantetong.apply.clerk.errors import NoVisit
from mantetong.apply.clerk.forms import BarcodeForm, WalkInForm
from mantetong.apply.clerk.operations import Proxy
from mantetong.apply.clerk.queries import HalfEntered, half_entered_of
from mantetong.apply.pages.unsent import bring_back, keep_unsent
from mantetong.domain.identity import age_on, parse_id_number
from mantetong.domain.roles import Role
from mantetong.outside.registry import InsuranceCodeRefused, PersonNotFound, RegistryAway
from mantetong.people.operations import TooManyChecks, find_walk_in, holder_of_code
from mantetong.people.operations.real_name import OF_AGE_FOR_ONESELF, RealNameOutcome
from mantetong.policies.queries import policy_on
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for

_SAID = {
    RealNameOutcome.NOT_FOUND: gettext_lazy("参保登记里没有查到这个人，可以照常录入，提交后由工作人员核对。"),
    RealNameOutcome.AWAY: gettext_lazy("参保登记暂时查不到，可以照常录入，提交后由工作人员核对。"),
    RealNameOutcome.DIED: gettext_lazy("参保登记显示这个人已经去世。登记有误的，请录入后说明情况，由工作人员核对。"),
}


_CODE_SAID: dict[type[Exception], Promise] = {
    InsuranceCodeRefused: gettext_lazy(
        "这个医保码已经过期，或者没有扫完整。请本人在手机上刷新医保码，再扫一次；还是不行的，刷身份证或社保卡，或者手工填写。"
    ),
    PersonNotFound: gettext_lazy("参保登记里没有查到这个医保码的持码人。请核对身份证，手工填写姓名和身份证号，照常录入。"),
    RegistryAway: gettext_lazy("参保登记暂时查不到，医保码打不开。请刷身份证或社保卡，或者手工填写，照常录入。"),
    TooManyChecks: gettext_lazy("这个窗口一小时内核对的次数太多，为保护参保人，系统先停一停。请过一会儿再扫。"),
}


@dataclass(frozen=True, slots=True)
class CounterPage:
    """The form for who stands here; what this clerk has begun; a slip's barcode."""

    title: str
    form: WalkInForm
    barcode: BarcodeForm
    begun: tuple[HalfEntered, ...]
    shows_begun: bool
    has_proxy: bool


@keep_unsent
@staff(Role.CLERK, Role.HELPER)
def counter(request: Request) -> HttpResponseBase:
    """Begin for who stands here. A reader's Enter fills in the card; the button goes on."""
    typed = request.POST if request.method == "POST" else bring_back(request)
    form = WalkInForm(typed)
    if request.method == "POST" and form.read.token:
        return _code_opened(request, form)
    if request.method != "POST" or _only_read(request, form) or not form.is_valid():
        wrong = request.method == "POST" and not _only_read(request, form)
        if request.method == "POST" and not wrong:
            form = WalkInForm(None, initial=form.filled_in())
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK)
    number = parse_id_number(form.cleaned_data["id_number"])
    if age_on(born_on=number.born_on, on=day_of(now_of(request))) < OF_AGE_FOR_ONESELF and not form.cleaned_data["proxy_name"]:
        form.add_error("proxy_name", _("参保人不满14周岁，要由监护人来办。请在这里填监护人。"))
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _begun(request, form)


def _only_read(request: Request, form: WalkInForm) -> bool:
    """A card was read and nothing else has been said yet: show what was on it."""
    return bool(request.POST.get("reader")) and bool(form.read.id_number)


def _code_opened(request: Request, form: WalkInForm) -> HttpResponseBase:
    """Whose 医保码 it is stands in the fields, to be held against the face; what the registry refuses is said beside the code."""
    try:
        holder = holder_of_code(token=form.read.token, by=request.actor, at=now_of(request))
    except tuple(_CODE_SAID) as error:
        form.errors.clear()  # nobody has been asked for anything else yet
        form.add_error("reader", str(_CODE_SAID[type(error)]))
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    filled = form.filled_in(name=holder.name, id_number=holder.id_number)
    return _page(request, WalkInForm(None, initial=filled), HTTPStatus.OK)


def _begun(request: Request, form: WalkInForm) -> HttpResponseBase:
    given, at = form.cleaned_data, now_of(request)
    try:
        found = find_walk_in(name=given["name"], id_number=given["id_number"], by=request.actor, at=at)
    except TooManyChecks as error:
        words = sentence_for(error.code)
        form.add_error("id_number", f"{words.what}{words.why}{words.now}")
        return _page(request, form, HTTPStatus(words.status))
    assert found.person_id is not None  # noqa: S101  the counter's check always leaves a row
    if found.outcome in _SAID:
        messages.warning(request, _SAID[found.outcome])
    reference = operations.begin_visit(
        by=request.actor,
        policy=policy_on(region=request.actor.region or "", on=day_of(at)),
        person_id=found.person_id,
        proxy=_proxy(form),
        at=at,
    )
    return redirect("apply:counter-entry", reference)


def _proxy(form: WalkInForm) -> Proxy | None:
    given = form.cleaned_data
    if not given["proxy_name"]:
        return None
    return Proxy(given["proxy_name"], given["proxy_number"], given["relation"], given["proxy_phone"], given["own_word"])


@staff(Role.CLERK, Role.HELPER)
def slip(request: Request) -> HttpResponseBase:
    """Go on with what the slip's barcode names."""
    form = BarcodeForm(request.POST or None)
    if request.method != "POST":
        return redirect("apply:counter")
    if form.is_valid():
        try:
            reference = operations.continue_visit(barcode=form.cleaned_data["barcode"], by=request.actor, at=now_of(request))
        except NoVisit as error:
            words = sentence_for(error.code)
            form.add_error("barcode", f"{words.what}{words.why}{words.now}")
        else:
            return redirect("apply:counter-entry", reference)
    return _page(request, WalkInForm(None), HTTPStatus.UNPROCESSABLE_ENTITY, barcode=form)


def _page(request: Request, form: WalkInForm, status: HTTPStatus, *, barcode: BarcodeForm | None = None) -> HttpResponseBase:
    is_clerk = request.actor.holds(Role.CLERK)  # helpers prepare and see no lists
    begun = half_entered_of(viewer=request.actor, at=now_of(request)) if is_clerk else ()
    proxy = bool(form["proxy_name"].value() or form["proxy_number"].value() or form.errors.get("proxy_name"))
    page = CounterPage(_("窗口录入"), form, barcode or BarcodeForm(), begun, is_clerk, proxy)
    return page_or_fragment(request, "apply/clerk/counter", page, status=status)
