"""The one who asks: put on every request by `people`, passed as `by` to every operation."""

from dataclasses import dataclass

from mantetong.domain.roles import CITIZENS, STAFF, Role


class NotYoursToTake(PermissionError):
    """The actor does not hold a role that may do this. `needed` names the roles that may."""

    code = "NOT_YOURS_TO_TAKE"

    def __init__(self, needed: frozenset[Role]) -> None:
        super().__init__(f"needs one of {sorted(needed)}")
        self.needed = needed


@dataclass(frozen=True, slots=True)
class Actor:
    """A person signed in, or the system itself.

    `account_id` is the row in `people` (None for the anonymous visitor and for SYSTEM), `region` the six-digit code a
    member of staff works for, `institution` the 12-character code of their hospital. Citizens have neither. `drafts_only`: a
    citizen whose session has shown a telephone and no name yet; it opens what is not submitted and nothing else.
    """

    account_id: int | None
    roles: frozenset[Role]
    region: str | None = None
    institution: str | None = None
    drafts_only: bool = False

    @property
    def is_known(self) -> bool:
        """Signed in, whoever it is."""
        return self.account_id is not None

    @property
    def is_staff(self) -> bool:
        """Holds at least one role of the desk."""
        return bool(self.roles & STAFF)

    @property
    def is_citizen(self) -> bool:
        """Applies for themselves or for somebody else."""
        return bool(self.roles & CITIZENS)

    @property
    def known_id(self) -> int:
        """The account's id. Raises NotYoursToTake for the visitor and for SYSTEM, who have none."""
        if self.account_id is None:
            raise NotYoursToTake(STAFF | CITIZENS)
        return self.account_id

    def holds(self, *roles: Role) -> bool:
        """True when the actor holds any of `roles`."""
        return bool(self.roles & frozenset(roles))


SYSTEM = Actor(account_id=None, roles=frozenset({Role.SYSTEM}))
ANONYMOUS = Actor(account_id=None, roles=frozenset())


def ensure_holds(by: Actor, allowed: frozenset[Role]) -> Role:
    """The role under which `by` acts, the most particular first. Raises NotYoursToTake."""
    held = [role for role in Role if role in by.roles and role in allowed]
    if not held:
        raise NotYoursToTake(allowed)
    return held[0]
