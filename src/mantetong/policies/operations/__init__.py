"""Publishing policies: loading packs, staging new ones, keeping replays, asking, confirming, recalling."""

from mantetong.policies.operations.loading import PacksLoaded, load_packs
from mantetong.policies.operations.staging import NoSuchVersion, Target, stage_packs, store_replay, version_named

__all__ = ["NoSuchVersion", "PacksLoaded", "Target", "load_packs", "stage_packs", "store_replay", "version_named"]
