"""Filings at the desk, with papers and criteria, made through the rooms' own operations."""

from datetime import timedelta

from mantetong.cases.operations import claim_filing, record_human_answer
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.tree import leaves_of
from mantetong.materials.models import Paper, PaperFinding, PaperPage
from mantetong.policies.queries import policy_of
from mantetong.review import operations
from mantetong.review.models import ItemKind
from mantetong.review.operations import Ask
from tests.factories import MEISHAN, MONDAY, a_reviewer, a_submitted_filing, its_case

LATER = MONDAY + timedelta(hours=1)
NEXT_DAY = MONDAY + timedelta(days=1)
SLOT = "diagnosis_certificate"


def a_paper(filing, *, slot=SLOT, at=MONDAY, kind="diagnosis_certificate", findings=()):
    """A paper that was received and read, with a page of its own."""
    serial = Paper.objects.count()
    paper = Paper.objects.create(
        filing=filing,
        slot=slot,
        position=serial,
        name="证明.jpg",
        type="jpeg",
        kind=kind,
        digest=f"{serial:064d}",
        size=1000,
        state="READ",
        at=at,
    )
    PaperPage.objects.create(paper=paper, number=1, width=800, height=1100, storage_key=f"aa/{serial:064d}")
    for code, level in findings:
        PaperFinding.objects.create(paper=paper, code=code, level=level, say="照片有些模糊。")
    return paper


def a_claimed_filing(*, region=MEISHAN, **more):
    """A filing in review with the reviewer who holds it, and its applicant."""
    filing, applicant = a_submitted_filing(region=region, **more)
    reviewer = a_reviewer(region)
    claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)
    return filing, reviewer, applicant


def leaves_of_case(case):
    """Paths and labels of the criteria of a case."""
    policy = policy_of(version_id=case.filing.policy_version_id)
    return [(path, leaf.label) for path, leaf in leaves_of(policy.diseases[case.disease_code].criteria.value)]


def asking_for(case, slot=SLOT):
    """One place of the checklist asked for."""
    return Ask(case.pk, ItemKind.SLOT, "诊断证明", "还没有收到诊断证明。", "MS-10", slot=slot)


def a_filing_sent_back(**more):
    """A filing whose applicant is asked for the diagnosis certificate."""
    filing, reviewer, applicant = a_claimed_filing(**more)
    operations.send_supplement(filing_id=filing.pk, items=[asking_for(its_case(filing))], by=reviewer, at=LATER)
    return filing, reviewer, applicant


def answer_all(case, *, by, answer=Answer.MET, at=LATER):
    """A person's answer to every criterion of a case."""
    for path, _label in leaves_of_case(case):
        record_human_answer(case_id=case.pk, path=path, answer=answer, reason="看过材料", by=by, at=at)
