"""The name once more: on another device, after long silence, after a change of number. And the newcomer to a number."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.identity import NotAnIdNumber
from mantetong.people import operations
from mantetong.people.forms import NameForm, fault_of, wrong_number
from mantetong.people.middleware import STANDING
from mantetong.people.operations import IdentityDiffers, Standing, TooManyChecks
from mantetong.people.pages.device_cookie import device_token
from mantetong.people.pages.signing import begin_session, next_of, with_next
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for

HOME = "/my/"


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Name and number, and the ways around: drafts only, or a number that is new to its holder."""

    title: str
    form: NameForm
    next: str
    hint: str
    continue_label: str
    newcomer_url: str
    drafts_url: str


@dataclass(frozen=True, slots=True)
class NewcomerPage:
    """What happens when the number is mine now."""

    title: str
    back_url: str


@dataclass(frozen=True, slots=True)
class StandingPage:
    """That there may be more, and how to see it."""

    title: str
    confirm_url: str


@citizen
def confirm(request: Request) -> HttpResponseBase:
    """Open everything of the account on this device to whoever knows its name and number."""
    goes_to = next_of(request, HOME)
    if STANDING not in request.session:
        return redirect(goes_to)
    form, status = NameForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            error = _tried(request, form)
            if error is None:
                del request.session[STANDING]
                return redirect(goes_to)
            status = HTTPStatus(sentence_for(getattr(error, "code", "")).status)
    return page_or_fragment(request, "people/confirm", _page(request, form, goes_to), status=status)


def _tried(request: Request, form: NameForm) -> Exception | None:
    account_id, token = request.actor.known_id, device_token(request)
    try:
        operations.confirm_identity(account_id=account_id, token=token, at=now_of(request), **form.cleaned_data)
    except NotAnIdNumber as error:
        form.add_error("id_number", wrong_number(error))
        return error
    except (IdentityDiffers, TooManyChecks) as error:
        form.add_error(None, fault_of(error))
        return error
    return None


def _page(request: Request, form: NameForm, goes_to: str) -> ConfirmPage:
    has_drafts = request.session[STANDING] == Standing.DRAFTS
    why = (
        _("您在这台设备上还没有核对过身份。手机号码可能换主人，查看已提交的办件前，要确认是您本人。")
        if has_drafts
        else _("这个账户有90天以上没有登录。手机号码可能换了主人，打开里面的内容前，要确认是您本人。")
    )
    return ConfirmPage(
        title=_("请确认是您本人"),
        form=form,
        next=goes_to,
        hint=why,
        continue_label=_("确认"),
        newcomer_url=with_next("people:newcomer", goes_to),
        drafts_url=reverse("cases:mine") if has_drafts else "",
    )


@citizen
def standing(request: Request) -> HttpResponseBase:
    """A word for pages that show less than there is, until the name was given; nothing otherwise."""
    if STANDING not in request.session:
        return HttpResponse()
    page = StandingPage(_("还有内容没有显示"), with_next("people:confirm", HOME))
    return page_or_fragment(request, "people/standing", page)


@citizen
def newcomer(request: Request) -> HttpResponseBase:
    """The number was given to somebody new: they begin with an account of their own and see nothing of the former one."""
    if STANDING not in request.session:
        return redirect(HOME)
    if request.method == "POST":
        at, former = now_of(request), request.actor.known_id
        request.session.flush()
        account_id = operations.hand_over_number(account_id=former, at=at)
        goes_to = reverse("people:name")
        return begin_session(request, account_id=account_id, door="citizen", method="code", goes_to=goes_to)
    page = NewcomerPage(title=_("这是您新换的号码？"), back_url=with_next("people:confirm", next_of(request, HOME)))
    return page_or_fragment(request, "people/newcomer", page)
