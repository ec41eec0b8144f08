"""A recognition in words."""

from datetime import date

from django.utils.translation import gettext as _

from mantetong.recognition.labels import ENDED, NOT_YET, STATES, VALID
from mantetong.recognition.models import State
from mantetong.recognition.queries import RecognitionCard
from mantetong.web.shapes import Tone
from mantetong.web.wording import chinese_day


def state_of(card: RecognitionCard, *, on: date) -> tuple[str, Tone]:
    """What holds on that day: 有效, 未到生效日, 已到期, 已暂停, 已撤销."""
    said, tone = _state(card, on)
    return str(said), tone


def _state(card: RecognitionCard, on: date) -> tuple[object, Tone]:
    if card.state != State.IN_FORCE:
        return STATES[State(card.state)]
    if on < card.begins_on:
        return NOT_YET
    if card.ends_on is not None and on > card.ends_on:
        return ENDED
    return VALID


def last_day(card: RecognitionCard) -> str:
    """The last day in force in words."""
    return _("{day}（含当日）").format(day=chinese_day(card.ends_on)) if card.ends_on else _("长期")
