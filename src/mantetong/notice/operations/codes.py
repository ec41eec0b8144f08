"""Codes: sent at once, at any hour, by a worker of their own. Never twice, and never through a second carrier while the first may have it."""

from datetime import datetime

from mantetong.notice.operations.errors import CodeNotSent, TryAgainLater
from mantetong.notice.operations.shifting import carriers_now, is_bad, note_answers
from mantetong.outside.carriers import Carrier, Letter, carriers
from mantetong.outside.sms import Sending, Sent
from mantetong.people import queries as people
from mantetong.people.queries import CodeToSend


def send_code(*, code_id: int, at: datetime, look_first: bool = False) -> None:
    """Send a sign-in or confirmation code, unless it has run out. Raises TryAgainLater, CodeNotSent."""
    try:
        code = people.code_to_send(code_id, at=at)
    except people.CodeGone:
        return
    letter = Letter(code.phone, f"{code.purpose}_CODE", {"code": code.code}, f"c{code_id}")
    if look_first and _is_there(letter, code, at):
        return
    sent = Sent(Sending.UNKNOWN)
    for carrier in carriers_now(at=at):
        sent = _handed_in(carrier, letter, at)
        if sent.state is not Sending.REFUSED:  # taken, or perhaps taken: nobody else is given it
            break
    if sent.state is Sending.HANDED_OVER:
        return
    if sent.state is Sending.REFUSED and not sent.may_retry:
        raise CodeNotSent(sent.reason)
    raise TryAgainLater(sent.reason)


def _is_there(letter: Letter, code: CodeToSend, at: datetime) -> bool:
    """Whether some carrier has it. Raises TryAgainLater when that cannot be said and the code is fresh enough to wait."""
    said = [carrier.was_sent(letter, tried_at=code.asked_at, at=at) for carrier in carriers()]
    if True in said:
        return True
    if said[0] is None:
        raise TryAgainLater("CANNOT_LOOK_UP")
    return False


def _handed_in(carrier: Carrier, letter: Letter, at: datetime) -> Sent:
    sent = carrier.send(letter, at=at)
    note_answers(name=carrier.name, bad=(is_bad(sent, took=sent.took),), at=at)
    return sent
