"""Everything that determines a case: drawing a panel, entrusting, voting, deciding, confirming, taking up again."""

from mantetong.determination.operations import held  # noqa: F401  says who carries out a held decision
from mantetong.determination.operations.confirming import confirm, send_back
from mantetong.determination.operations.deciding import decide
from mantetong.determination.operations.letters import make_letter
from mantetong.determination.operations.reopening import reopen
from mantetong.determination.operations.starting import draw_panel, entrust, start
from mantetong.determination.operations.voting import leave_panel, vote

__all__ = [
    "confirm", "decide", "draw_panel", "entrust", "leave_panel", "make_letter", "reopen", "send_back", "start", "vote",
]  # fmt: skip
