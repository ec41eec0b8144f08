"""Acting for somebody else: which proof serves which ground, what counts from when, who takes it back."""

from datetime import date, timedelta

import pytest

from mantetong.domain.actor import Actor, NotYoursToTake
from mantetong.domain.roles import Role
from mantetong.outside.registry import PersonNotFound, RegistryAway
from mantetong.people import operations, queries
from mantetong.people.models import Mandate, MandateKind, Proof, Route, StoredCode
from mantetong.people.operations import (
    ON_PAPER,
    PROOFS_FOR,
    CodeExpired,
    MandateRunning,
    MandateTerms,
    NameYourselfFirst,
    NoSuchMandate,
    OwnMandate,
    OwnSelf,
    PhoneOfAnother,
    ProofDoesNotServe,
    ProofOffered,
    ProofSeen,
    RealNameOutcome,
    ReasonMissing,
    Relation,
    SamePhone,
)
from mantetong.people.queries import MandateState
from mantetong.sandbox.insured import PEOPLE
from tests.rooms.people.conftest import (
    NOON,
    TODAY,
    XIE,
    a_citizen,
    a_named_citizen,
    a_reviewer,
    another_than,
    insured,
    minutes,
    saying,
)

pytestmark = pytest.mark.django_db
DAUGHTER = next(person for person in PEOPLE if person.name == "蒋浩然")
AUNT = next(person for person in PEOPLE if person.name == "严桂兰")
LATER = NOON + minutes(1)


def a_daughter():
    return a_named_citizen("13800138002", insured(DAUGHTER.name, DAUGHTER.id_number))


def her_mother(daughter):
    return operations.find_ward(account_id=daughter.pk, name=XIE[0], id_number=XIE[1], at=NOON, ask=saying(insured())).person_id


def wish(kind=MandateKind.ENTRUSTED, **more):
    return MandateTerms(kind, Relation.CHILD, **{"from_on": TODAY, **more})


def ask(daughter, person_id, proof=Proof.SIGNED, kind=MandateKind.ENTRUSTED, phone="", at=NOON, **more):
    papers = ["ab/cd"] if proof in ON_PAPER else []
    offered = ProofOffered(proof, phone=phone, papers=papers)
    return operations.ask_mandate(account_id=daughter.pk, person_id=person_id, terms=wish(kind, **more), offered=offered, at=at)


def may(daughter, person_id, on=TODAY):
    return queries.may_act_for(by=Actor(daughter.pk, frozenset({Role.APPLICANT})), person_id=person_id, on=on)


def a_clerk(region="511400", username="clerk"):
    return Actor(a_reviewer(username, role=Role.CLERK, region=region), frozenset({Role.CLERK}), region)


def test_finding_somebody_ties_nobody_to_the_account():
    daughter = a_daughter()

    person_id = her_mother(daughter)

    assert not may(daughter, person_id)
    assert queries.person_of_account(daughter.pk).name == DAUGHTER.name


def test_nobody_needs_a_mandate_for_themselves():
    daughter = a_daughter()

    with pytest.raises(OwnSelf):
        operations.find_ward(
            account_id=daughter.pk, name=DAUGHTER.name, id_number=DAUGHTER.id_number, at=NOON, ask=saying(insured())
        )


@pytest.mark.parametrize(
    ("answer", "outcome"), [(RegistryAway("slow"), RealNameOutcome.AWAY), (PersonNotFound(), RealNameOutcome.NOT_FOUND)]
)
def test_a_ward_the_registry_does_not_confirm_waits_for_a_person(answer, outcome):
    daughter = a_daughter()

    found = operations.find_ward(account_id=daughter.pk, name=XIE[0], id_number=XIE[1], at=NOON, ask=saying(answer))

    assert found.outcome is outcome
    assert not queries.person_card(found.person_id).is_confirmed


def test_for_the_dead_nobody_acts():
    dead = insured(died_on=date(2025, 8, 2))

    found = operations.find_ward(account_id=a_daughter().pk, name=XIE[0], id_number=XIE[1], at=NOON, ask=saying(dead))

    assert (found.outcome, found.person_id) == (RealNameOutcome.DIED, None)


def test_who_acts_is_known_by_name_first():
    unknown = a_citizen("13800138009")

    with pytest.raises(NameYourselfFirst):
        ask(unknown, her_mother(a_daughter()))


@pytest.mark.parametrize("kind", list(MandateKind))
@pytest.mark.parametrize("proof", list(Proof))
def test_each_ground_takes_the_proofs_that_serve_it_and_no_others(kind, proof):
    daughter = a_daughter()
    person_id = her_mother(daughter)

    if proof in PROOFS_FOR[kind]:
        assert ask(daughter, person_id, proof, kind, phone="13700137000")
    else:
        with pytest.raises(ProofDoesNotServe):
            ask(daughter, person_id, proof, kind, phone="13700137000")


def test_no_code_is_asked_of_a_ward():
    assert [kind for kind, proofs in PROOFS_FOR.items() if Proof.CODE in proofs] == [MandateKind.ENTRUSTED]


def test_a_proof_on_paper_needs_its_photographs():
    daughter = a_daughter()

    with pytest.raises(ProofDoesNotServe):
        operations.ask_mandate(
            account_id=daughter.pk, person_id=her_mother(daughter), terms=wish(), offered=ProofOffered(Proof.SIGNED), at=NOON
        )


@pytest.mark.parametrize("relation", list(Relation))
def test_all_eight_national_relations_are_kept(relation):
    daughter = a_daughter()
    terms = MandateTerms(MandateKind.ENTRUSTED, relation, TODAY)

    mandate_id = operations.give_mandate(account_id=daughter.pk, person_id=her_mother(daughter), terms=terms, at=NOON)

    assert queries.mandates_of(daughter.pk, on=TODAY)[0].relation == relation == Mandate.objects.get(pk=mandate_id).relation


def test_what_is_asked_for_counts_only_once_it_is_proven():
    daughter = a_daughter()
    person_id = her_mother(daughter)

    mandate_id = ask(daughter, person_id)

    assert not may(daughter, person_id)
    assert queries.actor_of(daughter.pk, on=TODAY).roles == {Role.APPLICANT}
    operations.confirm_proof(mandate_id=mandate_id, by=a_clerk(), seen=ProofSeen(Proof.SIGNED), at=LATER)
    assert may(daughter, person_id)


def told():
    """Who was told what by short message, with the tail that stood in it."""
    about = ("MANDATE_SEEN", "MANDATE_BEGUN", "MANDATE_REFUSED")
    return {(one.purpose, one.phone, one.code) for one in StoredCode.objects.filter(purpose__in=about)}


def test_proxy_and_person_are_told_when_a_proof_was_taken_and_the_proxy_when_not():
    daughter, mother = a_daughter(), a_named_citizen()
    mandate_id = ask(daughter, mother.person_id)

    operations.confirm_proof(mandate_id=mandate_id, by=a_clerk(), seen=ProofSeen(Proof.SIGNED), at=LATER)

    tail = daughter.phone[-4:]
    assert told() == {("MANDATE_SEEN", daughter.phone, tail), ("MANDATE_BEGUN", mother.phone, tail)}


def test_taking_a_mandate_back_is_quiet():
    daughter, mother = a_daughter(), a_named_citizen()
    mandate_id = ask(daughter, mother.person_id)

    operations.take_back_mandate(mandate_id=mandate_id, account_id=mother.pk, at=LATER)

    assert told() == set()


def test_the_persons_own_telephone_proves_it_by_a_code():
    daughter = a_daughter()
    person_id = her_mother(daughter)
    mandate_id = ask(daughter, person_id, Proof.CODE, phone="13700137000")
    operations.send_mandate_code(mandate_id=mandate_id, account_id=daughter.pk, at=NOON)
    sent = StoredCode.objects.latest("id")

    operations.prove_by_code(mandate_id=mandate_id, account_id=daughter.pk, code=sent.code, at=LATER)

    assert (sent.phone, may(daughter, person_id)) == ("13700137000", True)


def test_a_wrong_code_proves_nothing():
    daughter = a_daughter()
    person_id = her_mother(daughter)
    mandate_id = ask(daughter, person_id, Proof.CODE, phone="13700137000")
    operations.send_mandate_code(mandate_id=mandate_id, account_id=daughter.pk, at=NOON)

    with pytest.raises(operations.CodeWrong):
        operations.prove_by_code(
            mandate_id=mandate_id, account_id=daughter.pk, code=another_than(StoredCode.objects.latest("id").code), at=LATER
        )
    assert not may(daughter, person_id)


def test_a_code_sent_for_one_ward_proves_nothing_for_another():
    daughter = a_daughter()
    mother = ask(daughter, her_mother(daughter), Proof.CODE, phone="13700137000")
    aunt_id = operations.find_ward(
        account_id=daughter.pk, name=AUNT.name, id_number=AUNT.id_number, at=NOON, ask=saying(PersonNotFound())
    ).person_id
    aunt = ask(daughter, aunt_id, Proof.CODE, phone="13700137001")
    operations.send_mandate_code(mandate_id=aunt, account_id=daughter.pk, at=NOON)

    with pytest.raises(CodeExpired):
        operations.prove_by_code(mandate_id=mother, account_id=daughter.pk, code=StoredCode.objects.latest("id").code, at=LATER)


def test_the_same_number_for_both_does_not_count_as_the_persons_word():
    daughter = a_daughter()

    with pytest.raises(SamePhone):
        ask(daughter, her_mother(daughter), Proof.CODE, phone="13800138002")


@pytest.mark.parametrize("proof", [Proof.SIGNED, Proof.COUNTER, Proof.CALL_BACK])
def test_with_one_number_for_both_signature_counter_and_call_back_serve(proof):
    daughter = a_daughter()
    mandate_id = ask(daughter, her_mother(daughter), proof, phone="13800138002")

    assert queries.proof_to_check(mandate_id=mandate_id, region="511400").same_phone
    operations.confirm_proof(mandate_id=mandate_id, by=a_clerk(), seen=ProofSeen(proof, "录音 0301-17"), at=LATER)

    assert queries.mandates_of(daughter.pk, on=TODAY)


def test_a_code_goes_to_the_number_the_person_signs_in_with_whatever_is_typed():
    mother, daughter = a_named_citizen("13800138001"), a_daughter()
    mandate_id = ask(daughter, mother.person_id, Proof.CODE, phone="13700137000")

    operations.send_mandate_code(mandate_id=mandate_id, account_id=daughter.pk, at=NOON)

    assert StoredCode.objects.latest("id").phone == "13800138001"


def test_a_number_of_somebody_else_does_not_speak_for_the_person():
    a_named_citizen("13700137000", insured("朱丽娟", next(one.id_number for one in PEOPLE if one.name == "朱丽娟")))
    daughter = a_daughter()

    with pytest.raises(PhoneOfAnother):
        ask(daughter, her_mother(daughter), Proof.CODE, phone="13700137000")


def test_a_second_asking_while_one_stands_is_refused():
    daughter = a_daughter()
    person_id = her_mother(daughter)
    ask(daughter, person_id)

    with pytest.raises(MandateRunning):
        ask(daughter, person_id)


# the desk


def test_a_call_back_is_kept_with_what_was_said_and_its_recording():
    daughter = a_daughter()
    mandate_id = ask(daughter, her_mother(daughter), Proof.CALL_BACK, phone="13700137000")
    clerk = a_clerk()

    with pytest.raises(ReasonMissing):
        operations.confirm_proof(mandate_id=mandate_id, by=clerk, seen=ProofSeen(Proof.CALL_BACK), at=LATER)
    operations.confirm_proof(
        mandate_id=mandate_id, by=clerk, seen=ProofSeen(Proof.CALL_BACK, "本人接听同意，录音0302-7"), at=LATER
    )

    kept = Mandate.objects.get(pk=mandate_id)
    assert (kept.proof["note"], kept.proven_by_id, kept.proven_at) == ("本人接听同意，录音0302-7", clerk.account_id, LATER)


def test_a_refusal_is_told_with_its_reason_and_another_asking_is_open():
    daughter = a_daughter()
    person_id = her_mother(daughter)
    operations.refuse_proof(mandate_id=ask(daughter, person_id), by=a_clerk(), reason="签名看不清。", at=LATER)

    line = queries.family_of(account_id=daughter.pk, on=TODAY)[0]

    assert (line.state, line.refusal, may(daughter, person_id)) == (MandateState.REFUSED, "签名看不清。", False)
    assert told() == {("MANDATE_REFUSED", daughter.phone, daughter.phone[-4:])}
    assert ask(daughter, person_id, Proof.COUNTER)


def test_a_refusal_without_a_reason_is_none():
    daughter = a_daughter()

    with pytest.raises(ReasonMissing):
        operations.refuse_proof(mandate_id=ask(daughter, her_mother(daughter)), by=a_clerk(), reason="  ", at=LATER)


def test_another_regions_clerk_sees_no_such_proof():
    daughter = a_daughter()
    mandate_id = ask(daughter, her_mother(daughter))
    elsewhere = a_clerk(region="620900")

    assert queries.proofs_waiting(region="620900") == ()
    with pytest.raises(NoSuchMandate):
        operations.confirm_proof(mandate_id=mandate_id, by=elsewhere, seen=ProofSeen(Proof.SIGNED), at=LATER)


def test_a_citizen_confirms_nothing():
    daughter = a_daughter()
    by = Actor(daughter.pk, frozenset({Role.APPLICANT}))

    with pytest.raises(NotYoursToTake):
        operations.confirm_proof(mandate_id=ask(daughter, her_mother(daughter)), by=by, seen=ProofSeen(Proof.SIGNED), at=LATER)


def test_nobody_confirms_their_own_mandate():
    daughter = a_daughter()
    by = Actor(daughter.pk, frozenset({Role.CLERK}), "511400")

    with pytest.raises(OwnMandate):
        operations.confirm_proof(mandate_id=ask(daughter, her_mother(daughter)), by=by, seen=ProofSeen(Proof.SIGNED), at=LATER)


def test_a_code_is_never_confirmed_by_the_desk():
    daughter = a_daughter()
    mandate_id = ask(daughter, her_mother(daughter), Proof.CODE, phone="13700137000")

    assert queries.proofs_waiting(region="511400") == ()
    with pytest.raises(ProofDoesNotServe):
        operations.confirm_proof(mandate_id=mandate_id, by=a_clerk(), seen=ProofSeen(Proof.CODE), at=LATER)


# taking back


def a_running_mandate(kind=MandateKind.ENTRUSTED):
    mother, daughter = a_named_citizen("13800138001"), a_daughter()
    mandate_id = operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=wish(kind), at=NOON)
    return mandate_id, daughter, mother


@pytest.mark.parametrize("route", ["her page", "the proxy's page", "counter", "hotline"])
def test_a_mandate_is_taken_back_by_any_way_at_once_and_quietly(route, heard):
    mandate_id, daughter, mother = a_running_mandate()

    if route == "her page":
        operations.take_back_mandate(mandate_id=mandate_id, account_id=mother.pk, at=LATER)
    elif route == "the proxy's page":
        operations.take_back_mandate(mandate_id=mandate_id, account_id=daughter.pk, at=LATER)
    else:
        operations.revoke_at_desk(mandate_id=mandate_id, by=a_clerk(), route=Route(route.upper()), at=LATER)

    assert not may(daughter, mother.person_id)
    assert heard.ids == []  # nobody is told
    assert Mandate.objects.get(pk=mandate_id).revoked_route == (route.upper() if route in ("counter", "hotline") else "PAGE")


def test_a_stranger_takes_nothing_back():
    mandate_id, _daughter, _mother = a_running_mandate()

    with pytest.raises(NoSuchMandate):
        operations.take_back_mandate(mandate_id=mandate_id, account_id=a_citizen("13800138009").pk, at=LATER)


def test_a_guardian_is_not_dismissed_by_a_page():
    mandate_id, daughter, mother = a_running_mandate(MandateKind.LEGAL_GUARDIAN)

    with pytest.raises(NoSuchMandate):
        operations.take_back_mandate(mandate_id=mandate_id, account_id=mother.pk, at=LATER)
    assert may(daughter, mother.person_id)


def test_the_desk_finds_mandates_by_the_persons_number():
    mandate_id, _daughter, _mother = a_running_mandate()

    assert [one.id for one in queries.mandates_over(id_number=XIE[1], region="511400", on=TODAY)] == [mandate_id]
    assert queries.mandates_over(id_number=XIE[1], region="620900", on=TODAY) == ()


# what it covers


@pytest.mark.parametrize(
    ("scope", "kind", "covered"), [((), "RENEWAL", True), (("NEW",), "NEW", True), (("NEW",), "RENEWAL", False)]
)
def test_a_mandate_covers_the_kinds_it_names(scope, kind, covered):
    mother, daughter = a_named_citizen("13800138001"), a_daughter()
    operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=wish(scope=scope), at=NOON)

    found = queries.mandate_for(account_id=daughter.pk, person_id=mother.person_id, on=TODAY, kind=kind)

    assert (found is not None) is covered


def test_sensitive_diseases_need_the_persons_own_word():
    mandate_id, daughter, mother = a_running_mandate()
    assert not queries.mandates_of(daughter.pk, on=TODAY)[0].covers_sensitive

    operations.give_own_word(mandate_id=mandate_id, account_id=mother.pk, at=LATER)

    assert queries.mandates_of(daughter.pk, on=TODAY)[0].covers_sensitive


def test_the_proxy_cannot_speak_that_word():
    mandate_id, daughter, _mother = a_running_mandate()

    with pytest.raises(NoSuchMandate):
        operations.give_own_word(mandate_id=mandate_id, account_id=daughter.pk, at=LATER)


@pytest.mark.parametrize("kind", [MandateKind.LEGAL_GUARDIAN, MandateKind.APPOINTED_GUARDIAN, MandateKind.BODY_GUARDIAN])
def test_a_guardian_speaks_for_the_ward(kind):
    _mandate_id, daughter, _mother = a_running_mandate(kind)

    assert queries.mandates_of(daughter.pk, on=TODAY)[0].covers_sensitive


def test_a_mandate_that_ran_out_is_carried_on_by_the_next_of_its_kind():
    mother, daughter = a_named_citizen("13800138001"), a_daughter()
    first = operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=wish(until_on=TODAY), at=NOON)

    later = NOON + timedelta(days=30)
    again = wish(from_on=TODAY + timedelta(days=30))
    operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=again, at=later)

    assert queries.mandates_of(daughter.pk, on=TODAY + timedelta(days=30))[0].carries == (first,)


def test_a_mandate_that_was_taken_back_is_not_carried_on():
    mandate_id, daughter, mother = a_running_mandate()
    operations.revoke_mandate(mandate_id=mandate_id, by_account=mother.pk, at=LATER)

    operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=wish(), at=LATER)

    assert queries.mandates_of(daughter.pk, on=TODAY)[0].carries == ()
