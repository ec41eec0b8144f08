"""公示: what a document demands that everybody may read. Without such a document there is no page."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.determination.announcing import announced
from mantetong.policies.queries import NoPolicyThen, NoSuchRegion, policy_on
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Counts, and codes where the document asks for single cases."""

    title: str
    region_name: str
    document: str
    source: str
    days: int
    count: int
    codes: tuple[str, ...]
    back_url: str = "/"


@public
def notice(request: HttpRequest, region: str) -> HttpResponseBase:
    """The notice of a region; 404 where its pack quotes no document that demands one."""
    at = now_of(request)
    try:
        rules = policy_on(region=region, on=day_of(at))
    except (NoSuchRegion, NoPolicyThen) as error:
        raise Http404 from error
    stated = rules.public_notice
    if stated is None:
        raise Http404
    count, codes = announced(rules=rules, at=at)
    page = NoticePage(_("认定结果公示"), rules.name, stated.value.document, stated.source, stated.value.days, count, codes)
    return page_or_fragment(request, "determination/notice", page)
