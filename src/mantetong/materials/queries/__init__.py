"""What other rooms may ask about papers. Frozen shapes."""

from mantetong.materials.queries.facts import fact_sheet_of
from mantetong.materials.queries.held import HeldCard, HeldCounts, held_counts, held_files
from mantetong.materials.queries.papers import (
    FieldCard,
    FindingCard,
    PageCard,
    PaperCard,
    has_paper_since,
    paper_card,
    paper_for,
    papers_of,
    reading_of,
)
from mantetong.materials.queries.signals import SignalCard, SignalFiling, open_signals
from mantetong.materials.queries.slots import SlotState, checklist_of, missing_slots, slots_state, takes_pictures

__all__ = [
    "FieldCard",
    "FindingCard",
    "HeldCard",
    "HeldCounts",
    "PageCard",
    "PaperCard",
    "SignalCard",
    "SignalFiling",
    "SlotState",
    "checklist_of",
    "fact_sheet_of",
    "has_paper_since",
    "held_counts",
    "held_files",
    "missing_slots",
    "open_signals",
    "paper_card",
    "paper_for",
    "papers_of",
    "reading_of",
    "slots_state",
    "takes_pictures",
]
