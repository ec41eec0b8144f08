"""Why a walk ends before its end."""


class WalkStopped(RuntimeError):
    """Something that a person would stumble over. `step` says where, `found` what stood there, `status` the answer's, if one came."""

    code = "WALK_STOPPED"

    def __init__(self, step: str, found: str, *, status: int = 0) -> None:
        super().__init__(f"{step}: {found}")
        self.step, self.found, self.status = step, found, status
