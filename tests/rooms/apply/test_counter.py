"""At the counter: a clerk enters a filing for who stands there, with the same checks; nothing that was typed is lost."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mantetong.apply.clerk import originals
from mantetong.apply.clerk.errors import AlreadyReturned, NoSuchOriginal, NoVisit
from mantetong.apply.clerk.feeding import _bound, waiting_pages
from mantetong.apply.clerk.models import FedPage, Original, Visit
from mantetong.apply.clerk.operations import Proxy, begin_visit, continue_visit
from mantetong.apply.clerk.readers import Read, read_card
from mantetong.apply.form_data import form_data
from mantetong.apply.jobs import forget_drafts
from mantetong.apply.models import Signature
from mantetong.apply.queries import draft_for
from mantetong.cases.models import Filing, LedgerEntry
from mantetong.cases.queries import filing_card, people_to_tell
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.identity import id_check_character
from mantetong.domain.roles import Role
from mantetong.materials.queries import papers_of
from mantetong.materials.safety.cell import take_in
from mantetong.outside.registry import RegistryAway
from mantetong.people.models import Account, InsuredPerson, Look
from mantetong.people.operations import find_walk_in, holder_of_code
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import policy_on
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server.insurance_code import code_of
from tests.factories import DIABETES, MEISHAN, MONDAY, NANCHONG, a_citizen, a_staff_member, an_insured_person
from tests.journeys.bad_input import NOON, at_desk, words
from tests.rooms.materials.bad_files import a_jpeg, a_pdf
from tests.rooms.people.conftest import XIE, registry, registry_away, saying  # noqa: F401

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat(NOON)
CARD = f"{XIE[0]}|女|汉|19530417|云溪市东湖区样例路3号|{XIE[1]}|云溪市公安局|20100101|长期"
CHILD = "510199" + "20200105" + "001"
CHILD += id_check_character(CHILD)
PROXY = {"proxy_name": "谢建国", "proxy_number": "320199196111022579", "relation": "2", "cards_seen": "on"}


def a_clerk(region=MEISHAN):
    return a_staff_member(Role.CLERK, region=region)


def a_visit(by=None, *, proxy=None, person=None, region=MEISHAN):
    """A case begun at the counter, and its clerk."""
    load_packs(at=MONDAY)
    by = by or a_clerk(region)
    person = person or an_insured_person(region=region)
    reference = begin_visit(by=by, policy=policy_on(region=region, on=AT.date()), person_id=person.pk, proxy=proxy, at=AT)
    return Filing.objects.get(reference=reference), by


def page(filing, step=""):
    return f"/desk/counter/{filing.reference}/{step}"


ENTRY = {"diseases": [DIABETES], "institution": "", "summary": "三年前查出来。", "phone": "", "address": "云溪市东湖区样例路3号"}


def entered(desk, filing):
    """Everything typed, the spoken word witnessed."""
    assert desk.post(page(filing), ENTRY).status_code == 302
    desk.post(page(filing, "sign/"), {"do": "spoken", "is_there": "on", "was_read": "on", "said_yes": "on"})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (CARD, Read(XIE[1], XIE[0])),
        (f"511400^{XIE[1]}^A12345678^5114000000^{XIE[0]}^00^2.0", Read(XIE[1], XIE[0])),
        (XIE[1].lower(), Read(XIE[1], "")),
        (f"阿布都热合曼·买买提\t男\t维吾尔族\t{XIE[1]}", Read(XIE[1], "阿布都热合曼·买买提")),
        ("28A9F0C1D2E3F4A5B6C7D8E9F0A1B2C3", Read(token="28A9F0C1D2E3F4A5B6C7D8E9F0A1B2C3")),
        (XIE[1][:-1] + "0", Read()),
        ("云溪市第一人民医院", Read()),
    ],
)
def test_what_a_reader_types_is_read_whatever_its_make(typed, read):
    assert read_card(typed) == read


def test_a_card_is_read_shown_and_then_the_person_is_found_in_the_registry(registry):  # noqa: F811  the fixture
    a_visit()  # the packs are loaded
    clerk = a_clerk()
    desk = at_desk(clerk)

    shown = desk.post("/desk/counter/", {"reader": CARD})
    begun = desk.post("/desk/counter/", {"name": XIE[0], "id_number": XIE[1], "told": "on"})

    assert (shown.status_code, shown.context["page"].form["name"].value()) == (200, XIE[0])
    filing = Filing.objects.get(account_id=clerk.account_id)
    assert begun.url == page(filing)
    assert (filing.door, filing.insutype, filing.region) == ("counter", "390", MEISHAN)
    assert InsuredPerson.objects.get(pk=filing.person_id).psn_no == "5114000000000000006301"
    assert Look.objects.filter(person_id=filing.person_id, account_id=clerk.account_id).exists()


def a_code(name, minutes_ago=0):
    """What the scanner types when this person of the pretend registry shows a telephone."""
    person = next(one for one in PEOPLE if one.name == name)
    return code_of(person, at=timezone.now() - timedelta(minutes=minutes_ago))


def test_an_insurance_code_is_opened_by_the_registry_shown_and_the_case_begun(registry):  # noqa: F811  the fixture
    a_visit()
    clerk = a_clerk()
    desk = at_desk(clerk)

    shown = desk.post("/desk/counter/", {"reader": a_code(XIE[0])})
    form = shown.context["page"].form
    begun = desk.post(
        "/desk/counter/", {"name": form["name"].value(), "id_number": form["id_number"].value(), "told": "on", "reader": ""}
    )

    assert (shown.status_code, form["name"].value(), form["id_number"].value()) == (200, *XIE)
    assert begun.url == page(Filing.objects.get(account_id=clerk.account_id))


@pytest.mark.parametrize(
    ("code", "says"),
    [(lambda: a_code(XIE[0], minutes_ago=30), "已经过期"), (lambda: a_code(XIE[0])[:-1] + "A" * 3, "没有扫完整")],
)
def test_a_code_that_ran_out_or_was_cut_off_is_told_and_nothing_begins(registry, code, says):  # noqa: F811  the fixture
    answer = at_desk(a_clerk()).post("/desk/counter/", {"reader": code(), "name": "谢"})

    assert (answer.status_code, says in words(answer)) == (422, True)
    assert answer.context["page"].form["name"].value() == "谢"
    assert "请填写" not in words(answer)
    assert not Filing.objects.exists()


def test_a_code_is_no_use_while_the_registry_is_away_and_only_at_a_counter(registry_away):  # noqa: F811  the fixture
    answer = at_desk(a_clerk()).post("/desk/counter/", {"reader": a_code(XIE[0])})

    assert (answer.status_code, "参保登记暂时查不到" in words(answer)) == (422, True)
    with pytest.raises(NotYoursToTake):
        holder_of_code(token=a_code(XIE[0]), by=a_staff_member(Role.REVIEWER), at=AT)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "参保人姓名"),
        ({"name": "谢桂兰", "id_number": "510199195304172480", "told": "on"}, "身份证号码不对"),
        ({"name": "谢桂兰", "id_number": XIE[1]}, "已经口头说明"),
        ({"reader": "云溪市第一人民医院"}, "没有读出身份证号"),
        ({"name": "谢桂兰", "id_number": XIE[1], "told": "on", "proxy_name": "谢建国"}, "代办人的身份证号"),
        ({"name": "谢桂兰", "id_number": XIE[1], "told": "on", **PROXY, "proxy_number": XIE[1]}, "同一个身份证号"),
        ({"name": "谢小宝", "id_number": CHILD, "told": "on"}, "不满14周岁"),
    ],
)
def test_what_is_wrong_at_the_counter_is_said_and_stays_typed(sent, says):
    answer = at_desk(a_clerk()).post("/desk/counter/", sent)

    assert answer.status_code == 422
    assert says in words(answer)
    assert answer.context["page"].form["name"].value() == sent.get("name")
    assert not Filing.objects.exists()


def test_a_person_is_known_while_the_registry_is_away_and_a_stranger_is_kept_for_a_person_to_check():
    known, clerk = an_insured_person(), a_clerk()
    away = saying(RegistryAway())

    same = find_walk_in(name=known.name, id_number=known.id_number, by=clerk, at=AT, ask=away)
    stranger = find_walk_in(name="谢小宝", id_number=CHILD, by=clerk, at=AT, ask=away)
    again = find_walk_in(name="谢小宝", id_number=CHILD, by=clerk, at=AT, ask=away)

    assert same.person_id == known.pk
    assert stranger.person_id == again.person_id != known.pk
    assert InsuredPerson.objects.get(pk=stranger.person_id).registry_state == "UNCHECKED"


def test_a_walk_in_without_a_telephone_gets_a_number_and_the_query_code_on_another_sheet():
    filing, clerk = a_visit()
    desk = at_desk(clerk)
    entered(desk, filing)

    checked = desk.get(page(filing, "check/"))
    done = desk.post(page(filing, "check/"), {"pledge": "on", "anyway": "on", "seen": checked.context["page"].seen})

    filing.refresh_from_db()
    assert done.url == page(filing, "receipt/")
    receipt, code = desk.get(done.url), desk.get(page(filing, "code/"))
    assert filing.number in words(receipt)
    assert str(filing.query_code) not in words(receipt)
    assert str(filing.query_code) in words(code)
    assert filing.number not in words(code)
    assert Signature.objects.get(filing=filing).witness == "沈审核"
    assert LedgerEntry.objects.get(filing=filing, action="SUBMIT").role == "CLERK"
    assert desk.post(page(filing, "check/"), {"pledge": "on"}).url == page(filing, "receipt/")  # pressed twice: the same number
    assert desk.get(page(filing)).status_code == 404


def test_half_an_entry_is_kept_whatever_is_wrong_with_the_rest():
    filing, clerk = a_visit()
    desk = at_desk(clerk)

    answer = desk.post(page(filing), {**ENTRY, "phone": "12", "summary": "一直吃药。"})

    filing.refresh_from_db()
    assert answer.status_code == 422
    assert "电话号码不对" in words(answer)
    assert (filing.summary, [case.disease_code for case in filing.cases.all()]) == ("一直吃药。", [DIABETES])
    assert filing.reference in desk.get("/desk/counter/").content.decode()


def test_what_was_typed_when_the_session_ended_comes_back_after_signing_in():
    filing, clerk = a_visit()
    nobody = Client(headers={"X-Sandbox-Now": NOON})

    sent = nobody.post(page(filing), {**ENTRY, "summary": "打了一半的话"})
    nobody.force_login(Account.objects.get(pk=clerk.account_id))
    session = nobody.session
    session["people.door"] = "desk"
    session.save()
    back = nobody.get(page(filing))

    assert sent.url.startswith("/desk/login/?next=")
    assert "打了一半的话" in words(back)


def test_one_slip_lists_everything_that_is_missing_and_names_no_illness():
    filing, clerk = a_visit()
    desk = at_desk(clerk)
    desk.post(page(filing), ENTRY)

    slip = desk.get(page(filing, "missing/"))

    told = words(slip)
    assert [slot.name for slot in slip.context["page"].missing]
    assert all(slot.name in told for slot in slip.context["page"].missing)
    assert slip.context["page"].barcode in told
    assert "糖尿病" not in told


def test_a_proxy_stands_on_the_form_and_sensitive_illness_needs_the_persons_own_word():
    filing, clerk = a_visit(proxy=Proxy("谢建国", "320199196111022579", "2", "", own_word=False))
    desk = at_desk(clerk)
    policy = policy_on(region=MEISHAN, on=AT.date())
    sensitive = next((code for code, one in policy.diseases.items() if one.sensitive), None)
    if sensitive:
        refused = desk.post(page(filing), {**ENTRY, "diseases": [sensitive]})
        assert "本人同意" in words(refused)
    desk.post(page(filing), ENTRY)

    data = form_data(draft_for(viewer=clerk, reference=filing.reference, at=AT))

    assert data.proxy[0] == ("代办人", "谢建国")
    assert ("与申请人关系", "子女") in data.proxy
    assert sensitive is not None


def test_a_helper_prepares_sees_no_list_and_a_clerk_scans_the_slip_and_goes_on():
    filing, helper = a_visit(a_staff_member(Role.HELPER))
    at_village, clerk = at_desk(helper), a_clerk()
    entered(at_village, filing)
    barcode = Visit.objects.get(filing=filing).barcode

    assert at_village.get(page(filing, "check/")).status_code == 404
    assert filing.reference not in at_village.get("/desk/counter/").content.decode()
    assert at_village.get("/desk/notices/").status_code == 404
    assert at_desk(clerk).get(page(filing)).status_code == 404
    opened = at_desk(clerk).post("/desk/counter/slip/", {"barcode": barcode.lower()})
    assert opened.url == page(filing)
    assert at_desk(clerk).get(page(filing, "check/")).status_code == 200
    with pytest.raises(NoVisit):
        continue_visit(barcode=barcode, by=a_clerk(NANCHONG), at=AT)


def test_originals_are_returned_once_to_somebody_who_is_named():
    filing, clerk = a_visit()
    desk = at_desk(clerk)
    desk.post(page(filing, "original/"), {"what": "出院记录原件", "sheets": "3"})
    card = Original.objects.get()

    assert card.barcode in words(desk.get(page(filing, "labels/")))
    assert "出院记录原件" in words(desk.get("/desk/counter/originals/"))
    with pytest.raises(NoSuchOriginal):
        originals.give_back(barcode=card.barcode, to="谢桂兰", by=a_clerk(NANCHONG), at=AT)
    desk.post("/desk/counter/originals/", {"barcode": card.barcode, "to": "谢桂兰"})
    card.refresh_from_db()
    assert (card.returned_to, card.returned_by_id) == ("谢桂兰", clerk.account_id)
    with pytest.raises(AlreadyReturned):
        originals.give_back(barcode=card.barcode, to="谢桂兰", by=clerk, at=AT)


def test_a_draft_with_an_original_at_the_counter_is_not_forgotten():
    filing, clerk = a_visit()
    originals.take_original(filing=filing_card(filing.pk), what="身份证", sheets=1, by=clerk, at=AT)
    Filing.objects.filter(pk=filing.pk).update(removed_at=AT - timedelta(days=400))

    assert forget_drafts(0) == 0
    Original.objects.update(returned_at=AT, returned_by=clerk.account_id, returned_to="谢桂兰")
    assert forget_drafts(0) == 1


def test_a_fed_stack_is_laid_into_its_places_page_by_page():
    filing, clerk = a_visit()
    desk = at_desk(clerk)
    desk.post(page(filing), ENTRY)
    slots = [slot.code for slot in desk.get(page(filing, "missing/")).context["page"].missing][:2]
    stack = _bound([a_jpeg(700 + 10 * number, 1000) for number in range(4)])

    fed = desk.post(page(filing, "feed/"), {"stack": SimpleUploadedFile("scan.pdf", stack, "application/pdf")})
    picture = desk.get(page(filing, "feed/1.jpg"))
    desk.post(page(filing, "feed/"), {"do": "lay", "page1": slots[0], "page2": "", "page3": "-", "page4": slots[1]})

    assert (fed.status_code, picture.content[:2]) == (302, b"\xff\xd8")
    laid = {paper.slot: len(paper.pages) for paper in papers_of(filing.pk)}
    assert laid == {slots[0]: 2, slots[1]: 1}
    assert not FedPage.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no picture", a_pdf(2, size=(595, 842))[:200]])
def test_a_stack_that_cannot_be_opened_is_told(content):
    filing, clerk = a_visit()

    answer = at_desk(clerk).post(page(filing, "feed/"), {"stack": SimpleUploadedFile("scan.pdf", content)})

    assert 400 <= answer.status_code < 500
    assert "没有收下" in words(answer)
    assert waiting_pages(filing.pk) == ()


def test_pages_are_bound_without_compressing_them_again():
    bound = _bound([a_jpeg(800, 1100), a_jpeg(600, 900)])

    assert len(take_in(content=bound).pages) == 2
    assert a_jpeg(800, 1100)[-2000:] in bound


def test_who_filed_at_the_counter_is_told_through_their_own_account_never_the_clerks():
    person = an_insured_person(born_on=date(1950, 1, 2))
    filing, _clerk = a_visit(person=person)

    assert people_to_tell(filing.pk) == ((None, person.pk),)
    account = a_citizen(person=person)
    assert people_to_tell(filing.pk) == ((account.pk, person.pk),)


def test_a_clerk_of_another_region_finds_no_such_case():
    filing, _clerk = a_visit()
    desk = at_desk(a_clerk(NANCHONG))

    answers = {
        step: desk.get(page(filing, step)).status_code for step in ("", "missing/", "check/", "receipt/", "labels/", "feed/")
    }

    assert set(answers.values()) == {404}
