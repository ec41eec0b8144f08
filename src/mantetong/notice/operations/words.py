"""An official's own words for a text: kept as a new version after the same checks that the delivered words pass."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.domain.actor import Actor
from mantetong.notice.errors import WordsFaulty
from mantetong.notice.models import Channel, Words
from mantetong.notice.wording import wording_of
from mantetong.notice.wording.rules import faults_of
from mantetong.policies.queries import policy_on
from mantetong.web.clock import day_of

__all__ = ["NewWords", "WordsFaulty", "change_words", "faults_in"]


@dataclass(frozen=True, slots=True)
class NewWords:
    """What is to be said from now on. `carrier_code`: what the carrier approved a short message under. Empty words: as delivered."""

    region: str
    text_key: str
    channel: Channel
    language: str
    subject: str
    text: str
    carrier_code: str = ""


def faults_in(words: NewWords, *, at: datetime) -> tuple[str, ...]:
    """Stable codes of everything that must not be said so; empty for good words and for a return to the delivered ones."""
    if not words.text:
        return ()
    policy = policy_on(region=words.region, on=day_of(at))
    names = {name for one in policy.diseases.values() for name in (one.name, *one.synonyms, *one.lay_names) if len(name) > 1}
    given = ("code",) if "${code}" in wording_of(words.text_key).text else ("tail",)
    is_sms = words.channel is Channel.SMS
    found = faults_of(words.text, is_sms=is_sms, language=words.language, illnesses=names, given=given)
    title = faults_of(words.subject or "-", is_sms=False, language=words.language, illnesses=names, given=())
    lost = ("CODE_MISSING",) if "code" in given and "${code}" not in words.text else ()
    return tuple(dict.fromkeys((*found, *title, *lost)))


def change_words(words: NewWords, *, by: Actor, at: datetime) -> int:
    """Keep new words; the id of the version. Earlier ones stay. Raises WordsFaulty, FileNotFoundError for an unknown text."""
    wording_of(words.text_key)
    faults = faults_in(words, at=at)
    if faults:
        raise WordsFaulty(faults)
    row = Words.objects.create(
        region=words.region, text_key=words.text_key, channel=words.channel, language=words.language, subject=words.subject.strip(),
        text=words.text.strip(), carrier_code=words.carrier_code.strip(), account_id=by.known_id, at=at,
    )  # fmt: skip
    return row.pk
