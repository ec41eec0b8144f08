"""What a filing follows: the case it appeals against, the recognition it renews or brings along. And who judged before."""

import pgtrigger
from django.db import models
from django.db.models import Q

from mantetong.cases.models.filing import Case, Filing
from mantetong.outside.encrypted_field import EncryptedTextField


def other_hands(*, name: str, filing: str) -> pgtrigger.Trigger:
    """The database itself refuses a row by which somebody would judge an appeal against something they had a hand in.

    `filing` is SQL for the id of the filing that the new row belongs to; the row names its person in `account_id`.
    """
    judged = f"""EXISTS (SELECT 1 FROM cases_following f JOIN cases_filing g ON g.id = f.filing_id
        WHERE f.filing_id = {filing} AND g.kind = 'APPEAL' AND f.hands @> to_jsonb(NEW.account_id))"""  # noqa: S608  no words of others
    refuse = "RAISE EXCEPTION 'appeal judged before by account %', NEW.account_id USING ERRCODE = 'check_violation'"
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=f"IF NEW.account_id IS NOT NULL AND {judged} THEN {refuse}; END IF; RETURN NEW;",
    )


class Following(models.Model):
    """One disease of a filing that comes after something decided earlier.

    `hands` are the accounts and `institutions` the codes of those who took part in deciding before: written down when the
    filing is begun, so that they take no part now. `paths` are the criteria an appeal is about, `grounds` its words.
    `recognition_id` is the plain id of a recognition, which may have come from another region and have no case here.
    """

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="followings")
    disease_code = models.CharField(max_length=30)
    earlier = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="followed_by")
    recognition_id = models.BigIntegerField(null=True)
    hands = models.JSONField(default=list)
    institutions = models.JSONField(default=list)
    paths = models.JSONField(default=list)
    grounds = EncryptedTextField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Each disease follows one thing."""

        constraints = [
            models.UniqueConstraint(fields=["filing", "disease_code"], name="following_once_per_disease"),
            models.CheckConstraint(
                condition=Q(earlier__isnull=False) | Q(recognition_id__isnull=False), name="following_follows_something"
            ),
        ]
