"""给我的反馈: what became of one's own decisions. Only the person concerned reads it; nobody counts it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.determination import queries
from mantetong.determination.reasons import criteria_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.tree import leaves_of
from mantetong.domain.roles import Role
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.labels import ANSWERS, OUTCOMES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_SINCE = timedelta(days=365)
_WHAT = {
    "OVERTURNED": _lazy("申诉后改变"),
    "CORRECTED": _lazy("更正过"),
    "READ_OTHERWISE": _lazy("复读的同事看法不同"),
}


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One decision seen otherwise later."""

    number: str
    what: str
    was: str
    now: str
    at: datetime
    said: str
    differing: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """Only mine."""

    title: str
    subtitle: str
    rows: tuple[FeedbackRow, ...]


@staff(Role.REVIEWER, Role.SUPERVISOR, Role.EXPERT, Role.INSTITUTION)
def feedback(request: Request) -> HttpResponseBase:
    """The last year's."""
    told = queries.told_to(account_id=request.actor.account_id or 0, since=now_of(request) - _SINCE)
    said = _("只有您自己看得到；用来互相学习，不计数、不排名、不考核。")
    return page_or_fragment(request, "determination/feedback", FeedbackPage(_("给我的反馈"), said, tuple(map(_row, told))))


def _row(one: queries.Told) -> FeedbackRow:
    labels = {path: leaf.label for path, leaf in leaves_of(criteria_of(one.case))}
    return FeedbackRow(
        number=one.case.number,
        what=str(_WHAT[one.what]),
        was=str(OUTCOMES[one.was]),
        now=str(OUTCOMES[one.now]),
        at=one.at,
        said=one.said,
        differing=tuple(
            (labels.get(path, path), str(ANSWERS[Answer(was)]), str(ANSWERS[Answer(now)])) for path, was, now in one.differing
        ),
    )
