"""What is known of one applicant, put together for judging: papers read, the registry's particulars, what they hold already."""

from dataclasses import replace
from datetime import date

from mantetong.cases.queries import FilingCard
from mantetong.domain.criteria.facts import FactSheet
from mantetong.recognition.queries import held_by
from mantetong.review import papers


def fact_sheet(filing: FilingCard, *, on: date) -> FactSheet:
    """The sheet of a filing, asked on the day `on`: the day it was submitted, so that judging later gives the same answer.

    What this very filing has been recognised for does not count as held.
    """
    own = {case.id for case in filing.cases}
    held = tuple(card.disease_code for card in held_by(person_id=filing.person_id, on=on) if card.case_id not in own)
    return replace(papers.facts_read(filing_id=filing.id, on=on), held_diseases=held)
