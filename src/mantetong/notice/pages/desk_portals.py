"""Portals that are told of cases by signed pushes: add, pause, resume, and the journal of every try."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.notice import operations, queries
from mantetong.notice.access import PORTAL_KEEPERS
from mantetong.notice.errors import SubscribedAlready
from mantetong.notice.pages.desk_forms import PortalForm
from mantetong.notice.queries import JournalLine, Portal
from mantetong.outside.webhooks import NotAPublicAddress
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class PortalRow:
    """One portal with its state in words."""

    portal: Portal
    said: str


@dataclass(frozen=True, slots=True)
class PortalsPage:
    """The region's portals and the form for one more; `secret` is shown once, right after adding."""

    title: str
    subtitle: str
    rows: tuple[PortalRow, ...]
    form: PortalForm
    secret: str = ""


@dataclass(frozen=True, slots=True)
class JournalPage:
    """The newest tries of one portal."""

    title: str
    subtitle: str
    lines: tuple[JournalLine, ...]


@staff(*PORTAL_KEEPERS)
def portals(request: Request) -> HttpResponse:
    """List, and add."""
    form, status, secret = PortalForm(request.POST or None), 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            secret, status = _added(request, form)
    page = PortalsPage(
        _("办件状态推送"),
        _("办件状态变化时，向政务平台推送签名消息（CloudEvents）；推送里没有病种"),
        tuple(PortalRow(one, _said(one)) for one in queries.portals_in(region=request.actor.region or "")),
        form if status != 200 else PortalForm(),  # noqa: PLR2004  an HTTP status
        secret,
    )
    return page_or_fragment(request, "notice/portals", page, status=status)


def _added(request: Request, form: PortalForm) -> tuple[str, int]:
    given, region = form.cleaned_data, request.actor.region or ""
    try:
        _id, secret = operations.subscribe(
            region=region, name=given["name"], url=given["url"], by=request.actor, at=now_of(request)
        )
    except (NotAPublicAddress, SubscribedAlready) as error:
        sentence = sentence_for(error.code)
        form.add_error("url", f"{sentence.what}{sentence.why}")
        return "", sentence.status
    return secret, 200


def _said(portal: Portal) -> str:
    if portal.paused_at is None:
        return _("正在重试") if portal.failing_since else _("正常推送")
    words = {
        "FAILING": _("连续一天推送不成功，已自动暂停"),
        "GONE": _("对方已停用这个地址，已自动暂停"),
        "PRIVATE_ADDRESS": _("地址指向内网，已自动暂停"),
    }
    return words.get(portal.why_paused, _("已暂停"))


@staff(*PORTAL_KEEPERS)
def journal(request: Request, subscriber_id: int) -> HttpResponse:
    """What was pushed, and what was answered."""
    region = request.actor.region or ""
    if subscriber_id not in {one.id for one in queries.portals_in(region=region)}:
        raise Http404
    lines = queries.journal_of(subscriber_id=subscriber_id, region=region)
    page = JournalPage(_("推送记录"), _("最近50次"), lines)
    return page_or_fragment(request, "notice/push_journal", page)


@require_POST
def _switch(request: Request, subscriber_id: int) -> HttpResponseBase:
    region = request.actor.region or ""
    if request.POST.get("do") == "pause":
        operations.pause(subscriber_id=subscriber_id, region=region, at=now_of(request))
    else:
        count = operations.resume(subscriber_id=subscriber_id, region=region, at=now_of(request))
        messages.info(request, _("已恢复推送，{count}条待推送。").format(count=count))
    return redirect("notice:portals")


@require_POST
def _again(request: Request, push_id: int) -> HttpResponseBase:
    operations.push_again(push_id=push_id, region=request.actor.region or "", at=now_of(request))
    return redirect("notice:portals")


switch = staff(*PORTAL_KEEPERS)(_switch)
again = staff(*PORTAL_KEEPERS)(_again)
