"""Journeys: as applicant, reviewer, expert or till, through the pages."""
