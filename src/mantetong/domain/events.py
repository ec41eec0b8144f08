"""What can be announced. Every case action is an event; the rest happen to people, papers, policies and messages.

Any room may announce; only `config/reactions.py` says who listens.
"""

from enum import StrEnum

from mantetong.domain.stages import Action


class Event(StrEnum):
    """The name of something that has happened, past or present as the field says it. Case actions keep their own name."""

    SUBMIT = "SUBMIT"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"
    ASK_SUPPLEMENT = "ASK_SUPPLEMENT"
    ANSWER_SUPPLEMENT = "ANSWER_SUPPLEMENT"
    PASS_ON = "PASS_ON"  # noqa: S105  an action, not a password
    PROPOSE = "PROPOSE"
    CONFIRM = "CONFIRM"
    SEND_BACK = "SEND_BACK"
    DECIDE = "DECIDE"
    WITHDRAW = "WITHDRAW"
    LAPSE = "LAPSE"
    REOPEN = "REOPEN"
    CORRECT = "CORRECT"

    SUPPLEMENT_NOTICE_SENT = "SUPPLEMENT_NOTICE_SENT"
    SUPPLEMENT_ENDING = "SUPPLEMENT_ENDING"
    MORE_TIME_GIVEN = "MORE_TIME_GIVEN"
    QUESTION_ANSWERED = "QUESTION_ANSWERED"
    HELD_FOR_PERSON = "HELD_FOR_PERSON"
    CODE_ASKED = "CODE_ASKED"
    MANDATE_USED = "MANDATE_USED"
    COPY_ASKED = "COPY_ASKED"
    PAPER_RECEIVED = "PAPER_RECEIVED"
    PAPER_READ = "PAPER_READ"
    RECOGNITION_ISSUED = "RECOGNITION_ISSUED"
    RECOGNITION_BEGUN = "RECOGNITION_BEGUN"
    RECOGNITION_EXPIRING = "RECOGNITION_EXPIRING"
    DRAFT_ENDING = "DRAFT_ENDING"
    RECOGNITION_REVOKED = "RECOGNITION_REVOKED"
    HEARING_OPENED = "HEARING_OPENED"
    RECOGNITION_TAKEN_IN = "RECOGNITION_TAKEN_IN"
    RECOGNITION_TAKEN_OUT = "RECOGNITION_TAKEN_OUT"
    CERTIFICATE_READY = "CERTIFICATE_READY"
    CERTIFICATE_POSTED = "CERTIFICATE_POSTED"
    CERTIFICATE_RETURNED = "CERTIFICATE_RETURNED"
    REGISTERED_NATIONALLY = "REGISTERED_NATIONALLY"
    CALENDAR_LOADED = "CALENDAR_LOADED"
    POLICY_PUBLISHED = "POLICY_PUBLISHED"
    REPLAY_ASKED = "REPLAY_ASKED"
    NOTICE_FAILED = "NOTICE_FAILED"

    @classmethod
    def of(cls, action: Action) -> "Event":
        """The event a case action announces."""
        return cls(action.value)
