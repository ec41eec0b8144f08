"""Rows of this room."""

from mantetong.recognition.models.held import (
    CertificateFile,
    DaysInForce,
    NationalState,
    Recognition,
    Recognitions,
    State,
    new_token,
)
from mantetong.recognition.models.life import Act, ExpiryReminder, ImportRun, ImportSignOff, Posting, PostingState, Proposal

__all__ = [
    "Act",
    "CertificateFile",
    "DaysInForce",
    "ExpiryReminder",
    "ImportRun",
    "ImportSignOff",
    "NationalState",
    "Posting",
    "PostingState",
    "Proposal",
    "Recognition",
    "Recognitions",
    "State",
    "new_token",
]
