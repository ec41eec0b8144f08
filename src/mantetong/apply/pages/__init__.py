"""The applicant's pages, in the order they are walked."""
