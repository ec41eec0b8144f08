"""Second blind readings, the raw figures they give, and what only the one concerned is told."""

from datetime import timedelta
from itertools import count

import pytest

from mantetong.cases.models import Assignment, Decision, LedgerEntry
from mantetong.cases.operations import take_action
from mantetong.cases.queries import case_card
from mantetong.determination import operations, queries
from mantetong.determination.errors import NoSuchWork, NotFreeToRead, ReasonsIncomplete
from mantetong.determination.models import Entrusting, SecondReading
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.agreement import agreement_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import SecondReading as Rule
from mantetong.domain.roles import Role
from mantetong.domain.sampling import WhyRead, is_drawn, percent_for, why_read
from mantetong.domain.stages import Action
from tests.factories import MEISHAN, NANCHONG, a_hospital, a_reviewer, a_submitted_filing, a_supervisor, its_case
from tests.rooms.cases.test_other_hands import an_appeal_against
from tests.rooms.determination.factories import VOTED_AT
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import NEXT_DAY, a_filing_sent_back, answer_all, leaves_of_case
from tests.rooms.review.test_desk_pages import at_desk, words

RULE = Rule(ordinary=5, risky=20, entrusted=10, own_patient=50, automatic=20)
LATER = VOTED_AT + timedelta(hours=2)


def a_sampled_case(outcome=Outcome.NOT_RECOGNISED, *, answer=Answer.NOT_MET):
    """A decided case with the only colleague who may read it again."""
    case, reader = a_decided_case(outcome, answer=answer), a_reviewer()
    draw(case)
    return case, reader


def draw(case):
    """Draw with a seed by which the lot falls on the case even at the smallest share."""
    number = case_card(case.pk).number
    seed = next(str(one) for one in count() if is_drawn(key=number, seed=str(one), percent=RULE.ordinary))
    operations.draw_reading(case_id=case.pk, seed=seed, at=LATER)


def posted(case, answer, outcome, **more):
    answers = {"c_" + path.replace(".", "_"): answer for path, _label in leaves_of_case(case)}
    return answers | {"outcome": outcome, "remark": "第二页有诊断"} | more


@pytest.mark.parametrize(
    ("outcome", "role", "against", "own", "why"),
    [
        (Outcome.RECOGNISED, Role.REVIEWER, False, False, WhyRead.ORDINARY),
        (Outcome.NOT_RECOGNISED, Role.REVIEWER, False, False, WhyRead.RISKY),
        (Outcome.RECOGNISED, Role.REVIEWER, True, False, WhyRead.RISKY),
        (Outcome.RECOGNISED, Role.INSTITUTION, False, True, WhyRead.OWN_PATIENT),
        (Outcome.NOT_RECOGNISED, Role.INSTITUTION, False, True, WhyRead.ENTRUSTED),
        (Outcome.RECOGNISED, Role.INSTITUTION, False, False, WhyRead.ENTRUSTED),
        (Outcome.RECOGNISED, Role.SYSTEM, False, False, WhyRead.AUTOMATIC),
    ],
)
def test_what_weighs_more_is_read_again_more_often(outcome, role, against, own, why):
    assert why_read(outcome=outcome, role=role, against_machine=against, own_patient=own) is why


def test_the_lot_keeps_the_packs_share_and_can_be_drawn_again():
    for why in (WhyRead.ORDINARY, WhyRead.OWN_PATIENT):
        share = percent_for(why, rule=RULE)
        hits = sum(is_drawn(key=str(number), seed="a", percent=share) for number in range(4000))
        assert abs(hits / 40 - share) < 2.5
    first, second = ([is_drawn(key=str(key), seed=seed, percent=50) for key in range(50)] for seed in "ab")
    assert first == [is_drawn(key=str(key), seed="a", percent=50) for key in range(50)] != second


def test_two_readings_are_counted_raw_with_agreement_on_either_side():
    met, no, untold = Answer.MET, Answer.NOT_MET, Answer.CANNOT_TELL
    counts = agreement_of([(met, met)] * 6 + [(met, no)] * 2 + [(no, met)] + [(no, no)] * 3 + [(met, untold)])

    assert (counts.both, counts.first_only, counts.second_only, counts.neither, counts.untold) == (6, 2, 1, 3, 1)
    assert (round(counts.positive, 3), round(counts.negative, 3)) == (0.8, 0.667)
    assert agreement_of([]).positive is None


@pytest.mark.django_db
def test_a_sampled_case_stands_on_the_list_of_a_colleague_who_had_no_hand_in_it():
    case, reader = a_sampled_case()

    desk = at_desk(reader)

    assert case.number in desk.get("/desk/list/sampled/").content.decode()
    given = Assignment.objects.get(case=case, why="QUALITY_SAMPLE")
    assert given.account_id == reader.account_id


@pytest.mark.django_db
def test_the_second_reader_sees_papers_and_questions_but_neither_answers_nor_decision():
    case, reader = a_sampled_case()
    desk = at_desk(reader)

    led = desk.get(f"/desk/filing/{case.filing.reference}/")
    page = words(desk.get(f"/desk/case/{case.reference}/reading/"))

    assert led.url == f"/desk/case/{case.reference}/reading/"
    assert all(label in page for _path, label in leaves_of_case(case))
    assert "看过材料" not in page  # the reason of the first reader
    assert "已办结" not in page


@pytest.mark.django_db
def test_reading_again_keeps_both_answers_ends_the_right_to_see_and_is_done_once():
    case, reader = a_sampled_case()
    desk, address = at_desk(reader), f"/desk/case/{case.reference}/reading/"

    half = desk.post(address, posted(case, "MET", "RECOGNISED") | {"c_1_1": ""})
    done = desk.post(address, posted(case, "MET", "RECOGNISED"))
    again = desk.post(address, posted(case, "MET", "RECOGNISED"))

    row = SecondReading.objects.get(case=case)
    assert (half.status_code, done.status_code, again.status_code) == (422, 302, 404)
    assert (row.was["outcome"], row.outcome) == ("NOT_RECOGNISED", "RECOGNISED")
    assert LedgerEntry.objects.get(filing=case.filing, action="READ_AGAIN").facts["agrees"] is False
    assert not Assignment.objects.filter(case=case, why="QUALITY_SAMPLE", until_at=None).exists()


@pytest.mark.django_db
def test_nobody_reads_for_another_and_every_criterion_is_asked():
    case, reader = a_sampled_case()
    reading = SecondReading.objects.get(case=case)
    whole = dict.fromkeys((path for path, _label in leaves_of_case(case)), Answer.MET)

    with pytest.raises(NoSuchWork):
        operations.read_again(
            reading_id=reading.pk, answers=whole, outcome=Outcome.RECOGNISED, remark="", by=a_reviewer(), at=LATER
        )
    with pytest.raises(ReasonsIncomplete):
        operations.read_again(reading_id=reading.pk, answers={}, outcome=Outcome.RECOGNISED, remark="", by=reader, at=LATER)


@pytest.mark.django_db
def test_where_everybody_had_a_hand_in_it_nobody_is_made_to_read_their_own():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    draw(case)

    assert SecondReading.objects.get(case=case).reader_id is None


@pytest.mark.django_db
def test_an_institutions_approval_of_its_own_patient_is_told_apart():
    case = a_decided_case(Outcome.RECOGNISED)
    decision = case.decisions.get()
    decision.role = Role.INSTITUTION
    decision.save(update_fields=["role"])
    Entrusting.objects.create(
        case=case,
        institution=a_hospital(),
        assignment=1,
        seed="a",
        pool=[],
        is_own_patient=True,
        at=VOTED_AT,
        ended_at=decision.at,
    )
    draw(case)

    assert SecondReading.objects.get(case=case).why == WhyRead.OWN_PATIENT


@pytest.mark.django_db
def test_only_the_one_concerned_reads_that_somebody_saw_it_otherwise():
    case, reader = a_sampled_case()
    first = case.decisions.get().account_id
    at_desk(reader).post(f"/desk/case/{case.reference}/reading/", posted(case, "MET", "RECOGNISED"))

    told = queries.told_to(account_id=first, since=VOTED_AT - timedelta(days=1))

    assert [(one.what, one.was, one.now, one.said) for one in told] == [
        ("READ_OTHERWISE", Outcome.NOT_RECOGNISED, Outcome.RECOGNISED, "第二页有诊断")
    ]
    assert len(told[0].differing) == len(leaves_of_case(case))
    for other in (reader, a_supervisor(), a_reviewer()):
        assert "没有。您的认定还没有被改变过。" in words(at_desk(other).get("/desk/feedback/"))


@pytest.mark.django_db
def test_the_figures_stand_together_and_name_nobody():
    case, reader = a_sampled_case()
    at_desk(reader).post(f"/desk/case/{case.reference}/reading/", posted(case, "MET", "RECOGNISED"))
    a_decided_case(Outcome.RECOGNISED)

    figures = queries.figures_of(region=MEISHAN, since=VOTED_AT - timedelta(days=1), until=VOTED_AT + timedelta(days=2))
    page = words(at_desk(a_supervisor()).get("/desk/quality/?days=365"))

    assert (figures.shares.decided, figures.shares.refused, figures.drawn, figures.read) == (2, 1, 1, 1)
    assert figures.outcome_agrees == 0
    assert all(one.counts.second_only == 1 for one in figures.criteria)
    assert figures.days == (0, 0)
    for together in ("补正过的", "不予认定的", "后来被申诉改变或更正的", "90天内又来申请同一病种的", "自然日"):
        assert together in page
    assert "沈审核" not in page.replace("沈审核 ", "", 1)  # the one signed in stands in the corner, nobody else anywhere


@pytest.mark.django_db
def test_another_region_has_its_own_figures_and_reviewers_see_no_quality_page():
    a_sampled_case()

    other = queries.figures_of(region=NANCHONG, since=VOTED_AT - timedelta(days=1), until=VOTED_AT + timedelta(days=2))

    assert other.shares.decided == 0
    assert at_desk(a_reviewer()).get("/desk/quality/").status_code == 404


@pytest.mark.django_db
def test_what_was_asked_late_and_what_was_asked_in_vain_are_counted():
    filing, reviewer, applicant = a_filing_sent_back()  # within the one working day of Meishan
    case = its_case(filing)
    take_action(case_id=case.pk, action=Action.ANSWER_SUPPLEMENT, by=applicant, at=NEXT_DAY)
    take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=NEXT_DAY)
    answer_all(case, by=reviewer, at=NEXT_DAY)
    recognised(case, reviewer, at=NEXT_DAY + timedelta(days=3))

    figures = queries.figures_of(region=MEISHAN, since=VOTED_AT - timedelta(days=1), until=VOTED_AT + timedelta(days=9))

    assert (figures.asked, figures.unneeded) == (1, 1)
    assert (figures.limited, figures.late) == (1, 0)  # sent on the day of the submission, which is not counted
    assert figures.shares.supplemented == 1
    assert figures.days == (4, 4)


def recognised(case, by, *, at):
    card = case_card(case.pk)
    operations.decide(
        case_id=case.pk,
        outcome=Outcome.RECOGNISED,
        reasons=reasons_of(card, disease=rules_of(card).diseases[case.disease_code]),
        remark="",
        institution_code=None,
        doctor_code=None,
        by=by,
        at=at,
    )


@pytest.mark.django_db
def test_who_comes_again_for_the_same_disease_within_ninety_days_is_counted_and_an_appeal_is_not():
    case = a_decided_case(Outcome.UNDETERMINED, answer=Answer.CANNOT_TELL)
    refused = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    an_appeal_against(refused, at=VOTED_AT + timedelta(days=3))
    a_submitted_filing(person=case.person, at=VOTED_AT + timedelta(days=89))

    figures = queries.figures_of(region=MEISHAN, since=VOTED_AT - timedelta(days=1), until=VOTED_AT + timedelta(days=2))

    assert (figures.shares.decided, figures.shares.undetermined, figures.shares.again) == (2, 1, 1)


@pytest.mark.django_db
def test_a_reading_for_which_the_lot_found_nobody_is_given_by_the_supervisor_to_who_had_no_hand_in_it():
    case = a_decided_case(Outcome.RECOGNISED, answer=Answer.MET)
    draw(case)
    supervisor = a_supervisor()
    assert SecondReading.objects.get(case_id=case.pk).reader is None

    client = at_desk(supervisor)
    assert "还没有人" in words(client.get("/desk/readings/"))
    newcomer = a_reviewer()
    row = SecondReading.objects.get(case_id=case.pk)
    given = client.post("/desk/readings/", {"reading": row.pk, "to": newcomer.account_id})

    row.refresh_from_db()
    assert given.status_code == 302
    assert row.reader_id == newcomer.account_id
    assert Assignment.objects.get(pk=row.assignment).account_id == newcomer.account_id
    assert LedgerEntry.objects.filter(action="READING_GIVEN").count() == 1
    assert case_card(case.pk).number in words(at_desk(newcomer).get("/desk/list/sampled/"))
    assert "已分派" in words(client.get("/desk/readings/"))


@pytest.mark.django_db
def test_a_reading_goes_from_one_to_another_and_never_to_who_decided_or_works_elsewhere():
    case, reader = a_sampled_case()
    decider = Decision.objects.get(case_id=case.pk).account_id
    row, colleague, stranger, supervisor = SecondReading.objects.get(), a_reviewer(), a_reviewer(NANCHONG), a_supervisor()
    first = row.assignment

    for wrong in (decider, stranger.account_id):
        with pytest.raises(NotFreeToRead):
            operations.give_reading(reading_id=row.pk, to=wrong, by=supervisor, at=LATER)
    with pytest.raises(NoSuchWork):
        operations.give_reading(reading_id=row.pk, to=colleague.account_id, by=a_supervisor(NANCHONG), at=LATER)
    with pytest.raises(NotYoursToTake):
        operations.give_reading(reading_id=row.pk, to=colleague.account_id, by=colleague, at=LATER)
    operations.give_reading(reading_id=row.pk, to=colleague.account_id, by=supervisor, at=LATER)

    row.refresh_from_db()
    assert row.reader_id == colleague.account_id != reader.account_id
    assert Assignment.objects.get(pk=first).until_at == LATER
    assert queries.reading_for(case_id=case.pk, reader_id=reader.account_id) is None
