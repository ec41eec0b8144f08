"""What people say back: a question about their filing, a rating of how it went, and the call that follows a bad one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField


class Question(models.Model):
    """A question asked online about a filing, and its answer in the same place."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = EncryptedTextField()
    at = models.DateTimeField()
    answer = EncryptedTextField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """An answer has its author and its moment."""

        constraints = [
            models.CheckConstraint(
                name="question_answered_whole",
                condition=Q(answered_at=None, answered_by=None, answer=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, answer__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["filing", "id"], name="question_of_filing"),
            models.Index(fields=["region", "id"], condition=Q(answered_at=None), name="question_open"),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Rating(models.Model):
    """好差评: one of five grades for one case, once. Nobody's marks are ever added up (DESIGN §4): it names the case, not people."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField()
    words = EncryptedTextField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Five grades, 5 the best."""

        constraints = [models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=5), name="rating_five_grades")]

    def __str__(self) -> str:
        return f"rating {self.pk}"


class CallBack(models.Model):
    """The call that follows a bad rating, by somebody who did not work on the case. `rated` are the accounts that did.

    `outcome` is empty while it is open.
    """

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="call_back")
    region = models.CharField(max_length=6)
    rated = models.JSONField(default=list)
    due_on = models.DateField()
    tries = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=12, blank=True, default="")
    found = EncryptedTextField(null=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Done by somebody, with what came of it."""

        constraints = [
            models.CheckConstraint(
                name="call_back_done_whole",
                condition=Q(done_at=None, outcome="", account=None)
                | (Q(done_at__isnull=False, account__isnull=False) & ~Q(outcome="")),
            )
        ]
        indexes = [models.Index(fields=["region", "due_on", "id"], condition=Q(done_at=None), name="call_back_open")]

    def __str__(self) -> str:
        return f"call-back {self.pk}"
