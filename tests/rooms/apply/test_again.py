"""Beginning again: renewal and transfer ask only for what is missing, an appeal goes to other people with everything known."""

from datetime import date, timedelta

import msgspec
import pytest

from mantetong.apply.again import operations
from mantetong.apply.again.carrying import baggage_of, is_expired
from mantetong.apply.again.errors import AppealRunning, NotAppealable, NothingToRenew, TooEarlyToRenew
from mantetong.apply.queries import answers_of
from mantetong.cases.models import Case, Filing
from mantetong.cases.operations import JudgedBefore, claim_filing
from mantetong.cases.queries import case_card, filing_card, followings_of, holds_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.papers import PaperKind
from mantetong.materials.models import Reading
from mantetong.materials.queries import papers_of
from mantetong.materials.reading.shapes import Field, PaperReading
from mantetong.people.models import Insurance
from mantetong.policies.queries import policy_on
from mantetong.recognition.models import Recognition
from mantetong.recognition.queries import recognition_of_case
from tests.factories import JIUQUAN, MONDAY, a_reviewer, as_applicant, its_case
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import a_paper, leaves_of_case
from tests.rooms.review.test_desk_pages import at_home, words

pytestmark = pytest.mark.django_db
RENEWED_AT = MONDAY + timedelta(days=280)
LAST_DAY = date(2026, 12, 31)
APPEALED_AT = MONDAY + timedelta(days=2)
SAID = "出院记录第2页写了这个诊断。"


def a_held(*, papers=("diagnosis_certificate",)):
    """What a case has brought, its last day in December, with the papers it stood on."""
    case = a_decided_case(Outcome.RECOGNISED)
    for slot in papers:
        a_paper(case.filing, slot=slot)
    Filing.objects.filter(pk=case.filing_id).update(summary=None)
    Recognition.objects.filter(case_id=case.pk).update(ends_on=LAST_DAY)
    return recognition_of_case(case.pk), as_applicant(case.filing.account), case


def a_refused_case():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    a_paper(case.filing)
    return case_card(case.pk), as_applicant(case.filing.account), case


def the_filing(reference):
    return filing_card(Filing.objects.get(reference=reference).pk)


def appeal(card, by, *, at=APPEALED_AT):
    return the_filing(operations.open_appeal(case=card, paths=["1"], grounds=SAID, by=by, at=at))


# renewal


def test_a_renewal_is_prefilled_and_keeps_what_it_renews():
    held, by, case = a_held()

    draft = the_filing(operations.open_renewal(held=held, by=by, at=RENEWED_AT))

    assert (draft.kind, draft.disease_codes) == (Kind.RENEWAL, (case.disease_code,))
    assert {"disease", "hospital", "doctor", "summary"} <= set(answers_of(draft.id))
    assert [paper.slot for paper in papers_of(draft.id)] == ["diagnosis_certificate"]
    assert [(one.recognition_id, one.earlier_case_id) for one in followings_of(draft.id)] == [(held.id, case.pk)]


def test_a_renewal_begun_twice_is_one_draft_with_its_papers_once():
    held, by, _case = a_held()

    first, second = (operations.open_renewal(held=held, by=by, at=RENEWED_AT) for _ in range(2))

    assert first == second
    assert len(papers_of(the_filing(first).id)) == 1


def test_before_the_packs_window_a_renewal_is_told_from_when():
    held, by, _case = a_held()

    with pytest.raises(TooEarlyToRenew) as early:
        operations.open_renewal(held=held, by=by, at=MONDAY)

    assert early.value.day == "2026年10月2日"


def test_what_has_no_end_is_not_renewed():
    held, by, case = a_held()
    Recognition.objects.filter(pk=held.id).update(ends_on=None)

    with pytest.raises(NothingToRenew):
        operations.open_renewal(held=recognition_of_case(case.pk), by=by, at=RENEWED_AT)


def test_the_renewal_page_lists_what_comes_along_and_what_is_asked():
    held, by, _case = a_held()
    now = {"HTTP_X_SANDBOX_NOW": RENEWED_AT.isoformat()}

    page = words(at_home(by).get(f"/renew/{held.token}/", **now))
    begun = at_home(by).post(f"/renew/{held.token}/", **now)

    carried, asked = page.split("要您补的")
    assert "诊断证明" in carried.split("不用再交的")[1]
    assert "有效身份证件" in asked
    assert "诊断证明" not in asked.split("开始办理")[0]
    assert begun.status_code == 302


def test_nobody_renews_for_a_stranger():
    held, _by, _case = a_held()
    _other, stranger, _case = a_held()

    assert at_home(stranger).post(f"/renew/{held.token}/").status_code == 409
    assert not Filing.objects.filter(kind=Kind.RENEWAL).exists()


@pytest.mark.parametrize(
    ("read", "months", "on", "expired"),
    [
        ({"date": "2024-01-10"}, 24, date(2025, 12, 1), False),
        ({"date": "2024-01-10"}, 24, date(2026, 12, 1), True),
        ({"date": "2024-01-10"}, None, date(2036, 12, 1), False),
        ({}, 24, date(2036, 12, 1), False),
        ({"valid": "2006.03.12-2026.03.12"}, None, date(2026, 12, 1), True),
        ({"valid": "2006.03.12-长期"}, None, date(2066, 12, 1), False),
    ],
)
def test_only_what_grew_too_old_is_asked_for_anew(read, months, on, expired):
    kind = PaperKind.DIAGNOSIS_CERTIFICATE
    greatest = {kind: months} if months else {}

    assert is_expired(kind=kind, read=read, greatest=greatest, on=on) is expired


def a_certificate_of(case, day):
    """A diagnosis certificate that was read, made out on that day."""
    paper = a_paper(case.filing)
    read = Field("date", day, 1, ((0, 0), (1, 0), (1, 1), (0, 1)), 1.0)
    kept = {"reading": PaperReading(PaperKind.DIAGNOSIS_CERTIFICATE, (), (read,))}
    Reading.objects.create(digest=paper.digest, content=msgspec.json.encode(kept).decode(), engine="test", at=MONDAY)
    return paper


@pytest.mark.parametrize(("day", "is_asked"), [("2026-02-20", False), ("2025-09-01", True)])
def test_a_renewal_wants_papers_as_fresh_as_the_pack_says_though_the_criteria_would_take_older_ones(day, is_asked):
    held, _by, case = a_held(papers=())
    a_certificate_of(case, day)
    policy = policy_on(region=held.region, on=RENEWED_AT.date())
    assert policy.diseases[held.disease_code].validity.value.renewal_proof_months == 12

    baggage = operations.baggage_for(held, policy=policy, on=RENEWED_AT.date())

    assert ("诊断证明" in "".join(baggage.asked)) is is_asked
    assert ("诊断证明" in "".join(baggage.expired)) is is_asked


def test_without_an_earlier_filing_everything_is_asked():
    held, _by, _case = a_held()
    policy = policy_on(region=held.region, on=RENEWED_AT.date())
    slots = policy.slots_for((held.disease_code,))

    baggage = baggage_of(
        earlier_filing_id=None, diseases=(policy.diseases[held.disease_code],), slots=slots, on=RENEWED_AT.date()
    )

    assert baggage.carried == ()
    assert set(baggage.asked) == {slot.name for slot in slots if not slot.made_here}


# transfer


def test_a_transfer_opens_in_the_region_where_one_is_insured_now():
    held, by, case = a_held()
    Insurance.objects.filter(person_id=held.person_id).update(region=JIUQUAN)

    draft = the_filing(operations.open_transfer(held=held, region=JIUQUAN, by=by, at=RENEWED_AT))

    assert (draft.kind, draft.region, draft.disease_codes) == (Kind.TRANSFER, JIUQUAN, (case.disease_code,))
    with pytest.raises(NothingToRenew):
        operations.open_transfer(held=held, region=held.region, by=by, at=RENEWED_AT)


# appeal


def test_an_appeal_takes_every_paper_and_the_reasons_along():
    card, by, case = a_refused_case()

    draft = appeal(card, by)

    assert (draft.kind, len(papers_of(draft.id))) == (Kind.APPEAL, 1)
    followed = followings_of(draft.id)[0]
    assert (followed.earlier_case_id, followed.paths, followed.grounds) == (case.pk, ("1",), SAID)


def test_a_sent_appeal_is_accepted_numbered_judged_by_the_same_rules_and_by_other_people():
    card, by, case = a_refused_case()
    draft = appeal(card, by)
    before = case.filing.claims.first().account_id

    sent = operations.send_appeal(filing=draft, by=by, at=APPEALED_AT)
    again = operations.send_appeal(filing=the_filing(draft.reference), by=by, at=APPEALED_AT)

    filing = Filing.objects.get(pk=draft.id)
    assert sent.number == again.number
    assert its_case(filing).stage == "REVIEWING"
    assert filing.policy_version_id == case.filing.policy_version_id
    judge = a_reviewer()
    with pytest.raises(JudgedBefore):
        claim_filing(filing_id=filing.pk, by=judge.__class__(before, judge.roles, judge.region), at=APPEALED_AT)
    claim_filing(filing_id=filing.pk, by=judge, at=APPEALED_AT)


def test_a_decision_is_appealed_once_and_only_a_refusal():
    card, by, _case = a_refused_case()
    operations.send_appeal(filing=appeal(card, by), by=by, at=APPEALED_AT)
    recognised = a_decided_case(Outcome.RECOGNISED)

    with pytest.raises(AppealRunning):
        operations.open_appeal(case=card, paths=[], grounds=SAID, by=by, at=APPEALED_AT)
    with pytest.raises(NotAppealable):
        operations.open_appeal(
            case=case_card(recognised.pk), paths=[], grounds=SAID, by=as_applicant(recognised.filing.account), at=APPEALED_AT
        )


def test_a_late_appeal_waits_for_a_person_and_is_never_turned_away():
    card, by, _case = a_refused_case()
    draft = appeal(card, by)

    sent = operations.send_appeal(filing=draft, by=by, at=APPEALED_AT, holds=(operations.APPEAL_LATE,))

    assert sent.is_held
    assert holds_of(draft.id) == ((operations.APPEAL_LATE, ""),)
    assert Case.objects.get(filing_id=draft.id).stage == "FILED"


@pytest.mark.parametrize(("day", "late"), [(date(2026, 5, 1), False), (date(2026, 5, 2), True)])
def test_the_days_to_appeal_count_from_the_day_after_receipt(day, late):
    last = operations.last_day(received=date(2026, 3, 2), days=60)

    assert operations.is_late(last, on=day) is late


def test_where_no_limit_is_published_there_is_no_last_day():
    card, _by, _case = a_refused_case()

    assert operations.last_day_to_appeal(card) is None
    assert not operations.is_late(None, on=date(2030, 1, 1))


def test_an_appeal_through_the_pages():
    card, by, case = a_refused_case()
    home = at_home(by)

    decision = words(home.get(f"/decision/{case.reference}/"))
    empty = home.post(f"/appeal/{case.reference}/", {"grounds": ""})
    begun = home.post(f"/appeal/{case.reference}/", {"grounds": SAID, "paths": [leaves_of_case(case)[0][0]]})
    without = home.post(begun.url, {})
    sent = home.post(begun.url, {"pledge": "on"})

    assert "在线提出申诉" in decision
    assert "为什么不同意" in words(empty)
    assert SAID in words(home.get(f"/appeal/{case.reference}/?draft={begun.url.split('/')[-2]}")) or begun.status_code == 302
    assert (empty.status_code, without.status_code, sent.status_code) == (422, 422, 302)
    page = words(home.get(sent.url))
    assert "申诉复核" in page
    assert "查看已提出的申诉" in words(home.get(f"/decision/{case.reference}/"))
    assert card


def test_an_appeals_draft_stands_in_my_cases_and_leads_back_to_itself():
    card, by, _case = a_refused_case()
    draft = appeal(card, by)

    page = at_home(by).get("/my/").content.decode()

    assert f"/appeal/draft/{draft.reference}/" in page
