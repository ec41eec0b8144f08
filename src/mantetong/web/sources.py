"""How sure a policy value is, said beside it: by which source, since when, and whether it is official."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mantetong.domain.policy import Stated, Status
from mantetong.web.shapes import Tone
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What stands beside a value: a badge (empty when official), a caution, the source, the day it holds from, a note."""

    badge: str
    tone: str
    caution: str
    source: str
    since: str
    note: str


def source_line(stated: Stated[Any]) -> SourceLine:
    """The line for a value. Sample values are called 样例，非官方; guide values name where the last word lies."""
    badge, tone, caution = _standing(stated.status)
    return SourceLine(
        badge=badge,
        tone=tone.value,
        caution=_("原文用语为“一般”“通常”，个别情况可能不同。") if stated.hedged and not caution else caution,
        source=stated.source,
        since=chinese_day(stated.since),
        note=stated.note,
    )


def _standing(status: Status) -> tuple[str, Tone, str]:
    standings = {
        Status.OFFICIAL: ("", Tone.PLAIN, ""),
        Status.GUIDE: (
            _("据公开指南整理"),
            Tone.INFO,
            _("据公开指南整理（非医保部门发布），以当地医保部门为准。"),
        ),
        Status.SAMPLE: (
            _("样例，非官方"),
            Tone.WARNING,
            _("这一项是演示用的样例，不能作为办理依据。"),
        ),
    }
    return standings[status]


def stated_value(stated: Stated[Any]) -> str:
    """The value as text: lists joined by 、, yes and no in words, days in Chinese."""
    return _said(stated.value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, (tuple, list, frozenset)):
        return "、".join(_said(one) for one in value)
    for attribute in ("said", "text", "name", "label"):
        said = getattr(value, attribute, None)
        if isinstance(said, str):
            return said
    return str(value)
