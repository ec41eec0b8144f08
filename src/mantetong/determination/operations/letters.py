"""认定决定书: the decision on paper, printed from what was decided, sealed, kept with the person's papers."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from mantetong.cases.queries import case_card, standing_decision
from mantetong.determination.errors import LetterOfSamples
from mantetong.determination.letter_data import letter_data
from mantetong.determination.models import Letter
from mantetong.determination.reasons import rules_of
from mantetong.domain.stages import Stage
from mantetong.outside import documents
from mantetong.web.printing import render_pdf

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "determination" / "letter.typ"


def make_letter(*, case_id: int, at: datetime) -> int | None:
    """Print and seal the letter of a decided case once; its id. None while nothing is decided.

    Raises MissingGlyph (never a box in a name), LetterOfSamples (a production installation prints nothing that invented rules
    decided, DESIGN §4), SealBroken.
    """
    case, decision = case_card(case_id), standing_decision(case_id)
    if decision is None or case.stage is not Stage.DECIDED:
        return None
    made = Letter.objects.filter(decision=decision.id).first()
    if made:
        return made.pk
    if rules_of(case).is_sample and not settings.MANTETONG_SANDBOX:
        raise LetterOfSamples
    content = render_pdf(template=TEMPLATE, data=letter_data(case, decision))
    from mantetong.outside.paper_seal import seal_paper  # noqa: PLC0415  a web process need not carry the signing library

    key = documents.store(content=seal_paper(content, region=case.region).content, person_id=case.person_id)
    try:
        with transaction.atomic():
            return Letter.objects.create(case_id=case_id, decision=decision.id, key=key, made_at=at).pk
    except IntegrityError:
        return Letter.objects.get(decision=decision.id).pk
