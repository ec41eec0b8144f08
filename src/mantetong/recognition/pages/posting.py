"""A printed copy of the certificate by courier, as the person asks for it."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.recognition import operations
from mantetong.recognition.access import recognition_for
from mantetong.recognition.forms import RecipientForm
from mantetong.recognition.models import PostingState
from mantetong.recognition.operations import Recipient
from mantetong.recognition.posted import PostingCard, newest_posting
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_RUNNING = frozenset({PostingState.ASKED, PostingState.SENT})


@dataclass(frozen=True, slots=True)
class AskPage:
    """The form, or how far the copy is."""

    title: str
    said: str
    form: RecipientForm | None
    may_cancel: bool
    back_url: str


@citizen
def ask_posting(request: Request, token: str) -> HttpResponseBase:
    """Ask, cancel, or see how far it is. Raises NoSuchRecognition, PostedAlready."""
    at = now_of(request)
    held = recognition_for(viewer=request.actor, token=token, at=at)
    if request.POST.get("cancel"):
        operations.cancel_posting(recognition_id=held.id, at=at)
        return redirect("recognition:post", token)
    form = RecipientForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        to = Recipient(given["name"], given["phone"], given["address"])
        operations.ask_posting(recognition_id=held.id, to=to, at=at)
        return redirect("recognition:post", token)
    page = _ask_page(newest_posting(held.id), form)
    return page_or_fragment(request, "recognition/post", page, status=422 if form.is_bound else 200)


def _ask_page(last: PostingCard | None, form: RecipientForm) -> AskPage:
    state = PostingState(last.state) if last else None
    said = (
        {
            PostingState.ASKED: _("已收到您的申请，工作人员寄出后这里会有运单号。"),
            PostingState.SENT: _("已寄出：{carrier} {tracking}。"),
            PostingState.DELIVERED: _("上一份已送达：{carrier} {tracking}。需要的话可以再寄一份。"),
            PostingState.RETURNED: _("上一份被退回：{said}。请核对地址后再申请。"),
        }.get(state, "")
        if state
        else ""
    )
    words = said.format(carrier=last.carrier, tracking=last.tracking, said=last.said) if last else ""
    return AskPage(
        title=_("邮寄纸质凭证"),
        said=words,
        form=None if state in _RUNNING else form,
        may_cancel=state is PostingState.ASKED,
        back_url=reverse("recognition:wallet"),
    )
