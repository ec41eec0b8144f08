"""Who may do what here: citizens see their own inbox and filings; the staff of a region call, answer and call back within it."""

from mantetong.domain.roles import Role

CALLERS = (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
ANSWERERS = (Role.REVIEWER, Role.SUPERVISOR)
WORDERS = (Role.SUPERVISOR, Role.POLICY_OFFICER)
PORTAL_KEEPERS = (Role.SUPERVISOR, Role.SYSTEM_ADMIN)
