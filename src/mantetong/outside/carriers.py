"""The short-message carriers of this installation behind one face: one or two, asked in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from mantetong.outside import second_sms, sms
from mantetong.outside.gateways import has_second_sms, second_sms_gateway, sms_gateway
from mantetong.outside.sms import Delivery, Sent

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Letter:
    """One short message. `approved` is the carrier's code where a region's own words were approved under one."""

    phone: str
    text_key: str
    values: Mapping[str, str]
    reference: str
    approved: str = ""


class Carrier(Protocol):
    """Somebody who takes short messages. `name` is kept with each message: only the one who took it can say what became of it."""

    name: str

    def has_words(self, text_key: str) -> bool:
        """Whether a text is registered here."""

    def send(self, letter: Letter, *, at: datetime) -> Sent:
        """Hand one message in."""

    def was_sent(self, letter: Letter, *, tried_at: datetime, at: datetime) -> bool | None:
        """Whether it was taken; None when that cannot be said."""

    def ask(self, letter: Letter, *, handed_over_at: datetime, at: datetime) -> Delivery:
        """What became of it."""


class FirstCarrier:
    """Alibaba Cloud."""

    name = "first"

    def has_words(self, text_key: str) -> bool:
        """Whether a text is registered here."""
        return sms_gateway().has_template(text_key)

    def send(self, letter: Letter, *, at: datetime) -> Sent:
        """Hand one message in."""
        return sms.send_sms(
            phone=letter.phone,
            template=letter.approved or sms_gateway().template_code(letter.text_key),
            values=letter.values,
            reference=letter.reference,
            at=at,
        )

    def was_sent(self, letter: Letter, *, tried_at: datetime, at: datetime) -> bool | None:
        """Whether it was taken; None when that cannot be said."""
        days = tuple(sorted({_day(tried_at), _day(at)}))
        return sms.was_sent(phone=letter.phone, reference=letter.reference, days=days, at=at)

    def ask(self, letter: Letter, *, handed_over_at: datetime, at: datetime) -> Delivery:
        """What became of it."""
        return sms.ask_delivery(phone=letter.phone, reference=letter.reference, sent_on=_day(handed_over_at), at=at)


class SecondCarrier:
    """Tencent Cloud. A region's own words are approved at the first carrier only: here the delivered ones go out."""

    name = "second"

    def has_words(self, text_key: str) -> bool:
        """Whether a text is registered here."""
        return second_sms_gateway().has_template(text_key)

    def send(self, letter: Letter, *, at: datetime) -> Sent:
        """Hand one message in."""
        template = second_sms_gateway().template_code(letter.text_key)
        return second_sms.send_sms(phone=letter.phone, template=template, values=letter.values, reference=letter.reference, at=at)

    def was_sent(self, letter: Letter, *, tried_at: datetime, at: datetime) -> bool | None:
        """Whether it was taken; None when that cannot be said."""
        return second_sms.was_sent(phone=letter.phone, reference=letter.reference, tried_at=tried_at, at=at)

    def ask(self, letter: Letter, *, handed_over_at: datetime, at: datetime) -> Delivery:
        """What became of it."""
        return second_sms.ask_delivery(phone=letter.phone, reference=letter.reference, since=handed_over_at, at=at)


def _day(at: datetime) -> date:
    return at.astimezone(_SHANGHAI).date()


def carriers() -> tuple[Carrier, ...]:
    """The carriers set up here, the preferred one first."""
    return (FirstCarrier(), SecondCarrier()) if has_second_sms() else (FirstCarrier(),)


def carrier_named(name: str) -> Carrier:
    """The carrier that a message is kept under; the first for one from before there were two, or no longer set up."""
    return next((one for one in carriers() if one.name == name), carriers()[0])
