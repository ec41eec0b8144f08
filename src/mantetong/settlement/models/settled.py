"""What is settled: visits, their charged lines, bills, what a year has used of deductible and caps; and what institutions register."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q


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


class InstitutionRecord(models.Model):
    """A recognition registered by an entrusted institution itself (2503), until it withdraws it (2504)."""

    serial = models.CharField(max_length=30, unique=True)
    recognition = models.OneToOneField("recognition.Recognition", on_delete=models.PROTECT, related_name="+")
    psn_no = models.CharField(max_length=30)
    institution_code = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_memo = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return f"record {self.pk}"
