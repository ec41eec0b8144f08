"""A replay's report in words: who gains, loses or falls into doubt, by what, and what it means for the work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.policies.guide.labels import Words

_EFFECTS: Mapping[str, Words] = {
    "GAINS": gettext_lazy("会得到"),
    "LOSES": gettext_lazy("会失去"),
    "IN_DOUBT": gettext_lazy("变为无法判断"),
    "SAME": gettext_lazy("不变"),
}
_GROUPS: Mapping[str, Words] = {
    "region": gettext_lazy("地区"),
    "disease": gettext_lazy("病种"),
    "age": gettext_lazy("年龄"),
    "county": gettext_lazy("区县"),
    "insurance": gettext_lazy("险种"),
    "door": gettext_lazy("申请渠道"),
}


@dataclass(frozen=True, slots=True)
class GroupTable:
    """How one kind of group is affected: a name and four numbers a row."""

    heading: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A replay's report in words."""

    sheets: int
    unreadable: int
    sums: tuple[tuple[str, int], ...]
    lines: tuple[str, ...]
    reasons: tuple[tuple[str, str, str, int], ...]
    groups: tuple[GroupTable, ...]
    headings: tuple[str, ...]


def report_view(report: Mapping[str, Any]) -> ReportView:
    """A stored report, ready to read."""
    return ReportView(
        sheets=report["sheets"],
        unreadable=report["unreadable"],
        sums=tuple((str(_EFFECTS[effect]), count) for effect, count in report["effects"].items()),
        lines=tuple(_work_lines(report)),
        reasons=tuple((str(_EFFECTS[effect]), disease, why, count) for effect, disease, why, count in report["reasons"]),
        groups=tuple(_group(name, rows) for name, rows in report["by"].items()),
        headings=tuple(str(words) for words in _EFFECTS.values()),
    )


def _group(name: str, rows: Mapping[str, Mapping[str, int]]) -> GroupTable:
    found = tuple((group, tuple(counts[effect] for effect in _EFFECTS)) for group, counts in rows.items())
    return GroupTable(str(_GROUPS[name]), found)


def _work_lines(report: Mapping[str, Any]) -> list[str]:
    work = report["work"]
    lines = [
        _("已予认定而受不利影响：{count}件").format(count=report["recognised_losing"]),
        _("需要人工判断：{before}件 → {after}件").format(before=work["doubt_before"], after=work["doubt_after"]),
        _("要多交必需材料：{count}件").format(count=work["more_papers"]),
    ]
    for region, (old, new, running) in work["limits"].items():
        if old != new:
            words = _("{region}办理时限：{old} → {new}，在办{running}件")
            lines.append(words.format(region=region, old=_days(old), new=_days(new), running=running))
    for region, moves in report.get("deadlines", {}).items():
        lines += _deadline_lines(region, moves)
    return lines


def _deadline_lines(region: str, moves: Mapping[str, Any]) -> list[str]:
    """What a calendar will move, and what a limit would move if it held for running cases too."""
    lines = []
    if moves["will"]:
        words = _("{region}：新的工作日历会改变{count}件在办件的办结日期（{days}）")
        lines.append(words.format(region=region, count=sum(moves["will"].values()), days=_spread(moves["will"])))
    if moves["would"] != moves["will"]:
        words = _("{region}：新时限只用于施行后提交的办件；假如也用于在办件，{count}件的办结日期会变（{days}）")
        lines.append(words.format(region=region, count=sum(moves["would"].values()), days=_spread(moves["would"])))
    if moves["begins"] or moves["ends"]:
        words = _("{region}：假如用于在办件，{begins}件会有办结日期，{ends}件不再有办结日期")
        lines.append(words.format(region=region, begins=moves["begins"], ends=moves["ends"]))
    return lines


def _spread(moves: Mapping[str, int]) -> str:
    """提前8天3件、推迟1天2件."""
    said = (
        (_("提前{days}天{count}件") if days < 0 else _("推迟{days}天{count}件")).format(days=abs(days), count=count)
        for days, count in sorted((int(days), count) for days, count in moves.items())
    )
    return "、".join(said) or _("没有")


def _days(days: int | None) -> str:
    return _("未公布") if days is None else _("{days}个工作日").format(days=days)
