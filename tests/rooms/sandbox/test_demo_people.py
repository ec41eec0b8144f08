"""The demo's institutions, doctors and staff."""

from datetime import UTC, datetime

import pytest
from django.apps import apps

from mantetong.domain.identity import is_institution_code
from mantetong.domain.roles import Role
from mantetong.sandbox.demo_offices import DOCTORS, INSTITUTIONS
from mantetong.sandbox.demo_people import NotASandbox, demo_logins, ensure

AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_making_them_twice_makes_them_once():
    ensure(at=AT)
    ensure(at=AT)

    assert apps.get_model("people.StaffPost").objects.count() == len(demo_logins())
    assert apps.get_model("people.Institution").objects.count() == len(INSTITUTIONS)
    assert apps.get_model("people.Doctor").objects.count() == len(DOCTORS)


@pytest.mark.django_db
def test_outside_a_sandbox_nobody_is_made(settings):
    settings.MANTETONG_SANDBOX = False

    with pytest.raises(NotASandbox):
        ensure(at=AT)


def test_codes_have_their_official_shape_and_an_unassigned_county():
    assert all(is_institution_code(one.code) and one.code[5:7] == "99" for one in INSTITUTIONS)
    assert len({one.code for one in DOCTORS}) == len(DOCTORS)
    assert all(len(one.code) == 13 for one in DOCTORS)


@pytest.mark.parametrize("region", ["511400", "511300", "620900"])
def test_every_region_has_its_staff(region):
    roles = [one.role for one in demo_logins() if one.region == region]

    assert (roles.count(Role.REVIEWER), roles.count(Role.EXPERT), roles.count(Role.POLICY_OFFICER)) == (2, 4, 2)
    assert {Role.SUPERVISOR, Role.CLERK, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.INSTITUTION} <= set(roles)


def test_no_expert_comes_from_a_hospital_of_the_samples():
    treating = {"H51149900101", "H51139900101", "H62099900101"}

    assert not treating & {one.institution for one in demo_logins() if one.role is Role.EXPERT}


def test_the_entrusted_institution_is_not_the_treating_one():
    (entrusted,) = [one for one in INSTITUTIONS if one.is_entrusted]

    assert (entrusted.region, entrusted.name) == ("620900", "临澜市第二人民医院")


def test_logins_are_the_same_every_time_and_all_different():
    assert demo_logins() == demo_logins()
    assert len({(one.username, one.totp_secret) for one in demo_logins()}) == len(demo_logins())
