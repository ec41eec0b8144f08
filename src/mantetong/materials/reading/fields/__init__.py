"""Fields by rules: what stands after a label, in a letterhead, in a table. Every field has its page, quad and score; an unsure one is left out."""

from mantetong.domain.papers import PaperKind
from mantetong.materials.reading.fields import cards, dates, diagnoses, labs, person, places
from mantetong.materials.reading.fields.finding import Sheet
from mantetong.materials.reading.shapes import Field, PageReading

LEAST_SCORE = 0.55
"""Below it a run gives no field: what two readings could not agree on has at most 0.5."""
_MANY = ("diagnosis", "icd10", "lab")
_READERS = {
    PaperKind.ID_FRONT: (cards.id_front,),
    PaperKind.ID_BACK: (cards.id_back,),
    PaperKind.SOCIAL_SECURITY_CARD: (cards.social_security_card,),
    PaperKind.E_CREDENTIAL_SCREENSHOT: (cards.e_credential,),
    PaperKind.HOUSEHOLD_REGISTER: (person.person,),
    PaperKind.LAB_REPORT: (person.person, places.places, dates.lab_date, labs.labs),
    PaperKind.DISCHARGE_RECORD: (person.person, places.places, dates.discharge_dates, diagnoses.discharge_diagnoses, places.seal),
    PaperKind.NOT_A_DOCUMENT: (),
}
_USUAL = (person.person, places.places, dates.signing_date, diagnoses.stated_diagnoses, places.seal)


def fields_of(pages: tuple[PageReading, ...], *, kind: PaperKind) -> tuple[Field, ...]:
    """The fields a paper of this kind may hold: single ones from the first page that has them, lists from all pages."""
    found: list[Field] = []
    for page in pages:
        sheet = Sheet.of(page)
        here = [field for reader in _READERS.get(kind, _USUAL) for field in reader(sheet)]
        known = {field.name for field in found}
        found += [field for field in here if field.score >= LEAST_SCORE and (field.name in _MANY or field.name not in known)]
    return tuple(found)
