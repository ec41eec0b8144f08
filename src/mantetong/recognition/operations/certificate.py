"""The certificate: a PDF with two codes, one that leads to the public page and one that verifies offline."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from mantetong.cases.queries import case_card, filing_card
from mantetong.domain.events import Event
from mantetong.domain.policy import RegionPolicy
from mantetong.outside.documents import fetch, store
from mantetong.outside.sm2 import sm2_record
from mantetong.people.queries import PersonCard, institution_card, person_card
from mantetong.policies.queries import policy_of, policy_on
from mantetong.queue.announce import announce
from mantetong.recognition.credential import PURPOSE, Certified, credential_text
from mantetong.recognition.errors import NoSuchRecognition, SampleRules
from mantetong.recognition.labels import INSURANCES
from mantetong.recognition.models import CertificateFile, Recognition
from mantetong.recognition.queries import papers_missing
from mantetong.web.printing import MissingGlyph, qr_svg, render_pdf
from mantetong.web.wording import chinese_day

if TYPE_CHECKING:
    from mantetong.outside.paper_seal import Sealed

TEMPLATE = "recognition/certificate.typ"


def make_certificate(*, case_id: int, at: datetime) -> int:
    """Make, keep and announce the certificate of a case's recognition; its id. Made already for this decision: the same id.

    The file carries the region's seal (PAdES) with a time stamp, or without one while no authority answers; beside it stands a
    signature by SM2. Raises NoSuchRecognition, SampleRules (a production installation prints nothing decided by sample
    criteria), MissingGlyph (a name no font draws: staff must see to it), SealBroken.
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
    from mantetong.outside.paper_seal import seal_paper  # noqa: PLC0415  a web process need not carry the signing library

    return _keep(row, seal_paper(content, region=row.region), text, at)


def make_missing_certificates(*, at: datetime, most: int = 200) -> int:
    """Try again what could not be made (a name no font drew, a broken seal), oldest first; how many were made."""
    waiting = papers_missing(at=at, most=most)
    return sum(_tried(one.case_id, at) for one in waiting if one.case_id)


def _tried(case_id: int, at: datetime) -> int:
    from mantetong.outside.seal_keys import SealBroken  # noqa: PLC0415  a web process need not carry the signing library

    try:
        make_certificate(case_id=case_id, at=at)
    except (MissingGlyph, SealBroken, SampleRules):
        return 0  # it stays on the desk's list with its reason
    return 1


def stamp_certificates(*, most: int = 200) -> int:
    """Add the time stamp to certificates made while no authority answered, oldest first; how many. Raises TimeStampAway."""
    waiting = CertificateFile.objects.select_related("recognition").filter(is_stamped=False).order_by("pk")[:most]
    return sum(_stamped(row) for row in waiting)


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


def _stamped(row: CertificateFile) -> int:
    from mantetong.outside.paper_seal import Sealed, stamp_paper  # noqa: PLC0415

    values = _values(Sealed(stamp_paper(fetch(row.key)), is_stamped=True), row.recognition.person_id)
    return CertificateFile.objects.filter(pk=row.pk, key=row.key).update(**values)  # not over one made anew meanwhile


def _values(sealed: "Sealed", person_id: int) -> dict[str, Any]:
    beside = sm2_record(sealed.content, purpose=PURPOSE)
    return {
        "key": store(content=sealed.content, person_id=person_id),
        "sha256": hashlib.sha256(sealed.content).hexdigest(),
        "is_stamped": sealed.is_stamped,
        "sm3": beside.sm3,
        "sm2_signature": beside.signature,
    }


@transaction.atomic
def _keep(row: Recognition, sealed: "Sealed", text: str, at: datetime) -> int:
    values = _values(sealed, row.person_id) | {"text": text, "made_at": max(at, row.issued_at)}
    kept, _ = CertificateFile.objects.update_or_create(recognition=row, defaults=values)
    if row.case_id is not None:
        announce(Event.CERTIFICATE_READY, case_id=row.case_id)
    return kept.pk
