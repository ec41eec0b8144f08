"""The number a person of a region can call."""

from mantetong.domain.policy import RegionPolicy
from mantetong.web.shapes import Hotline


def hotline_of(policy: RegionPolicy) -> Hotline | None:
    """The first telephone number among the region's contacts; None where it has published none (pages then show the national one)."""
    for stated in policy.contacts:
        if stated.value.number.replace("-", "").isdigit():
            return Hotline(stated.value.number, stated.value.label, stated.value.note)
    return None
