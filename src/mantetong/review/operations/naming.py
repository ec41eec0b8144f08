"""Making a person findable by name at the desk."""

from mantetong.people.queries import person_card
from mantetong.review.models import NamedPerson
from mantetong.review.queries.finding import name_digest


def note_name(*, person_id: int) -> None:
    """Keep the digest of the person's present name; doing it again changes nothing."""
    digest = name_digest(person_card(person_id).name)
    NamedPerson.objects.update_or_create(person_id=person_id, defaults={"name_digest": digest})
