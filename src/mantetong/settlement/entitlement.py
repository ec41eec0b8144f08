"""Who may have what paid, here and today: person, insurance, recognition and the pack's payment terms."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from mantetong.domain.payment import Insured, NotAPaymentRule, PaymentRule, Terms, band_of, payment_rule
from mantetong.domain.policy import DiseasePolicy, RegionPolicy, SensitiveRows, Status
from mantetong.people.queries import InstitutionCard, InsuranceCard, PersonCard, institution_card, insurances_of, person_by_psn_no
from mantetong.people.queries.at_the_till import at_the_till
from mantetong.policies.queries import NoSuchRegion, policy_on
from mantetong.recognition.queries import RecognitionCard, held_by
from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused
from mantetong.settlement.tills import DjangoTill
from mantetong.web.clock import day_of

log = logging.getLogger(__name__)

CHRONIC = "14"  # med_type 门诊慢特病; local children begin with it
_ID_CARD = "02"
_INSURED = {"310": Insured.EMPLOYEE, "390": Insured.RESIDENT}
_PREFECTURE = 4


@dataclass(frozen=True, slots=True)
class Entitled:
    """One person at one institution for one disease on one day. `digest` names the pack whose terms hold."""

    person: PersonCard
    insurance: InsuranceCard
    institution: InstitutionCard
    recognition: RecognitionCard
    terms: Terms
    digest: str
    at: datetime

    @property
    def region(self) -> str:
        """The prefecture whose fund pays."""
        return prefecture(self.insurance.region)


def prefecture(region: str) -> str:
    """A county's prefecture, as six digits."""
    return region[:_PREFECTURE] + "00"


@dataclass(frozen=True, slots=True)
class Customer:
    """A confirmed, living person at an institution, with the insurances the registry names."""

    person: PersonCard
    insurances: tuple[InsuranceCard, ...]
    institution: InstitutionCard


def customer_at(*, psn_no: str, institution: str, on: date) -> Customer:
    """The person and the institution, whose token has proven it. Raises Refused."""
    found = at_the_till(psn_no=psn_no, institution=institution)
    if found is None or not _is_living(found.person, on):
        raise Refused(Infcode.PSN_NO_UNREGISTERED)
    if found.institution is None:  # taken off the list meanwhile
        raise Refused(Infcode.WRONG_TOKEN)
    return Customer(found.person, found.insurances, found.institution)


def person_at(*, psn_no: str, on: date) -> PersonCard:
    """The confirmed, living person. Raises Refused."""
    person = person_by_psn_no(psn_no)
    if person is None or not _is_living(person, on):
        raise Refused(Infcode.PSN_NO_UNREGISTERED)
    return person


def _is_living(person: PersonCard, on: date) -> bool:
    return person.is_confirmed and not (person.died_on and person.died_on < on)


def ensure_certificate(*, person: PersonCard, cert_type: str, cert_no: str) -> None:
    """The certificate shown is this person's ID card. Raises Refused."""
    if cert_type != _ID_CARD:
        raise Refused(Infcode.FIELD_WRONG, why="mdtrt_cert_type（就诊凭证类型）目前只支持02（居民身份证）")
    if cert_no.upper() != person.id_number:
        raise Refused(Infcode.OTHER_PERSON)


def ensure_chronic(med_type: str) -> None:
    """Only chronic-disease visits are settled here. Raises Refused."""
    if not med_type.startswith(CHRONIC):
        raise Refused(Infcode.NOT_SETTLED_HERE, why="med_type（医疗类别）应为14（门诊慢特病）或其子类，其他类别不在本系统结算")


def insurance_of(*, person: PersonCard, insutype: str, place: str = "") -> InsuranceCard:
    """The active insurance of this kind, at `place` when one is named. Raises Refused."""
    return _insurance_among(insurances_of(person.id), insutype, place)


def _insurance_among(insurances: Sequence[InsuranceCard], insutype: str, place: str) -> InsuranceCard:
    mine = [one for one in insurances if one.is_active and one.insutype == insutype]
    here = [one for one in mine if not place or one.region[:_PREFECTURE] == place[:_PREFECTURE]]
    if mine and not here:
        raise Refused(Infcode.OTHER_REGION)
    if not here:
        raise Refused(Infcode.NOT_INSURED)
    return here[0]


def institution_at(code: str) -> InstitutionCard:
    """The institution that asks; its token has proven it. Raises Refused when it was taken off the list meanwhile."""
    found = institution_card(code)
    if found is None:
        raise Refused(Infcode.WRONG_TOKEN)
    return found


def recognition_at(*, person: PersonCard, insurance: InsuranceCard, disease: str, institution: str, on: date) -> RecognitionCard:
    """What the person holds for this disease that day where they are insured, as far as the institution may know of it.

    Raises Refused; unknown is never "no".
    """
    return _recognised(person, insurance, disease, institution, on)[0]


def _recognised(
    person: PersonCard, insurance: InsuranceCard, disease: str, institution: str, on: date
) -> tuple[RecognitionCard, RegionPolicy]:
    """The recognition and the pack it counts under."""
    for held in held_by(person_id=person.id, on=on):
        if held.disease_code == disease and prefecture(held.region) == prefecture(insurance.region):
            policy = _policy(prefecture(insurance.region), on)
            _ensure_told(policy, disease, institution)
            return held, policy
    if not DjangoTill(is_sandbox=settings.MANTETONG_SANDBOX).is_complete(insurance.region[:_PREFECTURE]):
        raise Refused(Infcode.REGION_NOT_READY)
    raise Refused(Infcode.NOT_RECOGNISED, disease=disease)


def entitled(*, customer: Customer, insutype: str, place: str, disease: str, at: datetime) -> Entitled:
    """Everything a settlement of this disease stands on at the moment `at`. Raises Refused."""
    person, institution = customer.person, customer.institution
    insurance = _insurance_among(customer.insurances, insutype, place)
    recognition, policy = _recognised(person, insurance, disease, institution.code, day_of(at))
    insured = _INSURED.get(insutype)
    if insured is None:
        raise Refused(Infcode.NOT_INSURED)
    band = band_of(is_pharmacy=institution.code.startswith("P"), level=institution.level)
    terms = _rule(policy, disease).terms(insured=insured, band=band)
    return Entitled(person, insurance, institution, recognition, terms, policy.digest, at)


def _ensure_told(policy: RegionPolicy, disease: str, institution: str) -> None:
    """A sensitive disease is not told to whoever is not entitled to treat it, in the words of "none". Raises Refused."""
    rules, found = policy.till, policy.diseases.get(disease)
    if found is None or not found.sensitive or (rules and rules.value.sensitive is SensitiveRows.ALL):
        return
    if not DjangoTill(is_sandbox=settings.MANTETONG_SANDBOX).may_treat(institution, disease):
        raise Refused(Infcode.NOT_RECOGNISED, disease=disease)


def _policy(region: str, on: date) -> RegionPolicy:
    try:
        return policy_on(region=region, on=on)
    except NoSuchRegion as error:
        raise Refused(Infcode.PAYMENT_NOT_SET) from error


def _rule(policy: RegionPolicy, disease: str) -> PaymentRule:
    """The disease's rule; an invented one (样例) pays in the sandbox only."""
    found: DiseasePolicy | None = policy.diseases.get(disease)
    if found is None or found.payment is None:
        raise Refused(Infcode.PAYMENT_NOT_SET)
    if found.payment.status is Status.SAMPLE and not settings.MANTETONG_SANDBOX:
        raise Refused(Infcode.PAYMENT_NOT_SET)
    try:
        return payment_rule(disease=disease, value=found.payment.value)
    except NotAPaymentRule as error:
        log.warning("payment_rule_unreadable region=%s disease=%s", policy.code, disease)
        raise Refused(Infcode.PAYMENT_NOT_SET) from error
