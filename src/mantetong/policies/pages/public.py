"""What everybody can read: the regions, a region's guide, its diseases, the blank form."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mantetong.domain.policy import RegionPolicy
from mantetong.policies import queries
from mantetong.policies.guide.form import form_pdf
from mantetong.policies.guide.labels import validity_said
from mantetong.policies.guide.page import GuidePage, guide_page
from mantetong.policies.search import index_of
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.hotline import hotline_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.shapes import Hotline


@dataclass(frozen=True, slots=True)
class RegionCard:
    """A region on the first page."""

    name: str
    province: str
    url: str
    item_label: str
    limit: str
    said: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page: choose a region, or search one."""

    title: str
    query: str
    regions: tuple[RegionCard, ...]
    found_nothing: bool


@dataclass(frozen=True, slots=True)
class GuideView:
    """The guide with what the base template asks for; `body` is the guide itself, rendered once per content."""

    title: str
    region_name: str
    body: SafeString
    hotline: Hotline | None
    start_url: str
    check_url: str
    back_url: str = ""


@dataclass(frozen=True, slots=True)
class DiseaseHit:
    """A disease found, and by which name."""

    code: str
    name: str
    matched: str
    validity: str
    guide_url: str


@dataclass(frozen=True, slots=True)
class DiseaseSearchPage:
    """Search results."""

    title: str
    region_name: str
    region_code: str
    query: str
    hits: tuple[DiseaseHit, ...]
    back_url: str
    hotline: Hotline | None = None


def start_url(code: str) -> str:
    """Where an application begins; empty while nobody offers it."""
    try:
        return reverse("apply:start", args=[code])
    except NoReverseMatch:
        return ""


@public
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Every region, or those that match `?q=` by name, province, label or code."""
    query = request.GET.get("q", "").strip()[:40]
    on = day_of(now_of(request))
    policies = queries.policies_in_force(on=on)
    cards = tuple(_region_card(policy) for policy in policies if _matches(policy, query))
    everything = cards or tuple(_region_card(policy) for policy in policies)
    page = HomePage(_("门诊慢特病待遇认定"), query, everything, found_nothing=not cards)
    return page_or_fragment(request, "policies/home", page)


def _matches(policy: RegionPolicy, query: str) -> bool:
    counties = policy.counties.value.values() if policy.counties else ()
    words = (policy.name, policy.province, policy.code, policy.item_label.value, *policy.search_labels.value, *counties)
    return not query or any(query in word or (word and word.rstrip("市省县区") in query) for word in words)


def _region_card(policy: RegionPolicy) -> RegionCard:
    limit = policy.time_limit
    return RegionCard(
        name=policy.name,
        province=policy.province,
        url=reverse("policies:guide", args=[policy.code]),
        item_label=policy.item_label.value,
        limit=f"{limit.value.working_days}个工作日" if limit else _("该市未公布办理时限"),
        said=limit.value.said if limit else "",
    )


@public
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponseBase:
    """The guide of a region on this day. An unknown code is a 404."""
    version = queries.current_version(region=code, on=day_of(now_of(request)))
    policy = queries.policy_of(version_id=version.id)
    is_open = queries.is_open_for_filing(policy=policy)
    page, body = _rendered(version.id, is_open, start_url(code), get_language() or "")
    check_url = reverse("policies:self-check", args=[code])
    view = GuideView(page.title, page.region_name, body, page.hotline, start_url(code) if is_open else "", check_url)
    return page_or_fragment(request, "policies/guide", view)


@lru_cache(maxsize=64)
def _rendered(version_id: int, is_open: bool, start: str, _language: str) -> tuple[GuidePage, SafeString]:  # noqa: FBT001  a key of the cache
    policy = queries.policy_of(version_id=version_id)
    page = guide_page(policy=policy, is_open=is_open)
    body = render_to_string("policies/_guide_body.html", {"page": page, "start_url": start if is_open else ""})
    return page, SafeString(body)


@public
@require_safe
def guide_json(request: HttpRequest, code: str) -> HttpResponseBase:
    """The same facts for programs: every value with since, source, status and fact ids."""
    version = queries.current_version(region=code, on=day_of(now_of(request)))
    policy = queries.policy_of(version_id=version.id)
    content: dict[str, Any] = {
        "version": {"digest": version.digest},
        "open_for_filing": queries.is_open_for_filing(policy=policy),
        "is_sample": policy.is_sample,
        **queries.stored_content(version_id=version.id),
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


@public
@require_safe
def diseases(request: HttpRequest, code: str) -> HttpResponseBase:
    """Diseases by any of their names, by pinyin or initials."""
    policy = queries.policy_on(region=code, on=day_of(now_of(request)))
    query = request.GET.get("q", "").strip()
    found = index_of(policy).find(query)
    guide_url = reverse("policies:guide", args=[code])
    hits = tuple(
        DiseaseHit(
            hit.code,
            hit.name,
            hit.matched if hit.matched != hit.name else "",
            validity_said(policy.diseases[hit.code].validity.value.months),
            f"{guide_url}#{hit.code}",
        )
        for hit in found
    )
    page = DiseaseSearchPage(_("查找病种"), policy.name, code, query, hits, guide_url, hotline_of(policy))
    return page_or_fragment(request, "policies/diseases", page)


@public
@require_safe
def blank_form(request: HttpRequest, code: str) -> HttpResponseBase:
    """The region's application form, empty, as a PDF to print and fill in."""
    policy = queries.policy_on(region=code, on=day_of(now_of(request)))
    response = HttpResponse(form_pdf(policy=policy), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="form-{code}.pdf"'
    return response
