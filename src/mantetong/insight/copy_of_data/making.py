"""Making the copy that somebody asked for."""

from datetime import datetime

from mantetong.insight.copy_of_data.about_filings import sections_about_filings
from mantetong.insight.copy_of_data.about_person import sections_about_person
from mantetong.insight.copy_of_data.packing import pack
from mantetong.people.operations import keep_copy, note_copy_progress
from mantetong.people.queries import copy_card


def make_copy_of_data(*, copy_id: int, at: datetime) -> bool:
    """Gather, pack and store the copy; False when it was made before or is no more. Runs again without harm."""
    card = copy_card(copy_id)
    if card is None or card.state != "ASKED":
        return False
    whose = {"account_id": card.account_id, "person_id": card.person_id}
    sections = (*sections_about_person(**whose, at=at), *sections_about_filings(**whose, at=at))
    content = pack(
        sections=sections, at=at, tell=lambda done, pieces: note_copy_progress(copy_id=copy_id, done=done, pieces=pieces)
    )
    keep_copy(copy_id=copy_id, content=content, at=at)
    return True
