"""What can be done about people. Other rooms call these and nothing below.

Errors, each with a stable `code`:
  AskedTooOften, CodeExpired, CodeWrong, TooManyTries (codes); TooManyChecks, AlreadyNamed, NotYourInsurance (real name);
  SignInRefused, SecondFactorWrong, SecondFactorUsed (desk); NotAnInstitution (offices); MandateRunning (mandates).
"""

from mantetong.people.models.mandates import MandateKind, Relation
from mantetong.people.operations.codes import (
    AskedTooOften,
    CodeExpired,
    CodeWrong,
    NoTelephone,
    TooManyTries,
    ask_confirmation_code,
    ask_login_code,
    forget_old_codes,
    use_code,
    use_login_code,
)
from mantetong.people.operations.desk import (
    SecondFactorUsed,
    SecondFactorWrong,
    SignInRefused,
    check_password,
    check_second_factor,
    end_post,
    make_staff,
)
from mantetong.people.operations.limits import forget_old_attempts
from mantetong.people.operations.mandates import MandateRunning, MandateTerms, give_mandate, revoke_mandate
from mantetong.people.operations.offices import (
    DoctorRow,
    InstitutionRow,
    NotAnInstitution,
    load_doctors,
    load_institutions,
)
from mantetong.people.operations.real_name import (
    AlreadyNamed,
    NotYourInsurance,
    RealNameOutcome,
    RealNameResult,
    TooManyChecks,
    check_real_name,
    choose_insurance,
    recheck_person,
)
from mantetong.people.operations.records import forget_old_looks, give_consent, note_look, withdraw_consent

__all__ = [
    "AlreadyNamed",
    "AskedTooOften",
    "CodeExpired",
    "CodeWrong",
    "DoctorRow",
    "InstitutionRow",
    "MandateKind",
    "MandateRunning",
    "MandateTerms",
    "NoTelephone",
    "NotAnInstitution",
    "NotYourInsurance",
    "RealNameOutcome",
    "RealNameResult",
    "Relation",
    "SecondFactorUsed",
    "SecondFactorWrong",
    "SignInRefused",
    "TooManyChecks",
    "TooManyTries",
    "ask_confirmation_code",
    "ask_login_code",
    "check_password",
    "check_real_name",
    "check_second_factor",
    "choose_insurance",
    "end_post",
    "forget_old_attempts",
    "forget_old_codes",
    "forget_old_looks",
    "give_consent",
    "give_mandate",
    "load_doctors",
    "load_institutions",
    "make_staff",
    "note_look",
    "recheck_person",
    "revoke_mandate",
    "use_code",
    "use_login_code",
    "withdraw_consent",
]
