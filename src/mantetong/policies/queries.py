"""What the rules are: the module every later room asks.

Errors: LookupError ← NoSuchRegion (UNKNOWN_REGION), NoPolicyThen (NO_POLICY_THEN).
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from mantetong.domain.policy import RegionPolicy
from mantetong.domain.working_days import Calendar
from mantetong.policies.calendar import calendar_from, calendar_of
from mantetong.policies.facts_json import fact_sheet_json, fact_sheet_of, finding_json, finding_of
from mantetong.policies.guide.own_words import own_words_of
from mantetong.policies.models import Loading, PolicyPeriod, PolicyVersion
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.resolve import NoPolicyThen, resolved_on
from mantetong.policies.packs.shelf import packs_folder, shelf_of
from mantetong.policies.search import Hit, index_of
from mantetong.web.hotline import hotline_of

__all__ = [
    "Hit", "NoPolicyThen", "NoSuchRegion", "PolicyVersionRef", "RegionRef", "current_version", "fact_sheet_json",
    "fact_sheet_of", "find_diseases", "finding_json", "finding_of", "hotline_of", "is_open_for_filing", "own_words_of", "packed_policy", "policies_in_force",
    "policy_of", "policy_on", "regions", "stored_content", "working_calendar",
]  # fmt: skip


class NoSuchRegion(LookupError):
    """No pack has this code."""

    code = "UNKNOWN_REGION"


@dataclass(frozen=True, slots=True)
class RegionRef:
    """A region people can choose."""

    code: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class PolicyVersionRef:
    """A stored version: `id` is what a filing keeps, `digest` proves its content."""

    id: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Period:
    region: str
    since: date
    version: PolicyVersionRef


def regions() -> tuple[RegionRef, ...]:
    """Every region with rules in force or to come, in code order."""
    newest = {period.region: period.version.id for period in _periods()}
    return tuple(_region_ref(version_id) for _code, version_id in sorted(newest.items()))


def policies_in_force(*, on: date) -> tuple[RegionPolicy, ...]:
    """The rules of every region that has some on a day, in code order; a region whose rules begin later has none."""
    begun = sorted({period.region for period in _periods() if period.since <= on})
    return tuple(policy_on(region=region, on=on) for region in begun)


def current_version(*, region: str, on: date) -> PolicyVersionRef:
    """The version in force on a day. Raises NoSuchRegion, NoPolicyThen."""
    own = [period for period in _periods() if period.region == region]
    if not own:
        raise NoSuchRegion(region)
    begun = [period for period in own if period.since <= on]
    if not begun:
        raise NoPolicyThen(on.isoformat())
    return begun[-1].version


def policy_on(*, region: str, on: date) -> RegionPolicy:
    """The rules of a region on a day. Raises NoSuchRegion, NoPolicyThen."""
    return replace(policy_of(version_id=current_version(region=region, on=on).id), on=on)


def policy_of(*, version_id: int) -> RegionPolicy:
    """The rules a filing was submitted under; `on` is the day that content first held. Raises PolicyVersion.DoesNotExist."""
    return _built(version_id)


def is_open_for_filing(*, policy: RegionPolicy) -> bool:
    """False for a region whose list or criteria are sample, except in the sandbox (DESIGN §4)."""
    return bool(getattr(settings, "MANTETONG_SANDBOX", False)) or not policy.is_sample


def find_diseases(*, policy: RegionPolicy, query: str, most: int = 20) -> tuple[Hit, ...]:
    """Diseases by any of their names, by pinyin or initials, best first; an empty query finds them all in order."""
    return index_of(policy).find(query, limit=most)


def stored_content(*, version_id: int) -> dict[str, Any]:
    """The plain JSON of a version, as the guide's `.json` gives it. Raises PolicyVersion.DoesNotExist."""
    return _content(version_id)[0]


def working_calendar() -> Calendar:
    """The calendar in force; before the first loading, the one on disk."""
    newest = _newest_loading()
    return _calendar_of(newest) if newest is not None else calendar_of(packs_folder())


def packed_policy(*, region: str, on: date) -> RegionPolicy:
    """The rules as the packs on disk have them, without a database. Raises NoSuchRegion, NoPolicyThen, PackFaulty."""
    found = shelf_of(packs_folder()).regions
    if region not in found:
        raise NoSuchRegion(region)
    resolved = resolved_on(found[region], on)
    return build_policy(resolved.content, on=on, digest=resolved.digest)


def _periods() -> tuple[_Period, ...]:
    newest = _newest_loading()
    return _periods_of(newest) if newest is not None else ()


def _newest_loading() -> int | None:
    return Loading.objects.order_by("-pk").values_list("pk", flat=True).first()


@lru_cache(maxsize=8)
def _calendar_of(loading_id: int) -> Calendar:
    return calendar_from(Loading.objects.values_list("calendar", flat=True).get(pk=loading_id))


@lru_cache(maxsize=8)
def _periods_of(loading_id: int) -> tuple[_Period, ...]:
    rows = PolicyPeriod.objects.filter(loading_id=loading_id).order_by("region", "since")
    values = rows.values_list("region", "since", "version_id", "version__digest")
    return tuple(_Period(region, since, PolicyVersionRef(pk, digest)) for region, since, pk, digest in values)


def _content(version_id: int) -> tuple[dict[str, Any], str]:
    version = PolicyVersion.objects.get(pk=version_id)
    return json.loads(version.content), version.digest


@lru_cache(maxsize=256)
def _built(version_id: int) -> RegionPolicy:
    content, digest = _content(version_id)
    since = max(date.fromisoformat(statement["since"]) for statement in content["keys"].values())
    return build_policy(content, on=since, digest=digest)


def _region_ref(version_id: int) -> RegionRef:
    policy = _built(version_id)
    return RegionRef(policy.code, policy.name, policy.province)
