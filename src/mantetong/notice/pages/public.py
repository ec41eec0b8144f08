"""这条短信是真的吗: whether a message with this tail number went from us to this telephone. Nothing else is said of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.cases.operations import TooManyTries, ensure_may_try, note_wrong_query
from mantetong.domain.identity import NotAMobileNumber, parse_mobile
from mantetong.notice import queries
from mantetong.notice.forms import GenuineForm
from mantetong.web.access import public
from mantetong.web.clock import now_of
from mantetong.web.forms import narrowed
from mantetong.web.pages import page_or_fragment
from mantetong.web.sentences import sentence_for

_LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class GenuinePage:
    """The form, and what was found: None before it was sent, `sent_at` None when we sent no such message."""

    title: str
    form: GenuineForm
    is_answered: bool = False
    sent_at: datetime | None = None
    back_url: str = "/"


@public
def genuine(request: HttpRequest) -> HttpResponseBase:
    """Answer yes with the moment, or no. Guessing is held back: five wrong tries an hour for a telephone."""
    form = GenuineForm(request.POST or None)
    title = _("这条短信是真的吗")
    if request.method != "POST" or not form.is_valid():
        return page_or_fragment(request, "notice/genuine", GenuinePage(title, form), status=422 if form.is_bound else 200)
    at = now_of(request)
    try:
        phone = parse_mobile(form.cleaned_data["phone"])
        ensure_may_try(number=_tries_of(phone), at=at)
    except NotAMobileNumber as refused:
        words = sentence_for(refused.code)
        form.add_error("phone", f"{words.what}{words.why}{words.now}")
        return page_or_fragment(request, "notice/genuine", GenuinePage(title, form), status=words.status)
    except TooManyTries:
        form.add_error("phone", _("这个手机号查得太多了，一小时内只能查错五次。请一小时后再查，或者拨打页面下方的电话。"))
        return page_or_fragment(request, "notice/genuine", GenuinePage(title, form), status=HTTPStatus.TOO_MANY_REQUESTS)
    found = queries.was_sent_to(phone=phone, tail=narrowed(form.cleaned_data["tail"]), since=at - _LOOKED_BACK)
    if found is None:
        note_wrong_query(number=_tries_of(phone), at=at)
    return page_or_fragment(request, "notice/genuine", GenuinePage(title, form, True, found.at if found else None))


def _tries_of(phone: str) -> str:
    return f"sms:{phone}"
