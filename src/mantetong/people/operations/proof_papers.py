"""Photographs that prove a mandate: through virus scanner and safety cell like every other paper, and stored encrypted."""

from mantetong.outside.documents import store
from mantetong.outside.intake import clean_pages

MOST_PAGES = 12  # of one file: a household register photographed into one PDF


class TooManyProofPages(ValueError):
    """One file of a proof has more pages than any proof needs."""

    code = "TOO_MANY_PROOF_PAGES"


def keep_proof_paper(*, content: bytes, person_id: int) -> list[str]:
    """Store the pages of one photograph or PDF of a proof for the person it is about; their keys. Raises FileRefused, TooManyProofPages."""
    pages = clean_pages(content)
    if len(pages) > MOST_PAGES:
        raise TooManyProofPages
    return [store(content=page, person_id=person_id) for page in pages]
