"""How the desk finds a person by name: names are sealed, so a keyed digest stands beside them."""

from django.db import models


class NamedPerson(models.Model):
    """The keyed digest of a person's name, for persons who have filed. Written when a case is judged, replaced when the name changes."""

    person = models.OneToOneField("people.InsuredPerson", on_delete=models.PROTECT, primary_key=True, related_name="+")
    name_digest = models.CharField(max_length=64)

    class Meta:
        """Searched by digest."""

        indexes = [models.Index(fields=["name_digest"], name="review_person_by_name")]
