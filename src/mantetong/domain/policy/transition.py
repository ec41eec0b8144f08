"""Which rules a running case is judged by after they have changed: the newer version says so itself, as its `transition`."""

from mantetong.domain.criteria.answers import Answer
from mantetong.domain.policy.course import Transition

_FAVOUR = {Answer.NOT_MET: 0, Answer.CANNOT_TELL: 1, Answer.MET: 2}


def judged_by_later(*, transition: Transition, filed: Answer, later: Answer) -> bool:
    """Whether the later rules judge a case, given its answer under the rules it was filed under and under the later ones.

    FILED never, DECIDED always, MORE_FAVOURABLE only where the person fares better; a tie stays with what was filed under.
    """
    match transition:
        case Transition.FILED:
            return False
        case Transition.DECIDED:
            return True
        case Transition.MORE_FAVOURABLE:
            return _FAVOUR[later] > _FAVOUR[filed]
