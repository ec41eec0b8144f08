"""A copy of everything this system holds about one person, for that person: a page to read and the papers beside it."""
