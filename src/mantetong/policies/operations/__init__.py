"""Publishing policies: loading packs, staging new ones, keeping replays, asking, confirming, recalling."""

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
    confirm_publication,
    put_due_in_force,
    recall_publication,
)
from mantetong.policies.operations.staging import NoSuchVersion, Target, stage_packs, store_replay, version_named

__all__ = [
    "AnotherUnderWay", "DayIsPast", "NeedsReplay", "NeedsSecondOfficer", "NoSuchPublication", "NoSuchVersion", "NotThisFar",
    "PacksLoaded", "PublicationError", "Target", "ask_publication", "confirm_publication", "load_delivered", "load_packs",
    "put_due_in_force", "recall_publication", "stage_packs", "store_replay", "version_named",
]  # fmt: skip
