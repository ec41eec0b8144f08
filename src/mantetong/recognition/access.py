"""Whose recognitions a person may see: their own, and those that came out of filings they may open."""

from datetime import datetime

from mantetong.cases.queries import filings_of
from mantetong.domain.actor import Actor
from mantetong.people.queries import own_person_of
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.queries import RecognitionCard, wallet_of


def wallet_for(*, viewer: Actor, at: datetime) -> tuple[RecognitionCard, ...]:
    """Everything `viewer` may see now, what begins last first."""
    own = own_person_of(viewer.known_id)
    cases = [case.id for filing in filings_of(viewer=viewer, at=at) for case in filing.cases]
    return wallet_of(person_ids=() if own is None else (own,), case_ids=cases)


def recognition_for(*, viewer: Actor, token: str, at: datetime) -> RecognitionCard:
    """The recognition under a token if `viewer` may see it. Raises NoSuchRecognition for not allowed and not found alike."""
    found = next((one for one in wallet_for(viewer=viewer, at=at) if one.token == token), None)
    if found is None:
        raise NoSuchRecognition
    return found
