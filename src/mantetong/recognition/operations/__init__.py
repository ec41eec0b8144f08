"""Everything that writes a recognition."""

from mantetong.recognition.errors import AlreadyHeld, NoSuchRecognition
from mantetong.recognition.operations.beginning import tell_of_beginning
from mantetong.recognition.operations.certificate import make_certificate, make_missing_certificates, stamp_certificates
from mantetong.recognition.operations.correcting import restate_who
from mantetong.recognition.operations.hearing import decide_proposal, propose, say
from mantetong.recognition.operations.importing import ExistingRow, ImportReport, RowFault, import_existing, rehearse_import
from mantetong.recognition.operations.issuing import issue
from mantetong.recognition.operations.lasting import renew_lasting
from mantetong.recognition.operations.life import resume, revoke, suspend
from mantetong.recognition.operations.national import (
    register_nationally,
    register_taken_in,
    withdraw_nationally,
    withdraw_taken_out,
)
from mantetong.recognition.operations.posting import (
    Recipient,
    ask_posting,
    cancel_posting,
    mark_delivered,
    mark_returned,
    mark_sent,
)
from mantetong.recognition.operations.reminding import remind_of_ending
from mantetong.recognition.operations.sign_off import sign_off_demo, sign_off_import, take_back_sign_off
from mantetong.recognition.operations.taken_in import TakenIn, take_in, take_out

__all__ = [
    "AlreadyHeld",
    "ExistingRow",
    "ImportReport",
    "NoSuchRecognition",
    "Recipient",
    "RowFault",
    "TakenIn",
    "ask_posting",
    "cancel_posting",
    "decide_proposal",
    "import_existing",
    "issue",
    "make_certificate",
    "make_missing_certificates",
    "mark_delivered",
    "mark_returned",
    "mark_sent",
    "propose",
    "register_nationally",
    "register_taken_in",
    "rehearse_import",
    "remind_of_ending",
    "renew_lasting",
    "restate_who",
    "resume",
    "revoke",
    "say",
    "sign_off_demo",
    "sign_off_import",
    "stamp_certificates",
    "suspend",
    "take_back_sign_off",
    "take_in",
    "take_out",
    "tell_of_beginning",
    "withdraw_nationally",
    "withdraw_taken_out",
]
