"""Rows of papers, one file per topic."""

from mantetong.materials.models.blobs import UnnamedBlob
from mantetong.materials.models.held import HeldFile, HeldState
from mantetong.materials.models.keys import new_key
from mantetong.materials.models.looks import PaperLook
from mantetong.materials.models.papers import Paper, PaperFinding, PaperPage, PaperState, Reading
from mantetong.materials.models.traces import Signal, SignalState, Trace, TraceKind
from mantetong.materials.models.uploads import Upload, UploadPart

__all__ = [
    "HeldFile", "HeldState", "Paper", "PaperFinding", "PaperLook", "PaperPage", "PaperState", "Reading", "Signal", "SignalState", "Trace",
    "TraceKind", "UnnamedBlob", "Upload", "UploadPart", "new_key",
]  # fmt: skip
