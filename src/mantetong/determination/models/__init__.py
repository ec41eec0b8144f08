"""Rows of determination: panels and votes, entrusted institutions, letters, and what happens to a decision afterwards."""

from mantetong.determination.models.after import AutomaticSwitch, Correction, SecondReading
from mantetong.determination.models.entrusting import Entrusting, WaitingForHand
from mantetong.determination.models.letters import Letter, MissingCode, MissingKind
from mantetong.determination.models.panels import Expertise, Panel, Reach, Seat, Tie, Vote

__all__ = [
    "AutomaticSwitch", "Correction", "Entrusting", "Expertise", "Letter", "MissingCode", "MissingKind", "Panel", "Reach", "Seat",
    "SecondReading", "Tie", "Vote", "WaitingForHand",
]  # fmt: skip
