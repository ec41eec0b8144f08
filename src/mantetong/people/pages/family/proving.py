"""The code that the person has told the proxy."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.people import operations
from mantetong.people.forms import CodeForm, fault_of
from mantetong.people.operations import AskedTooOften, CodeExpired, CodeWrong, TooManyTries
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class WardCodePage:
    """Six digits from the person's telephone."""

    title: str
    form: CodeForm
    hint: str
    continue_label: str
    back_url: str


@citizen
def mandate_code(request: Request, mandate_id: int) -> HttpResponseBase:
    """Take the code, or send another."""
    account_id, at = request.actor.known_id, now_of(request)
    is_again = bool(request.POST.get("again"))
    form, status = CodeForm(None if is_again else request.POST or None), HTTPStatus.OK
    try:
        if is_again:
            operations.send_mandate_code(mandate_id=mandate_id, account_id=account_id, at=at)
        elif request.method == "POST" and form.is_valid():
            code = form.cleaned_data["code"]
            operations.prove_by_code(mandate_id=mandate_id, account_id=account_id, code=code, at=at)
            return redirect("people:family")
        elif request.method == "POST":
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    except (CodeWrong, CodeExpired, TooManyTries, AskedTooOften) as error:
        form = form if form.is_bound else CodeForm({"code": "0"})
        form.full_clean()
        form.add_error("code", fault_of(error))
        status = HTTPStatus(sentence_for(error.code).status)
    return page_or_fragment(request, "people/ward_code", _page(form), status=status)


def _page(form: CodeForm) -> WardCodePage:
    return WardCodePage(
        title=_("家人收到的验证码"),
        form=form,
        hint=_("请家人把短信里的6位数字告诉您。家人不同意的，不用告诉您，代办就不会生效。"),
        continue_label=_("确认"),
        back_url=reverse("people:family"),
    )
