"""The questions of the application, in order. Each is a small record: what is asked, how it is kept, when it is answered."""

from mantetong.apply.questions.base import LOOKS, Note, Question
from mantetong.apply.questions.contact import CONTACT
from mantetong.apply.questions.disease import DISEASE
from mantetong.apply.questions.hospital import HOSPITAL
from mantetong.apply.questions.insurance import INSURANCE
from mantetong.apply.questions.living import LIVING
from mantetong.apply.questions.summary import SUMMARY
from mantetong.apply.questions.told import TOLD

QUESTIONS: tuple[Question, ...] = (TOLD, LIVING, INSURANCE, DISEASE, HOSPITAL, SUMMARY, CONTACT)
PAPERS, FORM, CHECK = "papers", "form", "check"
STEPS: tuple[str, ...] = (*(question.code for question in QUESTIONS), PAPERS, FORM, CHECK)

__all__ = ["CHECK", "FORM", "LOOKS", "PAPERS", "QUESTIONS", "STEPS", "Note", "Question"]
