"""The one stage table: every move a case can make, who may make it, and where it leads (DESIGN §4).

Buttons, the machine interface and the diagram in `docs/journey.md` are read from `JOURNEY`. What differs by region is a
flag or a task, never a stage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role


class Stage(StrEnum):
    """Where a case stands."""

    DRAFT = "DRAFT"
    FILED = "FILED"
    REVIEWING = "REVIEWING"
    SUPPLEMENTING = "SUPPLEMENTING"
    DETERMINING = "DETERMINING"
    CONFIRMING = "CONFIRMING"
    DECIDED = "DECIDED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"


class Action(StrEnum):
    """What can be done to a case."""

    SUBMIT = "SUBMIT"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"
    ASK_SUPPLEMENT = "ASK_SUPPLEMENT"
    ANSWER_SUPPLEMENT = "ANSWER_SUPPLEMENT"
    PASS_ON = "PASS_ON"  # noqa: S105  an action, not a password
    PROPOSE = "PROPOSE"
    CONFIRM = "CONFIRM"
    SEND_BACK = "SEND_BACK"
    DECIDE = "DECIDE"
    WITHDRAW = "WITHDRAW"
    LAPSE = "LAPSE"
    REOPEN = "REOPEN"
    CORRECT = "CORRECT"


ENDS = frozenset({Stage.DECIDED, Stage.REFUSED, Stage.WITHDRAWN, Stage.LAPSED})
RUNNING = frozenset(Stage) - ENDS - {Stage.DRAFT}
"""Stages in which a second filing for the same disease is turned away."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `system_may` says whether SYSTEM may take it, and then only as `system_outcomes` allow."""

    to: Stage
    by: frozenset[Role]
    system_may: bool = False


class ActionNotAvailable(ValueError):
    """The stage has no such move. Carries `stage` and `action`."""

    code = "ACTION_NOT_AVAILABLE"

    def __init__(self, stage: Stage, action: Action) -> None:
        super().__init__(f"{action} is not possible in {stage}")
        self.stage = stage
        self.action = action


_ASKING = frozenset({Role.APPLICANT, Role.PROXY, Role.CLERK})
_REVIEW = frozenset({Role.REVIEWER, Role.SUPERVISOR})
_DETERMINE = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.EXPERT, Role.INSTITUTION})
_SECOND = frozenset({Role.SUPERVISOR})


def _step(to: Stage, by: frozenset[Role], *, system_may: bool = False) -> Step:
    return Step(to, by, system_may)


JOURNEY: Mapping[tuple[Stage, Action], Step] = MappingProxyType(
    {
        (Stage.DRAFT, Action.SUBMIT): _step(Stage.FILED, _ASKING),
        (Stage.FILED, Action.ACCEPT): _step(Stage.REVIEWING, _REVIEW, system_may=True),
        (Stage.FILED, Action.REFUSE): _step(Stage.REFUSED, _REVIEW),
        (Stage.FILED, Action.WITHDRAW): _step(Stage.WITHDRAWN, _ASKING),
        (Stage.REVIEWING, Action.ASK_SUPPLEMENT): _step(Stage.SUPPLEMENTING, _REVIEW),
        (Stage.REVIEWING, Action.PASS_ON): _step(Stage.DETERMINING, _REVIEW),
        (Stage.REVIEWING, Action.WITHDRAW): _step(Stage.WITHDRAWN, _ASKING),
        (Stage.SUPPLEMENTING, Action.ANSWER_SUPPLEMENT): _step(Stage.REVIEWING, _ASKING),
        (Stage.SUPPLEMENTING, Action.LAPSE): _step(Stage.LAPSED, _REVIEW),
        (Stage.SUPPLEMENTING, Action.WITHDRAW): _step(Stage.WITHDRAWN, _ASKING),
        (Stage.DETERMINING, Action.ASK_SUPPLEMENT): _step(Stage.SUPPLEMENTING, _REVIEW),
        (Stage.DETERMINING, Action.SEND_BACK): _step(Stage.REVIEWING, _DETERMINE),
        (Stage.DETERMINING, Action.PROPOSE): _step(Stage.CONFIRMING, _DETERMINE, system_may=True),
        (Stage.DETERMINING, Action.DECIDE): _step(Stage.DECIDED, _DETERMINE, system_may=True),
        (Stage.DETERMINING, Action.WITHDRAW): _step(Stage.WITHDRAWN, _ASKING),
        (Stage.CONFIRMING, Action.CONFIRM): _step(Stage.DECIDED, _SECOND),
        (Stage.CONFIRMING, Action.SEND_BACK): _step(Stage.DETERMINING, _SECOND),
        (Stage.CONFIRMING, Action.WITHDRAW): _step(Stage.WITHDRAWN, _ASKING),
        (Stage.DECIDED, Action.REOPEN): _step(Stage.REVIEWING, _ASKING | _REVIEW),
        (Stage.DECIDED, Action.CORRECT): _step(Stage.CONFIRMING, _SECOND),
        (Stage.LAPSED, Action.REOPEN): _step(Stage.REVIEWING, _ASKING | _REVIEW),
    }
)


def step_for(*, stage: Stage, action: Action) -> Step:
    """The move `action` makes from `stage`. Raises ActionNotAvailable."""
    try:
        return JOURNEY[stage, action]
    except KeyError:
        raise ActionNotAvailable(stage, action) from None


def roles_that_may(*, step: Step) -> frozenset[Role]:
    """Everybody who may take the step, SYSTEM included where the table lets it."""
    return step.by | {Role.SYSTEM} if step.system_may else step.by


def actions_open_to(*, stage: Stage, roles: frozenset[Role]) -> tuple[Action, ...]:
    """The buttons a person with `roles` has on a case in `stage`, in the table's order."""
    return tuple(
        action for (at_stage, action), step in JOURNEY.items() if at_stage is stage and roles & roles_that_may(step=step)
    )


def is_reopenable(*, stage: Stage, outcome: Outcome | None) -> bool:
    """Left undetermined, or lapsed: neither is a refusal. What was recognised or refused is changed by CORRECT or an appeal."""
    return stage is Stage.LAPSED or (stage is Stage.DECIDED and outcome is Outcome.UNDETERMINED)


def may_end_by_system(*, outcome: Outcome) -> bool:
    """SYSTEM never takes a negative act: it decides RECOGNISED or nothing (DESIGN §4)."""
    return outcome is Outcome.RECOGNISED
