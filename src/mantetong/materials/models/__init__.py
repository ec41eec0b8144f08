"""Rows of papers, one file per topic."""

from mantetong.materials.models.keys import new_key
from mantetong.materials.models.papers import Paper, PaperFinding, PaperPage, PaperState, Reading
from mantetong.materials.models.uploads import Upload, UploadPart

__all__ = ["Paper", "PaperFinding", "PaperPage", "PaperState", "Reading", "Upload", "UploadPart", "new_key"]
