"""Who is asking, whom they may act for, who looked, what was agreed to."""

from datetime import date, timedelta

import pytest
from django.db import InternalError, ProgrammingError, transaction

from mantetong.domain.actor import ANONYMOUS, Actor
from mantetong.domain.roles import Role
from mantetong.people import operations, queries
from mantetong.people.models import Consent, Look
from mantetong.people.operations import (
    DoctorRow,
    InstitutionRow,
    MandateKind,
    MandateRunning,
    MandateTerms,
    NotAnInstitution,
    Relation,
)
from tests.rooms.people.conftest import NOON, TODAY, a_citizen, a_named_citizen, a_reviewer, insured, minutes

pytestmark = pytest.mark.django_db
TERMS = MandateTerms(MandateKind.ENTRUSTED, Relation.CHILD, from_on=TODAY, until_on=date(2026, 12, 31))


def daughter_and_mother():
    mother = a_named_citizen("13800138001")
    return a_citizen("13800138002"), mother


def applicant(account):
    return Actor(account.pk, frozenset({Role.APPLICANT}))


def test_a_citizen_is_an_applicant():
    assert queries.actor_of(a_citizen().pk, on=TODAY).roles == {Role.APPLICANT}


def test_a_closed_account_is_nobody():
    account = a_citizen()
    account.is_active = False
    account.save()

    assert queries.actor_of(account.pk, on=TODAY) == ANONYMOUS


@pytest.mark.parametrize(
    ("on", "may"), [(TODAY - timedelta(1), False), (TODAY, True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)]
)
def test_a_proxy_acts_from_the_first_day_of_the_mandate_to_its_last(on, may):
    daughter, mother = daughter_and_mother()
    operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=TERMS, at=NOON)

    assert queries.may_act_for(by=applicant(daughter), person_id=mother.person_id, on=on) is may
    assert (Role.PROXY in queries.actor_of(daughter.pk, on=on).roles) is may


def test_a_revoked_mandate_ends_at_once():
    daughter, mother = daughter_and_mother()
    mandate_id = operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=TERMS, at=NOON)

    operations.revoke_mandate(mandate_id=mandate_id, by_account=mother.pk, at=NOON + minutes(1))

    assert not queries.may_act_for(by=applicant(daughter), person_id=mother.person_id, on=TODAY)
    assert queries.mandates_of(daughter.pk, on=TODAY) == ()
    assert queries.own_person_of(daughter.pk) is None


def test_two_mandates_for_one_person_do_not_run_at_once():
    daughter, mother = daughter_and_mother()
    operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=TERMS, at=NOON)

    with pytest.raises(MandateRunning):
        operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=TERMS, at=NOON)


def test_staff_rights_are_the_posts_in_force_that_day():
    account_id = a_reviewer()
    operations.end_post(account_id=account_id, role=Role.REVIEWER, region="511400", on=TODAY + timedelta(3))

    assert queries.staff_actor_of(account_id, on=TODAY + timedelta(3)).holds(Role.REVIEWER)
    assert queries.staff_actor_of(account_id, on=TODAY + timedelta(4)) == ANONYMOUS
    assert queries.staff_actor_of(account_id, on=TODAY - timedelta(1)) == ANONYMOUS


def test_two_posts_in_one_region_are_held_together():
    account_id = a_reviewer()
    a_reviewer(role=Role.SUPERVISOR)

    actor = queries.staff_actor_of(account_id, on=TODAY)

    assert (actor.roles, actor.region) == ({Role.REVIEWER, Role.SUPERVISOR}, "511400")
    assert queries.staff_in(region="511400", role=Role.SUPERVISOR, on=TODAY)[0].name == "沈审核"


def test_making_the_same_staff_again_changes_nothing():
    first = a_reviewer()

    assert a_reviewer(at=NOON + minutes(60)) == first
    assert len(queries.staff_in(region="511400", role=Role.REVIEWER, on=TODAY)) == 1


def test_a_citizens_role_is_no_post():
    with pytest.raises(ValueError, match="APPLICANT"):
        a_reviewer(role=Role.APPLICANT)


@pytest.mark.parametrize("who", ["self", "daughter of", "same telephone"])
def test_nobody_judges_their_own_or_their_familys_case(who):
    mother = a_named_citizen("13800138001")
    reviewer = a_citizen("13800138002") if who != "self" else mother
    if who == "daughter of":
        operations.give_mandate(account_id=reviewer.pk, person_id=mother.person_id, terms=TERMS, at=NOON)
    if who == "same telephone":
        reviewer = mother

    assert queries.is_kin_or_self(account_id=reviewer.pk, person_id=mother.person_id)


def test_a_stranger_is_no_kin():
    mother = a_named_citizen("13800138001")
    other = a_named_citizen("13800138002", insured("魏淑珍", "510199194808253509"))
    neighbour = MandateTerms(MandateKind.ENTRUSTED, Relation.NOT_RELATED, from_on=TODAY)
    operations.give_mandate(account_id=other.pk, person_id=mother.person_id, terms=neighbour, at=NOON)

    assert not queries.is_kin_or_self(account_id=other.pk, person_id=mother.person_id)
    assert not queries.is_kin_or_self(account_id=None, person_id=mother.person_id)


def test_a_person_sees_day_role_and_office_of_who_looked_and_no_name():
    person_id = a_named_citizen().person_id
    by = queries.staff_actor_of(a_reviewer(), on=TODAY)

    operations.note_look(by=by, kind="CASE", reference="C1", why="承办", at=NOON, person_id=person_id)

    line = queries.looks_of(person_id)[0]
    assert (line.on, line.role, line.region) == (TODAY, Role.REVIEWER, "511400")
    assert "沈审核" not in repr(line)


def test_nobody_of_the_staff_looks_without_a_reason():
    with pytest.raises(ValueError, match="purpose"):
        operations.note_look(by=queries.staff_actor_of(a_reviewer(), on=TODAY), kind="CASE", reference="C1", why=" ", at=NOON)


def test_a_look_cannot_be_rewritten():
    operations.note_look(by=queries.staff_actor_of(a_reviewer(), on=TODAY), kind="CASE", reference="C1", why="承办", at=NOON)

    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Look.objects.update(why="别的")


def test_a_newer_wording_replaces_a_consent_and_the_same_one_does_not():
    account = a_citizen()
    first = operations.give_consent(account_id=account.pk, what="SHARE_WITH_FAMILY", version="1", at=NOON)

    assert operations.give_consent(account_id=account.pk, what="SHARE_WITH_FAMILY", version="1", at=NOON) == first
    second = operations.give_consent(account_id=account.pk, what="SHARE_WITH_FAMILY", version="2", at=NOON + minutes(1))
    operations.withdraw_consent(account_id=account.pk, what="SHARE_WITH_FAMILY", at=NOON + minutes(2))
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    assert Consent.objects.filter(pk__in=[first, second]).count() == 2


def test_institutions_and_doctors_are_loaded_and_loaded_again():
    rows = [
        InstitutionRow("H51140000101", "云溪市第一人民医院", "02", True, "511400"),
        InstitutionRow("H51140200102", "东湖区社区卫生服务中心", "11", True, "511402"),
        InstitutionRow("P51140000103", "云溪大药房", "11", False, "511400", fixmedins_type="2"),
        InstitutionRow("H51130000104", "锦川市中心医院", "02", True, "511300"),
    ]
    operations.load_institutions(rows)
    operations.load_institutions(rows)
    operations.load_doctors([DoctorRow("D511400000001", "张秀", "H51140000101", "主任医师")])

    assert [card.code for card in queries.institutions_in("511400")] == ["H51140000101", "H51140200102"]
    assert queries.doctors_of("H51140000101")[0].name == "张秀"
    assert queries.institution_card("P51140000103").fixmedins_type == "2"


def test_one_bad_row_loads_nothing():
    rows = [
        InstitutionRow("H51140000101", "云溪市第一人民医院", "02", True, "511400"),
        InstitutionRow("51140000102", "?", "02", True, "511400"),
    ]

    with pytest.raises(NotAnInstitution) as refused:
        operations.load_institutions(rows)

    assert refused.value.row == "51140000102"
    assert queries.institutions_in("511400") == ()


def test_a_doctor_of_an_unknown_institution_is_refused():
    with pytest.raises(NotAnInstitution):
        operations.load_doctors([DoctorRow("D511400000001", "张秀", "H51149999999")])
