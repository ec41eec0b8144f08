"""Who may do what here: citizens see their own inbox; the staff of a region see whom of it nobody reached."""

from mantetong.domain.roles import Role

CALLERS = (Role.CLERK, Role.HELPER, Role.REVIEWER, Role.SUPERVISOR)
