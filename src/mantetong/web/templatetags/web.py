"""Components and tags every template may use without loading anything. Usage: docs/how-to/write-a-page.md."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from mantetong.domain.actor import ANONYMOUS
from mantetong.domain.policy import Stated
from mantetong.web import navigation as menus
from mantetong.web.fields import ShownField, errors_of, shown_field
from mantetong.web.panels import panel_html
from mantetong.web.shapes import (
    NATIONAL_HOTLINE,
    FileSlot,
    Hotline,
    OwnWords,
    PageError,
    Pager,
    ProgressStep,
    SummaryRow,
    TimelineEntry,
    Tone,
)
from mantetong.web.sources import SourceLine, source_line, stated_value
from mantetong.web.wording import chinese_day, chinese_moment

register = template.Library()

BUTTON_CLASSES = {
    "primary": "weui-btn weui-btn_primary btn btn-primary mt-button",
    "default": "weui-btn weui-btn_default btn mt-button",
    "danger": "weui-btn weui-btn_warn btn btn-danger mt-button",
    "quiet": "btn btn-link mt-button mt-button--quiet",
}


@register.inclusion_tag("web/components/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", autocomplete: str = "") -> dict[str, ShownField]:
    """A form field with label, hint and error; the kind of widget decides between text, list, choices, day and file."""
    return {"field": shown_field(bound, label=label, hint=hint, autocomplete=autocomplete)}


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(
    source: BaseForm | Sequence[PageError],
) -> dict[str, Sequence[PageError]]:
    """What must be put right, on top of the page, each line leading to its field. Nothing when all is well."""
    return {"errors": errors_of(source)}


@register.inclusion_tag("web/components/file_slot.html", takes_context=True)
def file_slot(context: Context, slot: FileSlot) -> dict[str, Any]:
    """A place of the checklist with its files and the way to add one."""
    return {"slot": slot, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("web/components/slot_papers.html", takes_context=True)
def slot_papers(context: Context, slot: FileSlot) -> dict[str, Any]:
    """The files of such a place by themselves, for the answer that puts them anew."""
    return {"slot": slot, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("web/components/summary_list.html")
def summary_list(rows: Sequence[SummaryRow]) -> dict[str, Sequence[SummaryRow]]:
    """Answers with a link to change each."""
    return {"rows": rows}


@register.inclusion_tag("web/components/own_words.html")
def own_words(words: Sequence[OwnWords]) -> dict[str, Sequence[OwnWords]]:
    """What the region says here in its own languages, each behind a switch that bears the language's own name; nothing for most."""
    return {"words": words}


@register.inclusion_tag("web/components/timeline.html")
def timeline(entries: Sequence[TimelineEntry]) -> dict[str, Sequence[TimelineEntry]]:
    """What has happened and what is next."""
    return {"entries": entries}


@register.inclusion_tag("web/components/stage_progress.html")
def stage_progress(steps: Sequence[ProgressStep], label: str = "") -> dict[str, Any]:
    """A row of stages; state is told in words and a mark, not by colour alone."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("web/components/status_tag.html")
def status_tag(text: str, tone: str = Tone.PLAIN) -> dict[str, str]:
    """A short word about a state."""
    return {"text": text, "tone": Tone(tone).value}


@register.simple_block_tag
def notice(content: str, tone: str = Tone.INFO, title: str = "") -> SafeString:
    """A box: `{% notice tone="warning" title="…" %} … {% endnotice %}`."""
    return render_to_string(
        "web/components/notice.html",
        {"content": content, "tone": Tone(tone).value, "title": title},
    )


@register.inclusion_tag("web/components/pager.html")
def pager(pages: Pager) -> dict[str, Pager]:
    """Earlier and later, for a list read by key."""
    return {"pager": pages}


@register.inclusion_tag("web/components/button.html")
def button(
    text: str,
    kind: str = "primary",
    name: str = "",
    value: str = "",
    formaction: str = "",
) -> dict[str, str]:
    """A button that submits the form around it. Kinds: primary, default, danger, quiet."""
    return {
        "text": text,
        "classes": BUTTON_CLASSES[kind],
        "name": name,
        "value": value,
        "formaction": formaction,
    }


@register.inclusion_tag("web/components/link_button.html")
def link_button(text: str, url: str, kind: str = "default") -> dict[str, str]:
    """A link that looks like a button: for going somewhere, never for doing something."""
    return {"text": text, "url": url, "classes": BUTTON_CLASSES[kind]}


@register.inclusion_tag("web/components/signature_pad.html")
def signature_pad(bound: BoundField, label: str = "", hint: str = "") -> dict[str, ShownField]:
    """A place to sign with the finger; the hidden `bound` field receives a PNG as a data URL. Without script it is not shown."""
    return {"field": shown_field(bound, label=label, hint=hint)}


@register.inclusion_tag("web/components/read_aloud.html")
def read_aloud(target: str = "main") -> dict[str, str]:
    """A button that reads the element `target` aloud, leaving out what is marked `data-quiet`."""
    return {"target": target}


@register.inclusion_tag("web/components/print_button.html")
def print_button() -> dict[str, str]:
    """Prints the page."""
    return {}


@register.inclusion_tag("web/components/call_person.html", takes_context=True)
def call_person(context: Context, hotline: Hotline | None = None) -> dict[str, Any]:
    """The region's number, or the national one marked as such, and beside it the way in writing: every case takes questions."""
    page_hotline = getattr(context.get("page"), "hotline", None)
    return {
        "hotline": hotline or page_hotline or NATIONAL_HOTLINE,
        "look": context.get("look"),
        "text_url": "/my/",
    }


@register.inclusion_tag("web/components/navigation.html", takes_context=True)
def navigation(context: Context, where: str) -> dict[str, Any]:
    """The menu of citizens or of the desk, as far as the one who asks may go."""
    request = context.get("request")
    actor = getattr(request, "actor", ANONYMOUS)
    groups = menus.menu_of(where=where, actor=actor, path=getattr(request, "path", ""))
    if where == "desk" and request is not None:
        request.urged = tuple(link for group in groups for link in group.links if link.waiting.urged)
    return {"groups": groups, "where": where}


@register.simple_tag(takes_context=True)
def panel(context: Context, url_name: str, *args: Any, **kwargs: Any) -> SafeString:
    """Another room's view, called within this request: `{% panel "cases:timeline" page.reference %}`."""
    html = panel_html(request=context["request"], url_name=url_name, args=args, kwargs=kwargs)
    return mark_safe(html)  # noqa: S308 - our own view's HTML, escaped where it was made


@register.inclusion_tag("web/components/sourced.html")
def sourced(stated: Stated[Any] | None, show: str = "value") -> dict[str, Any]:
    """A `Stated` value with its source, day and status; `show="source"` leaves the value out."""
    line: SourceLine | None = source_line(stated) if stated else None
    return {
        "value": stated_value(stated) if stated and show == "value" else "",
        "line": line,
    }


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年11月22日 in Shanghai; empty for None."""
    return chinese_day(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026年11月22日 09:05 in Shanghai; empty for None."""
    return chinese_moment(value) if value else ""
