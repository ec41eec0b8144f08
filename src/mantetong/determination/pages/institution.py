"""What an entrusted institution has before it: its own cases and no others."""

from datetime import date

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import case_card
from mantetong.determination import queries
from mantetong.determination.pages.expert import CaseLine, ListPage
from mantetong.determination.reasons import rules_of
from mantetong.domain.roles import Role
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone
from mantetong.web.wording import chinese_day


@staff(Role.INSTITUTION)
def institution(request: Request) -> HttpResponseBase:
    """受托认定: open ones first."""
    on = day_of(now_of(request))
    lines = tuple(_line(one, on) for one in queries.entrusted_to(institution_code=request.actor.institution or ""))
    return page_or_fragment(
        request, "determination/list", ListPage(_("受托认定"), _("委托本院认定的办件"), lines, _("现在没有委托本院的办件。"))
    )


def _line(one: queries.EntrustedLine, on: date) -> CaseLine:
    case = case_card(one.case_id)
    due = _("，应在%(day)s前办结") % {"day": chinese_day(case.clock.due_on)} if case.clock.due_on else ""
    return CaseLine(
        number=case.number,
        disease=rules_of(case).diseases[case.disease_code].name,
        waiting=_("%(days)s天") % {"days": (on - day_of(one.at)).days} + due,
        state=_("等本院认定") if one.is_open else _("已办"),
        tone=Tone.WARNING if one.is_open else Tone.PLAIN,
        url=reverse("determination:decide", args=[case.reference]) if one.is_open else "",
    )
