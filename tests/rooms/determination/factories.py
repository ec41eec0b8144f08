"""Cases under determination, one for each way the packs know."""

from datetime import timedelta

from mantetong.cases.models import Filing
from mantetong.determination import operations
from mantetong.determination.models import Seat
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from tests.factories import JIUQUAN, MONDAY, NANCHONG, a_case_in_determination, a_hospital, a_staff_member

DRAWN_AT = MONDAY + timedelta(hours=2)
VOTED_AT = MONDAY + timedelta(hours=3)
SEED = "0123456789abcdef"


def an_expert(*, institution=None, region=NANCHONG):
    return a_staff_member(Role.EXPERT, region=region, institution=institution)


def a_case_before_experts(*, experts=4, region=NANCHONG, **more):
    """A case whose panel has been drawn, with the experts who sit on it, in the order of the lot."""
    for _ in range(experts):
        an_expert(region=region)
    case, reviewer = a_case_in_determination(region=region, **more)
    operations.start(case_id=case.pk, seed=SEED, at=DRAWN_AT)
    seats = Seat.objects.filter(panel__case=case).order_by("order")
    return case, [Actor(seat.account_id, frozenset({Role.EXPERT}), region) for seat in seats], reviewer


def a_case_treated_at(hospital, *, region):
    """A case in determination whose filing names the treating hospital."""
    case, reviewer = a_case_in_determination(region=region)
    Filing.objects.filter(pk=case.filing_id).update(institution=hospital)
    return case, reviewer


def a_case_before_an_institution():
    """A case given to the one entrusted hospital that did not treat the person, with a member of its staff."""
    treating = a_hospital(region=JIUQUAN, is_entrusted=True)
    other = a_hospital(region=JIUQUAN, is_entrusted=True)
    case, reviewer = a_case_treated_at(treating, region=JIUQUAN)
    operations.start(case_id=case.pk, seed=SEED, at=DRAWN_AT)
    return case, a_staff_member(Role.INSTITUTION, region=JIUQUAN, institution=other), treating, reviewer
