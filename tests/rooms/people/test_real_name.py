"""Real names: the registry's answer, and what is kept when there is none."""

from dataclasses import replace
from datetime import date

import pytest

from mantetong.domain.actor import Actor
from mantetong.domain.identity import NotAnIdNumber
from mantetong.domain.roles import Role
from mantetong.outside.registry import InsuredStatus, PersonNotFound, RegistryAway
from mantetong.people import operations, queries
from mantetong.people.models import Account, InsuredPerson
from mantetong.people.models.persons import InsuredPersonEvent
from mantetong.people.operations import AlreadyNamed, NotYourInsurance, RealNameOutcome, TooManyChecks
from mantetong.people.operations.real_name import clean_name
from tests.rooms.people.conftest import NOON, TODAY, XIE, a_citizen, a_named_citizen, an_insurance, insured, minutes, saying

pytestmark = pytest.mark.django_db


def check(account, answer, *, name=XIE[0], id_number=XIE[1], at=NOON):
    return operations.check_real_name(account_id=account.pk, name=name, id_number=id_number, at=at, ask=saying(answer))


def acting(account):
    return Actor(account.pk, frozenset({Role.APPLICANT}))


def test_a_confirmed_person_keeps_the_registrys_number_and_insurance():
    account = a_citizen()

    result = check(account, insured())

    card = queries.person_of_account(account.pk)
    assert result.outcome is RealNameOutcome.CONFIRMED
    assert (card.psn_no, card.name, card.is_confirmed) == ("511451019919530417248", "谢桂兰", True)
    assert queries.chosen_insurance_of(account.pk).region == "511400"
    assert queries.account_card(account.pk).real_name_level == 1


def test_a_card_shows_names_and_numbers_masked_and_hides_the_plain_ones_from_logs():
    card = queries.person_of_account(a_named_citizen().pk)

    assert (card.masked_name, card.masked_id_number) == ("**兰", "510*************86")
    assert XIE[1] not in repr(card)
    assert XIE[0] not in repr(card)


def test_a_person_is_found_by_number_whatever_case_its_last_letter_has():
    person_id = a_named_citizen().person_id

    assert queries.person_by_id_number(XIE[1].lower()).id == person_id
    assert queries.person_by_psn_no("511451019919530417248").id == person_id


@pytest.mark.parametrize(
    ("number", "reason"), [("510199195304172487", "CHECK"), ("5101991953041724", "SHAPE"), ("510199195313172480", "CHECK")]
)
def test_a_number_that_cannot_be_is_refused_before_anybody_is_asked(number, reason):
    with pytest.raises(NotAnIdNumber) as refused:
        check(a_citizen(), AssertionError("asked"), id_number=number)

    assert refused.value.reason == reason


@pytest.mark.parametrize("error", [RegistryAway("slow"), PersonNotFound()])
def test_what_was_typed_is_kept_when_the_registry_does_not_confirm_it(error):
    account = a_citizen()

    result = check(account, error)

    card = queries.person_of_account(account.pk)
    assert result.outcome in (RealNameOutcome.AWAY, RealNameOutcome.NOT_FOUND)
    assert (card.name, card.id_number, card.is_confirmed, card.psn_no) == (*XIE, False, None)
    assert queries.account_card(account.pk).real_name_level == 0


def test_a_claim_becomes_the_same_person_once_the_registry_is_back():
    account = a_citizen()
    claimed = check(account, RegistryAway("slow"))

    confirmed = check(account, insured(), at=NOON + minutes(5))

    assert confirmed.person_id == claimed.person_id


def test_an_outage_takes_no_confirmation_away():
    account = a_named_citizen()

    check(account, RegistryAway("slow"), at=NOON + minutes(5))

    assert queries.person_of_account(account.pk).is_confirmed
    assert queries.account_card(account.pk).real_name_level == 1


def test_an_unproven_claim_opens_nothing_of_the_person_the_registry_knows():
    owner, stranger = a_named_citizen("13800138001"), a_citizen("13800138002")

    check(stranger, PersonNotFound(), name="谢桂芳")

    assert not queries.may_act_for(by=acting(stranger), person_id=owner.person_id, on=TODAY)
    assert queries.own_person_of(stranger.pk) != owner.person_id
    assert queries.person_of_account(owner.pk).name == "谢桂兰"


def test_two_claims_to_one_number_do_not_see_each_other():
    first, second = a_citizen("13800138001"), a_citizen("13800138002")

    mine, theirs = check(first, RegistryAway("slow")), check(second, RegistryAway("slow"))

    assert mine.person_id != theirs.person_id
    assert not queries.may_act_for(by=acting(first), person_id=theirs.person_id, on=TODAY)


def test_an_answer_for_another_name_confirms_nobody():
    result = check(a_citizen(), insured(name="谢桂芳"))

    assert result.outcome is RealNameOutcome.NOT_FOUND


def test_a_second_telephone_of_the_same_person_is_the_same_person():
    first, second = a_named_citizen("13800138001"), a_named_citizen("13800138002")

    assert first.person_id == second.person_id
    assert set(queries.accounts_of_person(first.person_id)) == {first.pk, second.pk}


def test_an_account_has_one_person():
    account = a_named_citizen()

    with pytest.raises(AlreadyNamed):
        check(
            account, insured("魏淑珍", "510199194808253509"), name="魏淑珍", id_number="510199194808253509", at=NOON + minutes(5)
        )


def test_a_personnel_number_held_under_another_id_number_goes_to_a_person():
    a_named_citizen("13800138001")
    other = replace(insured("魏淑珍", "510199194808253509"), psn_no="511451019919530417248")

    result = check(a_citizen("13800138002"), other, name="魏淑珍", id_number="510199194808253509")

    assert result.outcome is RealNameOutcome.NOT_FOUND
    assert queries.person_by_psn_no("511451019919530417248").name == "谢桂兰"


def test_one_of_several_insurances_must_be_chosen():
    account = a_citizen()
    rows = (an_insurance("511400", "310"), an_insurance("511300", "390"))

    result = check(account, insured(insurances=rows))

    assert result.must_choose
    assert queries.chosen_insurance_of(account.pk) is None
    wanted = next(card for card in queries.insurances_of(result.person_id) if card.region == "511300")
    operations.choose_insurance(account_id=account.pk, insurance_id=wanted.id)
    assert queries.chosen_insurance_of(account.pk) == wanted


def test_a_paused_insurance_beside_an_active_one_needs_no_choice():
    rows = (an_insurance("511400", "310", InsuredStatus.PAUSED), an_insurance("511400", "390"))
    account = a_citizen()

    result = check(account, insured(insurances=rows))

    assert not result.must_choose
    assert queries.chosen_insurance_of(account.pk).insutype == "390"


def test_somebody_elses_insurance_cannot_be_chosen():
    theirs = a_named_citizen("13800138001")
    mine = a_named_citizen("13800138002", insured("魏淑珍", "510199194808253509"))
    with pytest.raises(NotYourInsurance):
        operations.choose_insurance(account_id=mine.pk, insurance_id=theirs.insurance_id)


def test_an_insurance_the_registry_no_longer_names_is_kept_as_ended():
    account = a_named_citizen()

    check(account, insured(insurances=(an_insurance("511300"),)), at=NOON + minutes(5))

    assert [card.region for card in queries.insurances_of(account.person_id)] == ["511300"]
    assert queries.chosen_insurance_of(account.pk).region == "511300"


def test_the_death_of_a_person_is_recorded_and_nobody_becomes_them():
    account = a_citizen()

    result = check(account, insured(died_on=date(2025, 8, 2)))

    assert (result.outcome, result.person_id) == (RealNameOutcome.DIED, None)
    assert InsuredPerson.objects.get().died_on == date(2025, 8, 2)
    assert Account.objects.get(pk=account.pk).person_id is None


def test_checks_are_limited_per_account():
    account = a_citizen()
    for _ in range(10):
        check(account, PersonNotFound())

    with pytest.raises(TooManyChecks):
        check(account, insured())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 谢 桂 兰 ", "谢桂兰"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("古丽．阿依", "古丽·阿依"),
        ("𠮷田", "𠮷田"),
        ("ＡＮＮＡ  ＬＩ", "ANNA LI"),
        ("ئايگۈل", "ئايگۈل"),
    ],
)
def test_names_are_written_as_the_registry_writes_them(typed, kept):
    assert clean_name(typed) == kept


def test_every_name_a_row_has_had_can_be_read_in_its_history():
    account = a_citizen()
    check(account, RegistryAway("slow"), name="谢桂蓝")
    check(account, insured(), at=NOON + minutes(5))

    names = [event.name for event in InsuredPersonEvent.objects.order_by("pgh_id")]

    assert names == ["谢桂蓝", "谢桂兰"]


def test_a_claim_is_proven_later_without_the_person_doing_anything():
    account = a_citizen()
    claimed = check(account, RegistryAway("slow"))
    assert queries.unchecked_claims(since=NOON, most=5) == (claimed.person_id,)

    result = operations.recheck_person(person_id=claimed.person_id, at=NOON + minutes(15), ask=saying(insured()))

    assert (result.outcome, result.person_id) == (RealNameOutcome.CONFIRMED, claimed.person_id)
    assert queries.account_card(account.pk).real_name_level == 1
    assert queries.unchecked_claims(since=NOON, most=5) == ()


def test_a_claim_to_somebody_proven_elsewhere_moves_nothing():
    stranger = a_citizen("13800138002")
    claimed = check(stranger, RegistryAway("slow"))
    owner = a_named_citizen("13800138001")

    result = operations.recheck_person(person_id=claimed.person_id, at=NOON + minutes(15), ask=saying(insured()))

    assert result.person_id == owner.person_id
    assert queries.account_card(stranger.pk).real_name_level == 0
    assert queries.account_card(stranger.pk).person_id == claimed.person_id
