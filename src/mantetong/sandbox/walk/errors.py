"""Why a walk ends before its end."""


class WalkStopped(RuntimeError):
    """Something that a person would stumble over. `step` says where, `found` what stood there."""

    code = "WALK_STOPPED"

    def __init__(self, step: str, found: str) -> None:
        super().__init__(f"{step}: {found}")
        self.step = step
        self.found = found
