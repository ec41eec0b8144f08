"""What can be asked about determinations."""

from mantetong.determination.queries.after import (
    CorrectionCard,
    MissingCard,
    ReadingCard,
    SwitchCard,
    codes_missing,
    correction_of,
    corrections_open,
    reading_for,
    readings_open,
    switch_of,
)
from mantetong.determination.queries.entrusted import EntrustedLine, entrusted_to, institution_of
from mantetong.determination.queries.experts import ExpertWork, work_of
from mantetong.determination.queries.feedback import told_to
from mantetong.determination.queries.first_round import FirstRound, Told, first_round_of
from mantetong.determination.queries.letters import letter_of
from mantetong.determination.queries.panels import (
    PanelCard,
    SeatCard,
    SeatLine,
    VoteCard,
    WaitingCard,
    may_vote,
    panel_of,
    seats_of,
    seats_waiting,
    waiting_card,
    waiting_in,
    waiting_of,
)
from mantetong.determination.queries.quality import CriterionAgreement, Figures, Shares, figures_of
from mantetong.determination.reasons import DecisionReason, reasons_of, whole_answer

__all__ = [
    "CorrectionCard", "CriterionAgreement", "DecisionReason", "EntrustedLine", "ExpertWork", "Figures", "FirstRound", "MissingCard", "PanelCard", "ReadingCard",
    "SeatCard", "SeatLine", "Shares", "SwitchCard", "Told", "VoteCard", "WaitingCard", "codes_missing", "correction_of", "corrections_open",
    "entrusted_to", "figures_of", "first_round_of", "institution_of", "letter_of", "may_vote", "panel_of", "reading_for", "readings_open", "reasons_of", "seats_of", "seats_waiting",
    "switch_of", "told_to", "waiting_card", "waiting_in", "waiting_of", "whole_answer", "work_of",
]  # fmt: skip
