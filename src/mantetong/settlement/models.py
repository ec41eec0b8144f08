"""Rows of the till: tokens of institutions, the journal of calls, answers kept so that a repeated message is answered alike,
and what is settled: visits, their charged lines, bills, and what a year has used of deductible and caps.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q


class InstitutionToken(models.Model):
    """A bearer token of one institution. Only its SHA-256 is kept: the token itself is 256 random bits, shown once."""

    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Read as a whole by every web process."""

        indexes = [models.Index(fields=["institution"], condition=Q(withdrawn_at=None), name="token_standing")]

    def __str__(self) -> str:
        return f"token {self.pk}"


class InterfaceCall(models.Model):
    """The journal: one line per call, so that "what did you receive from me?" has an answer. Written in batches."""

    at = models.DateTimeField()
    infno = models.CharField(max_length=6)
    msgid = models.CharField(max_length=30)
    institution_code = models.CharField(max_length=12)
    psn_no = models.CharField(max_length=30, blank=True, default="")
    infcode = models.SmallIntegerField()
    microseconds = models.PositiveIntegerField()

    class Meta:
        """Asked by institution and message."""

        indexes = [
            models.Index(fields=["institution_code", "msgid"], name="call_by_message"),
            models.Index(fields=["at"], name="call_by_time"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"


class KeptAnswer(models.Model):
    """The answer to a writing transaction: the same msgid gets the same answer, whatever happened meanwhile."""

    institution_code = models.CharField(max_length=12)
    msgid = models.CharField(max_length=30)
    infno = models.CharField(max_length=6)
    request_digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        """The idempotency key of the national interface (national_interface §1)."""

        constraints = [models.UniqueConstraint(fields=["institution_code", "msgid"], name="answer_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class SignIn(models.Model):
    """A machine of an institution signed in (9001) and, later, out (9002)."""

    institution_code = models.CharField(max_length=12)
    sign_no = models.CharField(max_length=30, unique=True)
    operator = models.CharField(max_length=30)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in {self.pk}"


class Visit(models.Model):
    """A visit 就诊 at a hospital (2201), or a purchase at a pharmacy (2102), of one person under one insurance."""

    mdtrt_id = models.CharField(max_length=30, unique=True)
    institution_code = models.CharField(max_length=12)
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    psn_no = models.CharField(max_length=30)
    insutype = models.CharField(max_length=6)
    own_number = models.CharField(max_length=30, blank=True, default="")  # the institution's, ipt_otp_no
    med_type = models.CharField(max_length=6, blank=True, default="")
    disease_code = models.CharField(max_length=30, blank=True, default="")
    began_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"visit {self.pk}"


def _money(**more: object) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(max_digits=16, decimal_places=2, **more)  # type: ignore[arg-type]


class Bill(models.Model):
    """One settlement 结算 of one charge batch and one disease, in yuan. Reversed, never deleted."""

    setl_id = models.CharField(max_length=30, unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="bills")
    batch = models.CharField(max_length=30)
    region = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    settled_at = models.DateTimeField()
    invoice = models.CharField(max_length=20, blank=True, default="")
    total = _money()
    own = _money()
    over_limit = _money()
    own_first = _money()
    in_scope = _money()
    deductible = _money()
    ratio = models.DecimalField(max_digits=5, decimal_places=4)
    fund = _money()
    over_cap = _money()
    caps = models.JSONField()  # names of the caps charged
    rule_digest = models.CharField(max_length=64)  # of the pack whose rule was applied
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        """A batch has one standing bill; parts add up to the total."""

        constraints = [
            models.UniqueConstraint(fields=["visit", "batch"], condition=Q(reversed_at=None), name="bill_once_per_batch"),
            models.CheckConstraint(
                condition=Q(total=F("own") + F("over_limit") + F("own_first") + F("in_scope")), name="bill_adds_up"
            ),
            models.CheckConstraint(condition=Q(fund__gte=0) & Q(fund__lte=F("in_scope")), name="bill_fund_within_scope"),
        ]

    def __str__(self) -> str:
        return f"bill {self.pk}"


class FeeLine(models.Model):
    """One charged line of a visit (2204), kept until its batch is settled and afterwards."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="lines")
    batch = models.CharField(max_length=30)
    serial = models.CharField(max_length=30)
    disease_code = models.CharField(max_length=30)
    item_code = models.CharField(max_length=50)
    occurred_at = models.DateTimeField()
    amount = _money()
    own = _money()
    over_limit = _money()
    own_first = _money()

    class Meta:
        """A line is charged once."""

        constraints = [
            models.UniqueConstraint(fields=["visit", "serial"], name="fee_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=F("own") + F("over_limit") + F("own_first")), name="fee_line_adds_up"),
        ]
        indexes = [models.Index(fields=["visit", "batch"], name="fee_line_of_batch")]

    def __str__(self) -> str:
        return f"fee line {self.pk}"


class Balance(models.Model):
    """What a person has used in a calendar year under one insurance: of a deductible or of a cap, by its name. The row is the lock."""

    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6)
    insutype = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    used = _money(default=0)

    class Meta:
        """One running figure each, never below nought."""

        constraints = [
            models.UniqueConstraint(fields=["person", "region", "insutype", "year", "name"], name="balance_once"),
            models.CheckConstraint(condition=Q(used__gte=0), name="balance_not_negative"),
        ]

    def __str__(self) -> str:
        return f"balance {self.pk}"


class FixedPlace(models.Model):
    """A person bound to a designated institution 定点备案 (2505), until withdrawn (2506)."""

    serial = models.CharField(max_length=30, unique=True)
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    psn_no = models.CharField(max_length=30)
    insutype = models.CharField(max_length=6)
    kind = models.CharField(max_length=3)  # biz_appy_type
    place = models.CharField(max_length=3)  # fix_srt_no
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    memo = models.CharField(max_length=500, blank=True, default="")
    made_by = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_memo = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        """One institution per place at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "place"], condition=Q(withdrawn_at=None, ends_on=None), name="fixed_place_once"
            )
        ]

    def __str__(self) -> str:
        return f"fixed place {self.pk}"


class InstitutionKey(models.Model):
    """What an institution signs with: SM2 and its public key (128 hex digits), or SM3 keyed with its token (no key of its own).

    While one stands, every message of the institution must be signed with it.
    """

    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=[("SM2", "SM2"), ("SM3", "SM3")])
    public_key = models.CharField(max_length=130, blank=True, default="")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Old and new may stand side by side while an institution changes over."""

        indexes = [models.Index(fields=["institution"], condition=Q(withdrawn_at=None), name="key_standing")]

    def __str__(self) -> str:
        return f"key {self.pk}"
