"""Who can act, as the codes that rows, tokens and the stage table carry. Labels live in the translations."""

from enum import StrEnum


class Role(StrEnum):
    """One kind of person or machine that acts on cases (DESIGN §1)."""

    APPLICANT = "APPLICANT"
    PROXY = "PROXY"
    CLERK = "CLERK"
    HELPER = "HELPER"
    REVIEWER = "REVIEWER"
    SUPERVISOR = "SUPERVISOR"
    EXPERT = "EXPERT"
    INSTITUTION = "INSTITUTION"
    POLICY_OFFICER = "POLICY_OFFICER"
    AUDITOR = "AUDITOR"
    SYSTEM_ADMIN = "SYSTEM_ADMIN"
    SYSTEM = "SYSTEM"


CITIZENS = frozenset({Role.APPLICANT, Role.PROXY})
STAFF = frozenset(Role) - CITIZENS - {Role.SYSTEM}
