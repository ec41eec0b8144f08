"""The certificate: a PDF with two codes, one that leads to the public page and one that verifies offline."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from mantetong.cases.queries import case_card, filing_card
from mantetong.domain.events import Event
from mantetong.domain.policy import RegionPolicy
from mantetong.outside.documents import store
from mantetong.people.queries import PersonCard, institution_card, person_card
from mantetong.policies.queries import policy_of, policy_on
from mantetong.queue.announce import announce
from mantetong.recognition.credential import Certified, credential_text
from mantetong.recognition.errors import NoSuchRecognition, SampleRules
from mantetong.recognition.labels import INSURANCES
from mantetong.recognition.models import CertificateFile, Recognition
from mantetong.web.printing import qr_svg, render_pdf
from mantetong.web.wording import chinese_day

TEMPLATE = "recognition/certificate.typ"


def make_certificate(*, case_id: int, at: datetime) -> int:
    """Make, keep and announce the certificate of a case's recognition; its id. Made already for this decision: the same id.

    Signing the file (PAdES) goes between rendering and keeping. Raises NoSuchRecognition, SampleRules (a production
    installation prints nothing decided by sample criteria), MissingGlyph (a name no font draws: staff must see to it).
    """
    row = Recognition.objects.filter(case_id=case_id).first()
    if row is None:
        raise NoSuchRecognition
    made = CertificateFile.objects.filter(recognition=row, made_at__gte=row.issued_at).first()
    if made is not None:
        return made.pk
    rules = rules_behind(row)
    ensure_may_leave_the_house(rules)
    person = person_card(row.person_id)
    text = credential_text(about=_certified(row, person), at=at)
    content = render_pdf(template=TEMPLATE, data=_data(row, person, rules, text), at=at)
    return _keep(row, content, text, at)


def rules_behind(row: Recognition) -> RegionPolicy:
    """The rules a recognition was decided by; for an imported one, those of its first day."""
    if row.case_id is None:
        return policy_on(region=row.region, on=row.begins_on)
    version = filing_card(case_card(row.case_id).filing_id).policy_version_id
    return policy_of(version_id=version) if version else policy_on(region=row.region, on=row.decided_on)


def ensure_may_leave_the_house(rules: RegionPolicy) -> None:
    """Raises SampleRules where invented rules decided and the sandbox is off (DESIGN §4)."""
    if rules.is_sample and not settings.MANTETONG_SANDBOX:
        raise SampleRules


def _certified(row: Recognition, person: PersonCard) -> Certified:
    return Certified(row.token, person.masked_name, row.region, row.disease_code, row.disease_name, row.begins_on, row.ends_on)


def _data(row: Recognition, person: PersonCard, rules: RegionPolicy, text: str) -> dict[str, Any]:
    link = link_to(row.token)
    institution = institution_card(row.institution_code)
    return {
        "sample": rules.is_sample,
        "authority": f"{rules.name}医疗保障经办机构",
        "number": case_card(row.case_id).number if row.case_id else "",
        "person": person.name,
        "id_number": person.masked_id_number,
        "psn_no": row.psn_no,
        "insurance": str(INSURANCES.get(row.insutype, row.insutype)),
        "region": rules.name,
        "disease": f"{row.disease_name}（{row.disease_code}）",
        "begins_on": chinese_day(row.begins_on),
        "ends_on": f"{chinese_day(row.ends_on)}（含当日）" if row.ends_on else "长期",
        "institution": institution.name if institution else "",
        "decided_on": chinese_day(row.decided_on),
        "link": link,
        "link_qr": qr_svg(link),
        "credential": text,
        "credential_qr": qr_svg(text),
    }


def link_to(token: str) -> str:
    """The public address at which a certificate is verified."""
    return _address() + reverse("recognition:verify", args=[token])


def _address() -> str:
    return (settings.MANTETONG_ENVIRONMENT.public_url or "http://127.0.0.1:8000").rstrip("/")


@transaction.atomic
def _keep(row: Recognition, content: bytes, text: str, at: datetime) -> int:
    key = store(content=content, person_id=row.person_id)
    values = {"key": key, "sha256": hashlib.sha256(content).hexdigest(), "text": text, "made_at": max(at, row.issued_at)}
    kept, _ = CertificateFile.objects.update_or_create(recognition=row, defaults=values)
    if row.case_id is not None:
        announce(Event.CERTIFICATE_READY, case_id=row.case_id)
    return kept.pk
