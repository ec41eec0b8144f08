"""The words of every message, by channel and language, for an official of the region to read, preview and change."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.notice import operations, queries
from mantetong.notice.access import WORDERS
from mantetong.notice.models import Channel
from mantetong.notice.operations import NewWords
from mantetong.notice.pages.desk_forms import WordsForm
from mantetong.notice.queries import Spoken
from mantetong.notice.wording import CHINESE, LANGUAGES, text_keys, wording_of
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.wording import chinese_moment

CHANNELS = (Channel.INBOX, Channel.SMS, Channel.WECHAT_OA, Channel.WECHAT_MINI, Channel.PUSH)
_SHOWN_TAIL, _SHOWN_CODE = "0123", "246810"


@dataclass(frozen=True, slots=True)
class Said:
    """One text through one channel in one language."""

    channel: str
    language: str
    subject: str
    text: str
    is_own: bool
    waiting: str
    url: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text of the list."""

    subject: str
    text: str
    url: str
    changed: int


@dataclass(frozen=True, slots=True)
class WordsPage:
    """Every text."""

    title: str
    subtitle: str
    rows: tuple[TextRow, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text through every channel."""

    title: str
    subtitle: str
    rows: tuple[Said, ...]
    back_url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the telephone would show."""

    subject: str
    text: str
    length: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The form, the preview, and what was said before."""

    title: str
    subtitle: str
    form: WordsForm
    preview: Preview
    is_sms: bool
    waiting: str
    earlier: tuple[tuple[str, str], ...]
    back_url: str


def channel_label(channel: Channel) -> str:
    """What a channel is called."""
    labels = {
        Channel.INBOX: _("系统消息"),
        Channel.SMS: _("短信"),
        Channel.WECHAT_OA: _("公众号消息"),
        Channel.WECHAT_MINI: _("小程序通知"),
        Channel.PUSH: _("应用推送"),
    }
    return labels[channel]


def _language_label(language: str) -> str:
    return _("中文") if language == CHINESE else _("英文")


@staff(*WORDERS)
def words(request: Request) -> HttpResponse:
    """Every text with how often the region has changed it."""
    region = request.actor.region or ""
    rows = tuple(_text_row(key, region) for key in text_keys())
    page = WordsPage(_("通知用语"), _("每条通知在每个渠道怎么说；改动只影响本地区，立即生效"), rows)
    return page_or_fragment(request, "notice/words", page)


def _text_row(text_key: str, region: str) -> TextRow:
    plain, url = wording_of(text_key), reverse("notice:text", args=[text_key.lower()])
    return TextRow(plain.subject, plain.text, url, queries.changes_of(region=region, text_key=text_key))


@staff(*WORDERS)
def text(request: Request, text_key: str) -> HttpResponse:
    """One text through every channel and in every language."""
    key, region = _known(text_key), request.actor.region or ""
    pairs = [(channel, language) for channel in CHANNELS for language in LANGUAGES]
    rows = tuple(_said(region, key, channel, language) for channel, language in pairs)
    page = TextPage(wording_of(key).subject, _("选择一个渠道查看、预览和修改"), rows, reverse("notice:words"))
    return page_or_fragment(request, "notice/text", page)


def _said(region: str, key: str, channel: Channel, language: str) -> Said:
    now = queries.spoken(region=region, text_key=key, channel=channel, language=language)
    url = reverse("notice:change-words", args=[key.lower(), channel.lower(), language])
    return Said(channel_label(channel), _language_label(language), now.subject, now.text, now.is_own, now.waiting, url)


def _known(text_key: str) -> str:
    if text_key.upper() not in text_keys():
        raise Http404
    return text_key.upper()


@staff(*WORDERS)
def change_words(request: Request, text_key: str, channel: str, language: str) -> HttpResponseBase:
    """Preview and keep new words, or go back to the delivered ones."""
    key = _known(text_key)
    if channel.upper() not in CHANNELS or language not in LANGUAGES:
        raise Http404
    way, region = Channel(channel.upper()), request.actor.region or ""
    now = queries.spoken(region=region, text_key=key, channel=way, language=language)
    first = {"subject": now.subject, "text": now.waiting or now.text, "carrier_code": now.carrier_code}
    form, status = WordsForm(request.POST or None, initial=first), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _taken(request, form, NewWords(region, key, way, language, **form.words)):
            return redirect("notice:text", key.lower())
        status = 200 if form.is_valid() else 422
    return page_or_fragment(request, "notice/change_words", _change_page(form, key, way, language, region, now), status=status)


def _taken(request: Request, form: WordsForm, new: NewWords) -> bool:
    """Whether the words were kept; a preview keeps nothing, and faults are told at the field."""
    for code in operations.faults_in(new, at=now_of(request)):
        form.add_error("text", str(sentence_for(f"WORDS_{code}").what))
    if not form.is_valid() or request.POST.get("do") == "preview":
        return False
    operations.change_words(new, by=request.actor, at=now_of(request))
    return True


def _change_page(form: WordsForm, key: str, way: Channel, language: str, region: str, now: Spoken) -> ChangePage:
    shown = form.words if form.is_bound and form.is_valid() else {"subject": now.subject, "text": now.text}
    filled = shown["text"].replace("${tail}", _SHOWN_TAIL).replace("${code}", _SHOWN_CODE)
    versions = queries.versions_of(region=region, text_key=key, channel=way, language=language)
    return ChangePage(
        title=wording_of(key).subject,
        subtitle=f"{channel_label(way)} · {_language_label(language)}",
        form=form,
        preview=Preview(shown["subject"] or now.subject, filled or now.text, _("共{count}字").format(count=len(filled))),
        is_sms=way is Channel.SMS,
        waiting=now.waiting,
        earlier=tuple((chinese_moment(one.at), one.text or str(_("恢复为系统自带用语"))) for one in versions),
        back_url=reverse("notice:text", args=[key.lower()]),
    )
