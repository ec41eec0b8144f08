"""The words in force: as an official of the region has changed them, else as delivered with the program."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
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


Own = Mapping[tuple[str, str, str, str], Words]


def own_words(*, regions: Collection[str]) -> Own:
    """What officials of these regions changed last, by (region, text, channel, language)."""
    rows = Words.objects.filter(region__in=regions).order_by("region", "text_key", "channel", "language", "-id")
    newest = rows.distinct("region", "text_key", "channel", "language")
    return {(row.region, row.text_key, row.channel, row.language): row for row in newest}


def spoken(*, region: str, text_key: str, channel: Channel, language: str = CHINESE, own: Own | None = None) -> Spoken:
    """The words of a text as they go out now; `own` where many are asked for."""
    language = language if language in LANGUAGES else CHINESE
    delivered = wording_of(text_key, language)
    registered_as = f"{text_key}_EN" if language == ENGLISH else text_key
    plain = Spoken(delivered.subject, delivered.inbox if channel is Channel.INBOX else delivered.text, registered_as)
    known = own_words(regions=[region]) if own is None else own
    theirs = known.get((region, text_key, str(channel), language))
    if theirs is None or not theirs.text:
        return plain
    if channel is Channel.SMS and not theirs.carrier_code:
        return replace(plain, waiting=theirs.text)
    return Spoken(theirs.subject or plain.subject, theirs.text, registered_as, theirs.carrier_code, is_own=True)


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """One earlier version."""

    at: datetime
    account_id: int
    text: str


def versions_of(*, region: str, text_key: str, channel: Channel, language: str) -> tuple[EarlierWords, ...]:
    """Every change of a text, newest first."""
    rows = Words.objects.filter(region=region, text_key=text_key, channel=channel, language=language).order_by("-id")
    return tuple(EarlierWords(row.at, row.account_id, row.text) for row in rows)


def changes_of(*, region: str, text_key: str) -> int:
    """How often a region has changed a text, in whatever channel."""
    return Words.objects.filter(region=region, text_key=text_key).count()
