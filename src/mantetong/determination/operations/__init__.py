"""Everything that determines a case, and everything that happens to a decision afterwards."""

from mantetong.determination.operations import held  # noqa: F401  says who carries out a held decision
from mantetong.determination.operations.automatic import approve_automatically, is_switched_off, switch_automatic
from mantetong.determination.operations.codes import ask_code, settle_code
from mantetong.determination.operations.confirming import confirm, send_back
from mantetong.determination.operations.correcting import Corrected, drop_correction, make_correction, propose_correction
from mantetong.determination.operations.deciding import decide
from mantetong.determination.operations.drawing import draw_panel
from mantetong.determination.operations.leaving import (
    chase_experts,
    declare_tie,
    draw_again,
    leave_panel,
    note_expertise,
    waive,
)
from mantetong.determination.operations.letters import make_letter
from mantetong.determination.operations.reading import draw_reading, free_to_read, read_again
from mantetong.determination.operations.reading_sharing import give_reading
from mantetong.determination.operations.reopening import reopen
from mantetong.determination.operations.starting import entrust, start
from mantetong.determination.operations.voting import vote

__all__ = [
    "Corrected", "approve_automatically", "ask_code", "chase_experts", "confirm", "decide", "declare_tie", "draw_again", "draw_panel",
    "draw_reading", "drop_correction", "entrust", "free_to_read", "give_reading", "is_switched_off", "leave_panel", "make_correction", "make_letter", "note_expertise",
    "propose_correction", "read_again", "reopen", "send_back", "settle_code", "start", "switch_automatic", "vote", "waive",
]  # fmt: skip
