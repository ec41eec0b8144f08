"""What a region says about telling: the pack's rule and the ways it names."""

from datetime import datetime

from django.conf import settings

from mantetong.domain.policy import NoticeRule
from mantetong.policies.queries import NoPolicyThen, NoSuchRegion, policy_on
from mantetong.web.clock import SHANGHAI, day_of

PLAIN = NoticeRule(quiet_from="00:00", quiet_until="00:00", per_day=10, door_hours=4, call_after_days=3)
"""For a notice of a region whose pack says nothing: never quiet."""


def rule_in(*, region: str, at: datetime) -> NoticeRule:
    """The pack's rule on a day."""
    try:
        stated = policy_on(region=region, on=day_of(at)).notice_rule
    except (NoSuchRegion, NoPolicyThen):
        return PLAIN
    return stated.value if stated else PLAIN


def ways_in(*, region: str, at: datetime) -> frozenset[str]:
    """The ways of telling that the region names (`sms`, `wechat_oa`, `mini_program`, `app` …)."""
    try:
        return frozenset(policy_on(region=region, on=day_of(at)).notices.value)
    except (NoSuchRegion, NoPolicyThen):
        return frozenset()


def moment_to_send(*, region: str, at: datetime) -> datetime:
    """`at`, or the morning after when a telephone must not ring."""
    environment = settings.MANTETONG_ENVIRONMENT
    rests = environment.night_rest if environment.night_rest is not None else not environment.sandbox
    if not rests:
        return at
    return rule_in(region=region, at=at).first_moment(at.astimezone(SHANGHAI))
