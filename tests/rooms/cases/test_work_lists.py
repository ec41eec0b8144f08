"""Work lists and sharing out: the right cases in the right order, nobody on the same one, nothing lost when somebody is away."""

from datetime import timedelta

import pytest

from mantetong.cases import operations, queries
from mantetong.cases.errors import CaseHasMoved
from mantetong.cases.models import Case, Claim, LedgerEntry
from mantetong.cases.queries import Narrowing, Place, WorkList
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.people.models import Account
from tests.factories import (
    DIABETES,
    HYPERTENSION,
    JIUQUAN,
    LUPUS,
    MEISHAN,
    MONDAY,
    NANCHONG,
    a_case_in_determination,
    a_reviewer,
    a_staff_member,
    a_submitted_filing,
    a_supervisor,
    an_insured_person,
    its_case,
)

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


def numbers(which, viewer, *, on=TODAY, **more):
    return [row.number for row in queries.work_rows(which=which, viewer=viewer, on=on, **more)]


def set_case(filing, **columns):
    Case.objects.filter(filing=filing).update(**columns)
    return its_case(filing)


def test_within_a_due_day_the_greater_risk_stands_first_and_the_key_reads_on_without_gap_or_double():
    viewer = a_reviewer()
    for risk in (10, 80, 10, 50, 80):
        set_case(a_submitted_filing()[0], risk=risk)
    read, after = [], None
    while page := queries.work_rows(which=WorkList.UNCLAIMED, viewer=viewer, on=TODAY, after=after, most=2):
        read += page
        after = Place(page[-1].line_on, page[-1].risk, page[-1].case_id)

    assert [row.risk for row in read] == [80, 80, 50, 10, 10]
    assert len({row.case_id for row in read}) == 5


def test_where_no_limit_is_published_the_longest_waiting_stands_first():
    viewer = a_reviewer(NANCHONG)
    later, _by = a_submitted_filing(region=NANCHONG, at=MONDAY + timedelta(days=3))
    earlier, _by = a_submitted_filing(region=NANCHONG, at=MONDAY)

    assert numbers(WorkList.UNCLAIMED, viewer) == [its_case(earlier).number, its_case(later).number]
    assert numbers(WorkList.OVERDUE, viewer, on=TODAY + timedelta(days=90)) == []


def test_due_today_and_overdue_hold_what_their_names_say():
    viewer = a_reviewer()
    due = its_case(a_submitted_filing()[0])

    assert numbers(WorkList.DUE_TODAY, viewer, on=due.due_on) == [due.number]
    assert numbers(WorkList.OVERDUE, viewer, on=due.due_on) == []
    assert numbers(WorkList.OVERDUE, viewer, on=due.due_on + timedelta(days=1)) == [due.number]


def test_an_urgent_disease_has_a_lane_of_its_own():
    viewer = a_reviewer()
    a_submitted_filing()
    urgent = set_case(a_submitted_filing()[0], is_urgent=True)

    assert numbers(WorkList.URGENT, viewer) == [urgent.number]


def test_what_came_back_from_a_supplement_stands_in_its_list_until_somebody_goes_on_with_it():
    filing, applicant = a_submitted_filing()
    reviewer, case = a_reviewer(), its_case(filing)
    operations.claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)
    operations.take_action(case_id=case.pk, action=Action.ASK_SUPPLEMENT, by=reviewer, at=MONDAY)
    operations.take_action(case_id=case.pk, action=Action.ANSWER_SUPPLEMENT, by=applicant, at=MONDAY + timedelta(days=1))

    assert numbers(WorkList.ANSWERED, reviewer) == [case.number]
    operations.take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=MONDAY + timedelta(days=2))
    assert numbers(WorkList.ANSWERED, reviewer) == []


def test_a_case_sampled_or_asked_about_stands_in_the_list_of_the_one_who_was_given_it():
    filing, _by = a_submitted_filing()
    other, colleague = a_reviewer(), a_reviewer()
    for why in (queries.QUALITY_SAMPLE, queries.ASKED_COLLEAGUE):
        operations.assign(filing_id=filing.pk, role=Role.REVIEWER, why=why, account_id=colleague.account_id, at=MONDAY)

    for which in (WorkList.SAMPLED, WorkList.ASKED):
        assert numbers(which, colleague) == [its_case(filing).number]
        assert numbers(which, other) == []


def test_appeals_stand_in_their_list():
    filing, _by = a_submitted_filing()
    filing.kind = "APPEAL"
    filing.save()

    assert numbers(WorkList.APPEALS, a_reviewer()) == [its_case(filing).number]


def test_no_list_and_no_search_shows_another_region():
    a_submitted_filing(region=JIUQUAN)
    viewer = a_reviewer(MEISHAN)

    assert [numbers(which, viewer) for which in WorkList] == [[]] * len(WorkList)
    assert queries.found_rows(viewer=viewer, narrowing=Narrowing(number="620900")) == ()


def test_a_list_is_narrowed_by_disease_and_stage_and_a_search_finds_number_and_person():
    viewer, person = a_reviewer(), an_insured_person()
    mine, _by = a_submitted_filing(diseases=(LUPUS,), person=person)
    a_submitted_filing(diseases=(DIABETES,))
    case = its_case(mine)

    assert numbers(WorkList.UNCLAIMED, viewer, narrowing=Narrowing(disease=LUPUS)) == [case.number]
    for narrowing in (Narrowing(number=case.number[:21]), Narrowing(number=case.number), Narrowing(person_ids=(person.pk,))):
        assert [row.number for row in queries.found_rows(viewer=viewer, narrowing=narrowing)] == [case.number]
    assert queries.found_rows(viewer=viewer, narrowing=Narrowing(person_ids=())) == ()


def test_counts_are_right_after_every_step_and_cost_one_question(django_assert_num_queries):
    reviewer = a_reviewer()
    filing, _by = a_submitted_filing()
    a_submitted_filing()

    with django_assert_num_queries(1):
        before = queries.lists_count(viewer=reviewer, on=TODAY)
    operations.claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)
    after = queries.lists_count(viewer=reviewer, on=TODAY)

    assert (before[WorkList.MINE], before[WorkList.UNCLAIMED]) == (0, 2)
    assert (after[WorkList.MINE], after[WorkList.UNCLAIMED]) == (1, 1)


def test_the_next_case_is_the_urgent_one_then_the_one_due_first():
    reviewer = a_reviewer()
    a_submitted_filing(at=MONDAY + timedelta(days=1))
    first, _by = a_submitted_filing(at=MONDAY)
    urgent, _by = a_submitted_filing(at=MONDAY + timedelta(days=3))
    set_case(urgent, is_urgent=True)
    taken = [operations.claim_next(by=reviewer, at=MONDAY + timedelta(days=4)) for _ in range(2)]

    assert taken == [urgent.reference, first.reference]


def test_what_comes_next_is_what_the_lists_of_unclaimed_and_held_show_in_their_order(django_assert_num_queries):
    reviewer, colleague = a_reviewer(), a_reviewer()
    filings = [a_submitted_filing(at=MONDAY + timedelta(days=n % 3))[0] for n in range(5)]
    a_submitted_filing(region=JIUQUAN)
    set_case(filings[4], is_urgent=True)
    set_case(filings[3], stage=Stage.FILED)
    operations.claim_filing(filing_id=filings[1].pk, by=colleague, at=MONDAY)

    with django_assert_num_queries(1):
        coming = queries.next_filings(viewer=reviewer)
    shown = [
        row for which in (WorkList.UNCLAIMED, WorkList.HELD) for row in queries.work_rows(which=which, viewer=reviewer, on=TODAY)
    ]

    assert len(shown) == 4
    assert coming == tuple(
        row.filing_id for row in sorted(shown, key=lambda row: (not row.is_urgent, row.line_on, -row.risk, row.case_id))
    )
    assert queries.next_filings(viewer=reviewer, besides=coming[0]) == coming[1:]
    assert queries.next_filings(viewer=a_staff_member(Role.CLERK)) == ()


def test_the_next_case_is_never_ones_own_and_none_is_told_as_none():
    person = an_insured_person()
    reviewer = a_reviewer()
    Account.objects.filter(pk=reviewer.account_id).update(person=person)
    a_submitted_filing(person=person)

    assert operations.claim_next(by=reviewer, at=MONDAY) is None


def test_a_supervisor_gives_a_filing_to_a_colleague_and_a_stale_page_moves_nothing():
    filing, _by = a_submitted_filing()
    first, second, supervisor = a_reviewer(), a_reviewer(), a_supervisor()
    operations.claim_filing(filing_id=filing.pk, by=first, at=MONDAY)
    given = {"filing_id": filing.pk, "to": second.account_id, "by": supervisor, "at": MONDAY}

    with pytest.raises(CaseHasMoved):
        operations.reassign_filing(**given, seen_holder=None)
    with pytest.raises(NotYoursToTake):
        operations.reassign_filing(**{**given, "by": first}, seen_holder=first.account_id)
    elsewhere = a_reviewer(JIUQUAN).account_id
    with pytest.raises(NotYoursToTake):
        operations.reassign_filing(**{**given, "to": elsewhere}, seen_holder=first.account_id)
    operations.reassign_filing(**given, seen_holder=first.account_id)

    assert queries.claimed_by(filing.pk) == second.account_id
    assert LedgerEntry.objects.filter(filing=filing, action="REASSIGN").count() == 1


def test_what_an_absent_person_holds_goes_to_a_colleague_and_what_may_not_goes_back_on_the_list():
    away, colleague, supervisor = a_reviewer(), a_reviewer(), a_supervisor()
    own = an_insured_person()
    Account.objects.filter(pk=colleague.account_id).update(person=own)
    ordinary, _by = a_submitted_filing()
    kin, _by = a_submitted_filing(person=own)
    for filing in (ordinary, kin):
        operations.claim_filing(filing_id=filing.pk, by=away, at=MONDAY)

    moved = operations.hand_over(away=away.account_id, to=colleague.account_id, by=supervisor, at=MONDAY)

    assert moved == 2
    assert (queries.claimed_by(ordinary.pk), queries.claimed_by(kin.pk)) == (colleague.account_id, None)
    with pytest.raises(NotYoursToTake):
        operations.hand_over(away=colleague.account_id, to=None, by=away, at=MONDAY)


def test_who_goes_on_leave_puts_their_own_back():
    filing, _by = a_submitted_filing()
    reviewer = a_reviewer()
    operations.claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)

    assert operations.hand_over(away=reviewer.account_id, to=None, by=reviewer, at=MONDAY) == 1
    assert not Claim.objects.filter(released_at=None).exists()


def test_mondays_pile_is_known_on_friday():
    filings = [a_submitted_filing(at=MONDAY + timedelta(days=day))[0] for day in (0, 5)]  # Monday, Saturday
    set_case(filings[0], due_on=TODAY + timedelta(days=7), is_urgent=True)
    set_case(filings[1], due_on=TODAY + timedelta(days=30))
    friday = MONDAY + timedelta(days=4)

    this_week = queries.pile_on(region=MEISHAN, on=TODAY + timedelta(days=7), at=friday)
    a_week_later = queries.pile_on(region=MEISHAN, on=TODAY + timedelta(days=14), at=friday + timedelta(days=7))

    assert (this_week.due, this_week.urgent, this_week.arriving) == (1, 1, 0)
    assert a_week_later.arriving == 1  # last weekend's one, over four weeks, rounded up


def test_a_case_keeps_its_place_by_the_day_it_began_to_wait_when_a_pause_or_a_region_leaves_no_due_day():
    case, _reviewer = a_case_in_determination(region=NANCHONG)

    assert case.due_on is None
    assert Case.objects.get(pk=case.pk).line_on == case.entered_stage_at.date()


@pytest.mark.parametrize("which", [WorkList.HELD, WorkList.DETERMINING, WorkList.CONFIRMING, WorkList.ASSIGNED])
def test_lists_of_one_stage_hold_that_stage(which):
    stage = {WorkList.HELD: Stage.FILED, WorkList.CONFIRMING: Stage.CONFIRMING}.get(which, Stage.DETERMINING)
    viewer = a_staff_member(Role.REVIEWER)
    filing, _by = a_submitted_filing(diseases=(HYPERTENSION,))
    a_submitted_filing()
    set_case(filing, stage=stage)
    operations.assign(filing_id=filing.pk, role=Role.REVIEWER, why="PANEL", account_id=viewer.account_id, at=MONDAY)

    assert numbers(which, viewer) == [its_case(filing).number]
