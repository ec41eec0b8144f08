"""Rows of this room, by subject. Private to it: others go through `operations` and `queries`."""

from mantetong.people.models.accounts import Account, AccountManager, RealName
from mantetong.people.models.codes import Attempt, CodePurpose, StoredCode
from mantetong.people.models.mandates import Mandate, MandateKind, Relation
from mantetong.people.models.offices import Doctor, Institution, Level, StaffPost
from mantetong.people.models.persons import Insurance, InsuredPerson, RegistryState
from mantetong.people.models.records import Consent, Look

__all__ = [
    "Account",
    "AccountManager",
    "Attempt",
    "CodePurpose",
    "Consent",
    "Doctor",
    "Institution",
    "Insurance",
    "InsuredPerson",
    "Level",
    "Look",
    "Mandate",
    "MandateKind",
    "RealName",
    "RegistryState",
    "Relation",
    "StaffPost",
    "StoredCode",
]
