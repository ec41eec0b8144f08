"""Everything that writes a recognition."""

from mantetong.recognition.operations.certificate import make_certificate
from mantetong.recognition.operations.importing import ExistingRow, ImportReport, RowFault, import_existing, rehearse_import
from mantetong.recognition.operations.issuing import issue
from mantetong.recognition.operations.life import resume, revoke, suspend
from mantetong.recognition.operations.national import register_nationally, withdraw_nationally
from mantetong.recognition.operations.sign_off import sign_off_demo, sign_off_import

__all__ = [
    "ExistingRow",
    "ImportReport",
    "RowFault",
    "import_existing",
    "issue",
    "make_certificate",
    "register_nationally",
    "rehearse_import",
    "resume",
    "revoke",
    "sign_off_demo",
    "sign_off_import",
    "suspend",
    "withdraw_nationally",
]
