"""What somebody typed into the desk's search: a number, an ID number, or a name."""

import re

from mantetong.cases.queries import Narrowing
from mantetong.domain.identity import parse_id_number
from mantetong.outside.keys import key_ring
from mantetong.people.queries import person_by_id_number
from mantetong.review.models import NamedPerson
from mantetong.web.forms import narrowed

_NUMBER = re.compile(r"\d{8,21}(-\d{1,2})?")


def name_digest(name: str) -> str:
    """What a name is searched by: without spaces, keyed for this installation."""
    return key_ring().digest("".join(name.split()), purpose="desk-name")


def narrowing_for(words: str, *, disease: str = "", institution: str = "") -> Narrowing:
    """What to look for: 18 characters that are an ID number find its person, 8 digits and more a filing or case, else a name."""
    words = narrowed(words)
    if not words:
        return Narrowing(disease=disease, institution=institution)
    if _is_id_number(words):
        person = person_by_id_number(words)
        return Narrowing(disease=disease, institution=institution, person_ids=(person.id,) if person else ())
    if _NUMBER.fullmatch(words):
        return Narrowing(disease=disease, institution=institution, number=words)
    found = NamedPerson.objects.filter(name_digest=name_digest(words)).order_by("pk").values_list("pk", flat=True)
    return Narrowing(disease=disease, institution=institution, person_ids=tuple(found[:200]))


def _is_id_number(words: str) -> bool:
    try:
        parse_id_number(words)
    except ValueError:
        return False
    return True
