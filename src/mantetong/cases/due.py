"""The due date in words."""

from datetime import date

from django.utils.translation import gettext as _

from mantetong.cases.shapes import ClockCard, FilingCard
from mantetong.web.wording import chinese_day


def due_words(clock: ClockCard) -> str:
    """The due date in words: a date, a pause, or that the city has published none (NC-17)."""
    if clock.is_paused:
        return _("等您补正期间，办理时间暂停计算。")
    if clock.limit_days is None:
        return _("该市未公布办理时限")
    if clock.due_on is None:
        return ""
    tail = _("（该年度放假安排尚未公布，日期为暂定）") if clock.is_provisional else ""
    return _("最迟%(day)s") % {"day": chinese_day(clock.due_on)} + tail


def due_words_of(filing: FilingCard) -> str:
    """The due date of a filing: that of its case that is due first."""
    clocks = [case.clock for case in filing.cases]
    dated = sorted((clock for clock in clocks if clock.due_on), key=lambda clock: clock.due_on or date.max)
    return due_words(dated[0] if dated else clocks[0]) if clocks else ""
