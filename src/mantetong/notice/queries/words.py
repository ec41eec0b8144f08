"""The words in force: as an official of the region has changed them, else as delivered with the program."""

from dataclasses import dataclass, replace
from string import Template

from mantetong.notice.models import Channel, Words
from mantetong.notice.wording import CHINESE, ENGLISH, LANGUAGES, wording_of


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text for one channel and language. `registered_as` is the carrier's name for it; `is_own`: the region's own words.

    `waiting`: a short message the region has changed and the carrier has not approved yet; the delivered words go out meanwhile.
    """

    subject: str
    text: str
    registered_as: str
    carrier_code: str = ""
    is_own: bool = False
    waiting: str = ""

    @property
    def has_tail(self) -> bool:
        """Whether the end of the filing's number is filled in."""
        return "${tail}" in self.text

    def filled(self, *, tail: str) -> "Spoken":
        """The same with its value."""
        return replace(self, text=Template(self.text).safe_substitute(tail=tail))


def spoken(*, region: str, text_key: str, channel: Channel, language: str = CHINESE) -> Spoken:
    """The words of a text as they go out now."""
    language = language if language in LANGUAGES else CHINESE
    delivered = wording_of(text_key, language)
    registered_as = f"{text_key}_EN" if language == ENGLISH else text_key
    plain = Spoken(delivered.subject, delivered.inbox if channel is Channel.INBOX else delivered.text, registered_as)
    own = newest_words(region=region, text_key=text_key, channel=channel, language=language)
    if own is None or not own.text:
        return plain
    if channel is Channel.SMS and not own.carrier_code:
        return replace(plain, waiting=own.text)
    return Spoken(own.subject or plain.subject, own.text, registered_as, own.carrier_code, is_own=True)


def newest_words(*, region: str, text_key: str, channel: Channel, language: str) -> Words | None:
    """What an official changed last."""
    rows = Words.objects.filter(region=region, text_key=text_key, channel=channel, language=language)
    return rows.order_by("-id").first()
