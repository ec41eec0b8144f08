"""Rows of the till."""

from mantetong.settlement.models.asking import (
    Alarm,
    Entitlement,
    Identification,
    InstitutionCipher,
    InstitutionKey,
    InstitutionToken,
    InterfaceCall,
    KeptAnswer,
    LookUpRule,
    SignIn,
)
from mantetong.settlement.models.settled import Balance, Bill, FeeLine, FixedPlace, InstitutionRecord, Visit

__all__ = [
    "Alarm",
    "Balance",
    "Bill",
    "Entitlement",
    "FeeLine",
    "FixedPlace",
    "Identification",
    "InstitutionCipher",
    "InstitutionKey",
    "InstitutionRecord",
    "InstitutionToken",
    "InterfaceCall",
    "KeptAnswer",
    "LookUpRule",
    "SignIn",
    "Visit",
]
