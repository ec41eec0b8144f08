"""Bad input, one table each: what people type, paste and are, answered in words with nothing lost."""

import re
from datetime import date

import pytest

from mantetong.domain.identity import id_check_character
from mantetong.outside.registry import InsuredAnswer, PersonNotFound, certificate_type
from mantetong.people import operations, queries
from mantetong.people.models import InsuredPerson
from mantetong.people.operations import RealNameOutcome
from mantetong.people.operations.names import clean_name, same_name
from mantetong.policies.operations import load_packs
from tests.rooms.people.conftest import NOON, XIE, a_citizen, a_named_citizen, an_insurance, insured, saying

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SCRIPT = "<script>alert(1)</script>"
NOW = {"X-Sandbox-Now": "2026-03-02T12:00:00+08:00"}


def number_of(head, born_on, tail="102"):
    body = f"{head}{born_on:%Y%m%d}{tail}"
    return body + id_check_character(body)


def words(response):
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode())


def checked(name, id_number, *, kept_name=None):
    """The outcome for somebody the registry knows under `kept_name`."""
    account = a_citizen()
    plain = re.sub(r"[\s]", "", id_number).upper()
    answer = InsuredAnswer(f"5114{plain[:17]}", kept_name or name, plain, date(1953, 4, 17), "2", (an_insurance(),))
    result = operations.check_real_name(account_id=account.pk, name=name, id_number=id_number, at=NOON, ask=saying(answer))
    return result.outcome, account


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("𠮷野家", "𠮷野家"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("谢　桂 兰", "谢桂兰"),
        ("谢\u200b桂兰\ufeff", "谢桂兰"),
        ("\u202e谢桂兰", "谢桂兰"),
        ("བཀྲ་ཤིས་ ཚེ་རིང་", "བཀྲ་ཤིས་ ཚེ་རིང་"),
        ("ئايگۈل مەمەت", "ئايگۈل مەمەت"),
        ("ᠪᠠᠲᠤ\u180b ᠪᠠᠶᠠᠷ", "ᠪᠠᠲᠤ\u180b ᠪᠠᠶᠠᠷ"),
        ("ꀉꃅ ꀊꂿ", "ꀉꃅ ꀊꂿ"),
        ("ＬＩ ＭＩＮＧ", "LI MING"),
        ("John  A. Smith", "John A· Smith"),
    ],
)
def test_a_name_is_kept_as_its_script_writes_it(typed, kept):
    assert clean_name(typed) == kept
    assert checked(typed, XIE[1], kept_name=kept)[0] is RealNameOutcome.CONFIRMED


@pytest.mark.parametrize(
    ("typed", "registered", "same"),
    [
        ("john smith", "JOHN SMITH", True),
        ("René", "Rene\u0301", True),
        ("谢桂兰", "谢桂芳", False),
        ("吉野家", "𠮷野家", False),
    ],
)
def test_the_same_name_however_it_was_typed(typed, registered, same):
    assert same_name(typed, registered) is same


FOREIGNER = number_of("911156", date(1970, 1, 1))


@pytest.mark.parametrize(
    ("id_number", "certificate"),
    [
        (XIE[1], "01"),
        (number_of("810000", date(1960, 5, 4)), "17"),
        (number_of("820000", date(1960, 5, 4)), "17"),
        (number_of("830000", date(1960, 5, 4)), "17"),
        (FOREIGNER, "07"),
    ],
)
def test_each_kind_of_card_is_taken_and_named_to_the_registry(id_number, certificate):
    assert certificate_type(id_number) == certificate
    assert checked("陈大文", id_number)[0] is RealNameOutcome.CONFIRMED


@pytest.mark.parametrize("way", ["full width", "small x", "blanks"])
def test_a_number_is_read_however_it_is_pasted(way, client):
    body = next(f"510199195101{day:02d}248" for day in range(1, 29) if id_check_character(f"510199195101{day:02d}248") == "X")
    typed = {
        "full width": "".join(chr(ord(char) + 0xFEE0) for char in body) + "Ｘ",
        "small x": body + "x",
        "blanks": f" {body[:6]} {body[6:14]} {body[14:]}X ",
    }[way]
    account = a_citizen()

    answer = insured("谢桂兰", body + "X")
    result = operations.check_real_name(account_id=account.pk, name="谢桂兰", id_number=typed, at=NOON, ask=saying(answer))

    assert result.outcome is RealNameOutcome.CONFIRMED


@pytest.mark.parametrize(
    ("born_on", "says"),
    [(date(2026, 3, 3), "出生日期不对"), (date(1895, 1, 1), "出生日期不对"), (date(1916, 1, 1), ""), (date(1896, 6, 1), "")],
)
def test_a_day_of_birth_that_cannot_be_is_told_at_the_field_and_110_years_are_none(client, born_on, says, registry_away):
    client.force_login(a_citizen(), backend=BACKEND)

    answer = client.post("/account/name/", {"name": "谢桂兰", "id_number": number_of("510199", born_on)}, headers=NOW)

    assert says in words(answer)
    assert answer.status_code == (422 if says else 200)


@pytest.mark.parametrize(
    ("born_on", "outcome"),
    [
        (date(2012, 3, 3), RealNameOutcome.MINOR),
        (date(2012, 3, 2), RealNameOutcome.CONFIRMED),
        (date(2025, 1, 1), RealNameOutcome.MINOR),
    ],
)
def test_children_under_fourteen_are_led_to_their_guardians(born_on, outcome):
    found, account = checked("谢小宝", number_of("510199", born_on))

    assert found is outcome
    assert (queries.person_of_account(account.pk) is None) is (outcome is RealNameOutcome.MINOR)


def test_a_child_is_told_who_applies(client):
    client.force_login(a_citizen(), backend=BACKEND)

    answer = client.post("/account/name/", {"name": "谢小宝", "id_number": number_of("510199", date(2020, 1, 1))}, headers=NOW)

    assert "监护人" in words(answer)
    assert "/account/family/" in answer.content.decode()


def test_the_dead_are_told_gently_with_the_way_to_a_counter(client, registry):
    client.force_login(a_named_citizen("13800138002", insured("蒋浩然", number_of("510199", date(1985, 5, 4)))), backend=BACKEND)

    answer = client.post(
        "/account/family/add/", {"name": "金德胜", "id_number": number_of("510199", date(1941, 6, 12), "903")}, headers=NOW
    )

    assert "请节哀" in words(answer)
    assert answer.status_code == 422


FIELDS = [
    ("/account/login/", "phone"),
    ("/account/code/", "code"),
    ("/account/name/", "name"),
    ("/account/name/", "id_number"),
    ("/account/phone/", "phone"),
    ("/account/family/add/", "name"),
    ("/account/family/add/", "id_number"),
    ("/account/data/correction/", "wrong"),
    ("/account/data/correction/", "right"),
    ("/account/living/620900/", "lives"),
    ("/account/login/", "next"),
    ("/account/living/620900/", "next"),
]


@pytest.mark.parametrize(
    "text",
    [SCRIPT, '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "'; DROP TABLE people_account; --", "\u202e\x07abc", "😀" * 300],
)
@pytest.mark.parametrize(("path", "field"), FIELDS)
def test_whatever_is_typed_into_a_field_stays_text(client, registry_away, path, field, text):
    load_packs(at=NOON)
    client.post("/account/login/", {"phone": "13900139000"}, headers=NOW)
    if path not in ("/account/login/", "/account/code/"):
        client.force_login(a_named_citizen(), backend=BACKEND)
    given = {"name": "谢桂兰", "id_number": XIE[1], "wrong": "a", "right": "b", "phone": "1", "code": "1", field: text}

    answer = client.post(path, given, headers=NOW, follow=True)

    page = answer.content.decode()
    assert answer.status_code < 500
    assert SCRIPT not in page
    assert "<img src=x" not in page


def test_a_null_byte_is_refused_in_words(client):
    client.force_login(a_citizen(), backend=BACKEND)

    answer = client.post("/account/name/", {"name": "谢\x00桂兰", "id_number": XIE[1]}, headers=NOW)

    assert answer.status_code == 422
    assert not InsuredPerson.objects.exists()


def test_a_script_in_a_name_the_registry_does_not_know_is_kept_as_text(client):
    load_packs(at=NOON)
    daughter = a_named_citizen("13800138002", insured("蒋浩然", number_of("510199", date(1985, 5, 4))))
    ward = operations.find_ward(account_id=daughter.pk, name=SCRIPT, id_number=XIE[1], at=NOON, ask=saying(PersonNotFound()))
    terms = operations.MandateTerms(operations.MandateKind.ENTRUSTED, operations.Relation.CHILD, date(2026, 3, 2))
    operations.give_mandate(account_id=daughter.pk, person_id=ward.person_id, terms=terms, at=NOON)
    client.force_login(daughter, backend=BACKEND)

    page = client.get("/account/family/", headers=NOW).content.decode()

    assert "&lt;script&gt;" in page
    assert SCRIPT not in page


def test_asking_for_codes_without_end_is_told_how_long_to_wait(client):
    for count in range(10):
        client.post("/account/login/", {"phone": f"139{count:08d}"}, headers=NOW)

    answer = client.post("/account/login/", {"phone": "13811112222"}, headers=NOW)

    assert answer.status_code == 429
    assert "60分钟后再点一次" in words(answer)


# 异地就医备案 (JQ-05)


@pytest.mark.parametrize(
    ("lives", "leads"),
    [
        ("HERE", "/apply/620900/start/"),
        ("REGISTERED", "/apply/620900/start/"),
        ("NOT_REGISTERED", "/account/living/620900/register/"),
    ],
)
def test_jq_05_without_a_registration_one_is_led_to_it_first(client, lives, leads):
    load_packs(at=NOON)
    account = a_named_citizen()
    client.force_login(account, backend=BACKEND)

    answer = client.post("/account/living/620900/", {"lives": lives}, headers=NOW)

    assert answer.url == leads
    assert queries.living_said(account_id=account.pk, region="620900") == lives


def test_jq_05_what_registering_changes_is_said_beforehand_and_a_word_is_no_registration(client):
    load_packs(at=NOON)
    client.force_login(a_named_citizen(), backend=BACKEND)

    page = words(client.get("/account/living/620900/register/", headers=NOW))

    assert [said for said in ("报销比例", "国家医保服务平台APP", "12393", "不等于备案") if said not in page] == []


def test_where_the_rules_ask_nothing_nobody_is_asked(client):
    load_packs(at=NOON)
    client.force_login(a_named_citizen(), backend=BACKEND)

    assert client.get("/account/living/511400/", headers=NOW).url == "/apply/511400/start/"


def test_who_is_insured_where_it_is_asked_finds_the_way_beside_their_insurance(client):
    load_packs(at=NOON)
    there = insured(insurances=(an_insurance("620900"),))
    client.force_login(a_named_citizen(answer=there), backend=BACKEND)

    assert "/account/living/620900/" in client.get("/account/insurance/", headers=NOW).content.decode()
