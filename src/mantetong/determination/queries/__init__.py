"""What can be asked about determinations."""

from mantetong.determination.queries.entrusted import EntrustedLine, entrusted_to, institution_of
from mantetong.determination.queries.letters import letter_of
from mantetong.determination.queries.panels import (
    PanelCard,
    SeatCard,
    SeatLine,
    VoteCard,
    may_vote,
    panel_of,
    seats_of,
    waiting_of,
)

__all__ = [
    "EntrustedLine", "PanelCard", "SeatCard", "SeatLine", "VoteCard", "entrusted_to", "institution_of", "letter_of", "may_vote", "panel_of",
    "seats_of", "waiting_of",
]  # fmt: skip
