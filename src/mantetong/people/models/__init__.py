"""Rows of this room, by subject. Private to it: others go through `operations` and `queries`."""

from mantetong.people.models.accounts import Account, AccountManager, RealName
from mantetong.people.models.codes import Attempt, CodePurpose, StoredCode
from mantetong.people.models.devices import Device
from mantetong.people.models.doors import DoorIdentity
from mantetong.people.models.mandates import Mandate, MandateKind, Proof, Relation, Route
from mantetong.people.models.offices import Doctor, Institution, Level, StaffPost
from mantetong.people.models.persons import Insurance, InsuredPerson, RegistryState
from mantetong.people.models.records import Consent, Look
from mantetong.people.models.rights import CopyDownload, CopyState, Correction, DataCopy

__all__ = [
    "Account",
    "AccountManager",
    "Attempt",
    "CodePurpose",
    "Consent",
    "CopyDownload",
    "CopyState",
    "Correction",
    "DataCopy",
    "Device",
    "Doctor",
    "DoorIdentity",
    "Institution",
    "Insurance",
    "InsuredPerson",
    "Level",
    "Look",
    "Mandate",
    "MandateKind",
    "Proof",
    "RealName",
    "RegistryState",
    "Relation",
    "Route",
    "StaffPost",
    "StoredCode",
]
