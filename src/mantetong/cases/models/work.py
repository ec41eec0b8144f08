"""Who works on a case or may see it, and why; and the one claim."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.cases.models.filing import Case, Filing
from mantetong.cases.models.following import other_hands


class Assignment(models.Model):
    """Somebody may see and work on a filing, or on one case of it, for a written reason.

    Given to an account (a panel's expert, a colleague asked) or to an institution's own staff.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="assignments")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="assignments")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=16)
    why = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        """To an account or to an institution, not both."""

        constraints = [
            models.CheckConstraint(condition=Q(account=None) ^ Q(institution=None), name="assignment_to_one"),
        ]
        indexes = [
            models.Index(fields=["account", "filing"], condition=Q(until_at=None), name="assignment_of_account"),
            models.Index(fields=["institution", "filing"], condition=Q(until_at=None), name="assignment_of_institution"),
        ]


class Claim(models.Model):
    """The one person at work on a filing. Cases of a filing are claimed together."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="claims")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        """Two people never hold the same filing."""

        constraints = [models.UniqueConstraint(fields=["filing"], condition=Q(released_at=None), name="claim_one_open")]
        indexes = [models.Index(fields=["account", "-at"], condition=Q(released_at=None), name="claim_of_account")]
        triggers = [other_hands(name="claim_by_other_hands", filing="NEW.filing_id")]
