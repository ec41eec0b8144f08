"""People, offices and filings with meaning, made through the rooms' own operations."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from mantetong.cases import operations as cases
from mantetong.cases.models import Case, Filing
from mantetong.domain.actor import SYSTEM, Actor
from mantetong.domain.identity import id_check_character
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action
from mantetong.people.models import Account, Institution, Insurance, InsuredPerson, StaffPost
from mantetong.people.models.accounts import phone_digest
from mantetong.people.models.persons import id_digest
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import current_version

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
MEISHAN, NANCHONG, JIUQUAN = "511400", "511300", "620900"
DIABETES, LUPUS, HYPERTENSION = "M01600", "M07101", "M03900"
_serial = count(1)


def an_insured_person(*, region=MEISHAN, name="谢桂兰", born_on=date(1953, 4, 17), insutype="390"):
    """Somebody the registry has confirmed, insured in `region`. The number carries the unassigned county code …99."""
    body = f"510199{born_on:%Y%m%d}{next(_serial) % 1000:03d}"
    number = body + id_check_character(body)
    person = InsuredPerson.objects.create(
        psn_no=f"{region}{next(_serial):010d}",
        name=name,
        id_number=number,
        id_digest=id_digest(number),
        born_on=born_on,
        sex="2",
        registry_state="CONFIRMED",
        checked_at=MONDAY,
        created_at=MONDAY,
    )
    Insurance.objects.create(person=person, insutype=insutype, region=region, status="ACTIVE", checked_at=MONDAY)
    return person


def a_citizen(*, person=None):
    """An account by telephone, proven to be `person`."""
    phone = f"139{next(_serial):08d}"
    return Account.objects.create(
        phone=phone, phone_digest=phone_digest(phone), person=person, real_name_level=1 if person else 0, created_at=MONDAY
    )


def as_applicant(account):
    return Actor(account.pk, frozenset({Role.APPLICANT}))


def a_staff_member(*roles, region=MEISHAN, institution=None):
    """An actor of the desk with posts."""
    serial = next(_serial)
    account = Account.objects.create(username=f"staff{serial}", display_name="沈审核", created_at=MONDAY)
    for role in roles:
        StaffPost.objects.create(account=account, role=role, region=region, institution=institution, from_on=date(2026, 1, 1))
    return Actor(account.pk, frozenset(roles), region, institution.code if institution else None)


def a_reviewer(region=MEISHAN):
    return a_staff_member(Role.REVIEWER, region=region)


def a_supervisor(region=MEISHAN):
    return a_staff_member(Role.SUPERVISOR, region=region)


def a_hospital(*, region=MEISHAN, level="02", is_entrusted=False):
    code = f"H{region[:4]}99{next(_serial):05d}"
    return Institution.objects.create(
        code=code, name="云溪市第一人民医院", level=level, is_public=True, region=region, is_entrusted=is_entrusted
    )


def a_draft(*, region=MEISHAN, diseases=(DIABETES,), person=None, at=MONDAY):
    """A draft with its diseases chosen, and the applicant."""
    load_packs(at=at)
    person = person or an_insured_person(region=region)
    by = as_applicant(a_citizen(person=person))
    reference = cases.open_draft(by=by, person_id=person.pk, region=region, insutype="390", door="web", at=at)
    filing = Filing.objects.get(reference=reference)
    cases.choose_diseases(filing_id=filing.pk, codes=list(diseases), urgent=frozenset(), at=at)
    return filing, by


def a_submitted_filing(*, region=MEISHAN, diseases=(DIABETES,), person=None, at=MONDAY, holds=()):
    """A filing with its number; accepted at once unless `holds` names a failed check."""
    filing, by = a_draft(region=region, diseases=diseases, person=person, at=at)
    version = current_version(region=region, on=at.date())
    cases.submit_filing(filing_id=filing.pk, by=by, at=at, policy_version_id=version.id, holds=holds)
    filing.refresh_from_db()
    return filing, by


def its_case(filing):
    """The filing's first case, fresh from the database."""
    return Case.objects.filter(filing=filing).order_by("ordinal").first()


def a_case_in_determination(*, region=MEISHAN, at=MONDAY, **more):
    """A case a reviewer has claimed and passed on, with that reviewer."""
    filing, _by = a_submitted_filing(region=region, at=at, **more)
    reviewer = a_reviewer(region)
    cases.claim_filing(filing_id=filing.pk, by=reviewer, at=at)
    case = its_case(filing)
    cases.take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=at + timedelta(hours=1))
    case.refresh_from_db()
    return case, reviewer


def decide(case, *, by, outcome=Outcome.RECOGNISED, at=MONDAY + timedelta(hours=2)):
    """The bare end of a case, without what determination adds."""
    reasons = [{"path": "1", "label": "诊断证明", "answer": "MET", "said": "诊断证明符合要求", "source": "样例"}]
    cases.record_decision(
        case_id=case.pk, outcome=outcome, reasons=reasons, remark="", by=by, at=at, institution_code=None, doctor_code=None
    )
    return cases.take_action(case_id=case.pk, action=Action.DECIDE, by=by, at=at)


SYSTEM_ACTOR = SYSTEM
