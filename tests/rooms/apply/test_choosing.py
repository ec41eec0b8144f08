"""The disease: found by any name, several in one filing, what is running or held explained where it is chosen."""

from datetime import date

import pytest

from mantetong.apply.queries import draft_for
from mantetong.cases.models import Filing
from mantetong.materials.queries import checklist_of
from mantetong.people.models import Doctor
from tests.factories import DIABETES, HYPERTENSION, JIUQUAN, LUPUS, MONDAY, a_hospital, a_submitted_filing, an_insured_person
from tests.journeys.bad_input import a_draft_at_home, words
from tests.rooms.apply.homes import page
from tests.rooms.recognition.factories import a_recognition

pytestmark = pytest.mark.django_db


def listed(answer):
    return [value for value, _label in answer.context["page"].form.fields["diseases"].widget.choices]


@pytest.mark.parametrize("query", ["糖尿", "血糖高", "tangniao", "tnb", "tang niao bing", "M01600", "ＴＮＢ"])
def test_a_disease_is_found_by_lay_name_pinyin_and_initials_and_what_was_ticked_stays(query):
    filing, _by, home = a_draft_at_home(diseases=(HYPERTENSION,))

    answer = home.post(page(filing, "q/disease"), {"do": "search", "q": query, "diseases": [HYPERTENSION]})

    assert answer.status_code == 200
    assert listed(answer)[0] == DIABETES
    assert HYPERTENSION in listed(answer)
    assert [case.disease_code for case in filing.cases.all()] == [HYPERTENSION]


def test_what_nobody_knows_is_told_with_a_way_on():
    filing, _by, home = a_draft_at_home()

    answer = home.post(page(filing, "q/disease"), {"do": "search", "q": "魑魅魍魉"})

    assert "没有找到“魑魅魍魉”" in words(answer)
    assert "请打电话问" in words(answer)


def test_an_empty_search_shows_the_whole_list():
    filing, _by, home = a_draft_at_home()

    assert len(listed(home.post(page(filing, "q/disease"), {"do": "search", "q": " "}))) > 20


def test_several_diseases_make_one_filing_in_which_common_papers_stand_once():
    filing, by, home = a_draft_at_home()

    home.post(page(filing, "q/disease"), {"diseases": [DIABETES, HYPERTENSION]})

    draft = draft_for(viewer=by, reference=filing.reference, at=MONDAY)
    codes = [slot.code for slot in checklist_of(draft.filing, on=draft.on)]
    assert draft.filing.disease_codes == (DIABETES, HYPERTENSION)
    assert len(codes) == len(set(codes))
    assert codes.count("identity") == codes.count("diagnosis_certificate") == 1


def test_a_running_case_is_explained_at_choice_and_not_offered():
    person = an_insured_person()
    first, _by = a_submitted_filing(person=person)
    filing, _other, home = a_draft_at_home(person=person, diseases=(HYPERTENSION,))

    answer = home.get(page(filing, "q/disease"))

    assert DIABETES not in listed(answer)
    assert f"“糖尿病”正在办理，不用再申请。受理号{first.number}-1" in words(answer)
    assert f'href="/my/{first.reference}/"' in answer.content.decode()


def test_a_benefit_that_is_held_is_explained_at_choice():
    filing, _by, home = a_draft_at_home(diseases=(HYPERTENSION,))
    a_recognition(person=filing.person, begins_on=MONDAY.date(), ends_on=date(2028, 3, 1))

    answer = home.get(page(filing, "q/disease"))

    assert DIABETES not in listed(answer)
    assert "您已经有待遇（到2028年3月1日）" in words(answer)


def test_the_questions_put_to_the_database_do_not_grow_with_the_list(django_assert_max_num_queries):
    filing, _by, home = a_draft_at_home()
    home.get(page(filing, "q/disease"))

    with django_assert_max_num_queries(30):
        home.get(page(filing, "q/disease"))


def test_two_that_exclude_each_other_are_said_beside_the_choice():
    filing, by, home = a_draft_at_home()
    policy = draft_for(viewer=by, reference=filing.reference, at=MONDAY).policy
    excluding = next(code for code, one in policy.diseases.items() if one.excludes)
    other = policy.diseases[excluding].excludes[0]

    shown = words(home.get(page(filing, "q/disease")))
    answer = home.post(page(filing, "q/disease"), {"diseases": [excluding, other]})

    assert f"不能和“{policy.diseases[other].name}”同时享受" in shown
    assert answer.status_code == 422
    assert "请只保留一个" in words(answer)


def test_the_doctors_shown_are_those_of_the_hospital_chosen():
    filing, _by, home = a_draft_at_home()
    hospital = a_hospital()
    Doctor.objects.create(code="D1", name="张秀", title="主任医师", institution=hospital, in_force=True)

    asked = home.post(page(filing, "q/hospital"), {"institution": hospital.code})
    without = home.post(page(filing, "q/hospital"), {"institution": hospital.code, "doctors_of": hospital.code})
    answer = home.post(page(filing, "q/hospital"), {"institution": hospital.code, "doctors_of": hospital.code, "doctor": "D1"})

    assert (asked.status_code, "张秀" in words(asked)) == (200, True)
    assert (without.status_code, "请选一位医生" in words(without)) == (422, True)
    assert answer.status_code == 302
    filing.refresh_from_db()
    assert (filing.institution_id, filing.doctor_id) == (hospital.code, "D1")


def test_no_hospital_is_chosen_for_anybody():
    """Whoever presses on without choosing is asked; 不在列表里 is an answer of its own."""
    a_hospital()
    filing, _by, home = a_draft_at_home()

    asked = home.get(page(filing, "q/hospital")).content.decode()
    pressed = home.post(page(filing, "q/hospital"), {})
    answered = home.post(page(filing, "q/hospital"), {"institution": ""})

    assert "checked" not in asked
    assert pressed.status_code == 422
    assert "请选一家医院" in words(pressed)
    assert "checked" not in pressed.content.decode()
    assert answered.status_code == 302
    chosen = [
        one.data["value"]
        for one in home.get(page(filing, "q/hospital")).context["page"].form["institution"]
        if one.data["selected"]
    ]
    assert chosen == [""]


def test_a_hospital_changed_forgets_the_doctor_of_the_one_before():
    filing, _by, home = a_draft_at_home()
    hospital = a_hospital()
    Doctor.objects.create(code="D1", name="张秀", title="主任医师", institution=hospital, in_force=True)
    home.post(page(filing, "q/hospital"), {"institution": hospital.code, "doctors_of": hospital.code, "doctor": "D1"})

    home.post(page(filing, "q/hospital"), {"institution": ""})

    filing.refresh_from_db()
    assert (filing.institution_id, filing.doctor_id) == (None, None)


def test_lupus_is_not_confused_with_the_lay_names_of_others():
    filing, _by, home = a_draft_at_home()

    assert listed(home.post(page(filing, "q/disease"), {"do": "search", "q": "红斑狼疮"}))[0] == LUPUS


# the door one came by


@pytest.mark.parametrize(
    ("asked", "kept"), [("?door=app", "app"), ("?door=counter", "web"), ("?door=nowhere", "web"), ("", "web")]
)
def test_a_filing_carries_the_door_of_the_region_it_came_by(asked, kept):
    filing, by, home = a_draft_at_home(region=JIUQUAN)
    Filing.objects.filter(pk=filing.pk).update(removed_at=MONDAY)
    home.get(f"/apply/{JIUQUAN}/start/{asked}")

    home.post(f"/apply/{JIUQUAN}/start/", {"person": filing.person_id})

    assert Filing.objects.exclude(pk=filing.pk).get(account_id=by.account_id).door == kept
