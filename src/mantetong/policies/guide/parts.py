"""The pieces a guide is made of: lines with how sure they are, and where they come from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from mantetong.domain.policy import Stated, Status
from mantetong.policies.guide.labels import STATUSES
from mantetong.web.wording import chinese_day

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: `head` names it, `aside` is a time or number, `badge` says how sure it is, `facts` its fact ids."""

    text: str
    head: str = ""
    aside: str = ""
    badge: str = ""
    tone: str = "plain"
    note: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one section, with each different source said once below them."""

    lines: tuple[Line, ...]
    sources: tuple[str, ...]


def line_of(stated: Stated[Any], text: str, *, head: str = "", aside: str = "") -> Line:
    """A value in words with the marks of its statement."""
    badge, tone = STATUSES[stated.status]
    note = " ".join(part for part in (stated.note, _("（指南原文有“通常、一般、部分”等说法）") if stated.hedged else "") if part)
    return Line(text, head, aside, str(badge), tone.value, note, " ".join(stated.facts))


def part_of(statements: Iterable[Stated[T]], words: Callable[[Stated[T]], Line]) -> Part:
    """A section of statements."""
    listed = tuple(statements)
    return Part(tuple(words(stated) for stated in listed), sources_of(listed))


def sources_of(statements: Iterable[Stated[Any]]) -> tuple[str, ...]:
    """Each different source once, with its day and how far it can be relied on."""
    return tuple(dict.fromkeys(source_said(stated) for stated in statements))


def source_said(stated: Stated[Any]) -> str:
    """依据：…，自…起；… in one sentence."""
    reliance = {
        Status.OFFICIAL: _("官方文件"),
        Status.GUIDE: _("据公开指南整理（非医保部门发布），以当地医保部门为准"),
        Status.SAMPLE: _("样例，非官方，不作为办理依据"),
    }
    return _("依据：{source}，自{day}起；{reliance}。").format(
        source=stated.source, day=chinese_day(stated.since), reliance=reliance[stated.status]
    )
