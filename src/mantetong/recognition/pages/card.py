"""The certificate in the size of a bank card. The illness stands on it only when the holder says so: cards get lost."""

from datetime import datetime
from io import BytesIO
from typing import Any

import segno

from mantetong.people.queries import person_card
from mantetong.policies.queries import policy_on
from mantetong.recognition.operations.certificate import ensure_may_leave_the_house, link_to
from mantetong.recognition.pages.wording import last_day
from mantetong.recognition.queries import CertificateCard, RecognitionCard
from mantetong.web.printing import qr_svg, render_pdf
from mantetong.web.shapes import NATIONAL_HOTLINE
from mantetong.web.wording import chinese_day

TEMPLATE = "recognition/card.typ"


def card_pdf(*, held: RecognitionCard, made: CertificateCard, shows_disease: bool, at: datetime) -> bytes:
    """Two pages of 85.6 × 54 mm: front and back. Raises SampleRules, MissingGlyph."""
    rules = policy_on(region=held.region, on=held.decided_on)
    ensure_may_leave_the_house(rules)
    contact = next((stated.value for stated in rules.contacts), None)
    hotline = f"{contact.label} {contact.number}" if contact else f"{NATIONAL_HOTLINE.label} {NATIONAL_HOTLINE.number}"
    link = link_to(made.token)
    text = made.text if shows_disease else ""  # the offline code names the illness to whoever reads it
    data = {
        "sample": rules.is_sample,
        "authority": f"{rules.name}医疗保障经办机构",
        "hotline": hotline,
        "rows": _rows(held, rules.name, shows_disease=shows_disease),
        "credential": text,
        "link_qr": qr_svg(link),
        "credential_qr": qr_svg(text) if text else "",
    }
    return render_pdf(template=TEMPLATE, data=data, at=at)


def screen_qr(text: str) -> str:
    """The code as SVG for the screen: dark on white in every theme, large enough to be scanned from an arm's length."""
    buffer = BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="svg", scale=5, border=4, light="white", xmldecl=False)
    return buffer.getvalue().decode()


def _rows(held: RecognitionCard, region: str, *, shows_disease: bool) -> list[Any]:
    person = person_card(held.person_id)
    disease = [("病种", held.disease_name)] if shows_disease else []
    days = [("生效", chinese_day(held.begins_on)), ("截止", last_day(held))]
    return [("姓名", person.name), ("证件", person.masked_id_number), ("参保地", region), *disease, *days]
