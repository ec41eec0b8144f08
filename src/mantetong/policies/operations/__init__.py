"""Publishing policies: loading packs, staging new ones, workbooks, replays, asking, confirming, recalling."""

from mantetong.policies.operations.calendar import record_due_move
from mantetong.policies.operations.loading import PacksLoaded, load_delivered, load_packs
from mantetong.policies.operations.publishing import (
    AnotherUnderWay,
    DayIsPast,
    NeedsReplay,
    NeedsSecondOfficer,
    NoSuchPublication,
    NotThisFar,
    PublicationError,
    ask_publication,
    ask_replay,
    confirm_publication,
    put_due_in_force,
    recall_publication,
    record_replay_progress,
    target_to_replay,
)
from mantetong.policies.operations.staging import NoSuchVersion, Target, stage_packs, store_replay, version_named
from mantetong.policies.operations.workbooks import (
    PacksElsewhere,
    Preview,
    export_workbook,
    preview_workbook,
    stage_workbook,
)

__all__ = [
    "AnotherUnderWay", "DayIsPast", "NeedsReplay", "NeedsSecondOfficer", "NoSuchPublication", "NoSuchVersion", "NotThisFar",
    "PacksElsewhere", "PacksLoaded", "Preview", "PublicationError", "Target", "ask_publication", "ask_replay",
    "confirm_publication", "export_workbook", "load_delivered", "load_packs", "preview_workbook", "put_due_in_force",
    "recall_publication", "record_due_move", "record_replay_progress", "stage_packs", "stage_workbook", "store_replay",
    "target_to_replay", "version_named",
]  # fmt: skip
