"""Who may do what with papers: those who may see the filing see its papers; who files puts them in and takes them out."""

from mantetong.cases.queries import FilingCard
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role


def may_change_papers(by: Actor, filing: FilingCard) -> bool:
    """Citizens who see the filing, and the clerk or helper at whose counter it was opened."""
    if by.is_citizen:
        return True
    return by.holds(Role.CLERK, Role.HELPER) and by.account_id == filing.account_id
