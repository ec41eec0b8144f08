"""What every question has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from mantetong.apply.answers import keep_answer
from mantetong.apply.draft import Draft
from mantetong.web.sentences import Text

LOOKS = frozenset({"search", "look"})
"""Buttons of a question that show more of it and keep nothing."""


@dataclass(frozen=True, slots=True)
class Note:
    """A word beside a question, with a way out of it where there is one."""

    text: str
    url: str = ""
    link: str = ""


MakeForm = Callable[[Draft, QueryDict | None], forms.Form]
Keep = Callable[[Draft, Mapping[str, Any]], None]
IsAsked = Callable[[Draft], bool]
Tell = Callable[[Draft], str]
Notes = Callable[[Draft], tuple[Note, ...]]


def always(_draft: Draft) -> bool:
    """The question is put to everybody."""
    return True


def never(_draft: Draft) -> bool:
    """Nobody is led past."""
    return False


def nothing_instead(_draft: Draft) -> str:
    """The answer lets one go on."""
    return ""


def nothing_beside(_draft: Draft) -> tuple[Note, ...]:
    """No word beside it."""
    return ()


def only_looks(data: QueryDict | None) -> bool:
    """True when somebody searches or opens a list: what was chosen so far is shown again, nothing is judged."""
    return data is not None and data.get("do") in LOOKS


def keep(draft: Draft, question: str, value: Any) -> None:
    """Keep the answer unless another window has answered since. Raises AnswerMoved."""
    keep_answer(filing_id=draft.filing.id, question=question, value=value, at=draft.at, seen=draft.seen)


@dataclass(frozen=True, slots=True)
class Question:
    """One page. `keep` writes the answer; `tell` says it back on the check page; `is_asked` skips it where it is moot.

    `instead` is where the answer leads when it lets nobody go on from here; the question then counts as open.
    `is_known` is true where the answer stands already: the road leads past the page, the check page leads to it.
    """

    code: str
    title: Text
    hint: Text
    make_form: MakeForm
    keep: Keep
    tell: Tell
    is_asked: IsAsked = always
    is_known: IsAsked = never
    instead: Tell = nothing_instead
    notes: Notes = nothing_beside
    template: str = "apply/question"
    continue_label: Text = ""

    def is_open(self, draft: Draft) -> bool:
        """Not answered, or answered in a way that lets nobody go on."""
        return not draft.answered(self.code) or bool(self.instead(draft))
