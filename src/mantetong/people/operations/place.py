"""Which region's desk looks after a person."""

from mantetong.people.models import Insurance


def home_region(person_id: int) -> str:
    """The city a person is insured in, active rows first, as six digits ending in 00; empty where no registry has said."""
    rows = Insurance.objects.filter(person_id=person_id, ended_at=None).order_by("status", "id")
    region = rows.values_list("region", flat=True).first()
    return f"{region[:4]}00" if region else ""
