"""What every question has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from mantetong.apply.draft import Draft
from mantetong.web.sentences import Text

MakeForm = Callable[[Draft, QueryDict | None], forms.Form]
Keep = Callable[[Draft, Mapping[str, Any]], None]
IsAsked = Callable[[Draft], bool]
Tell = Callable[[Draft], str]


def always(_draft: Draft) -> bool:
    """The question is put to everybody."""
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One page. `keep` writes the answer; `tell` says it back on the check page; `is_asked` skips it where it is moot."""

    code: str
    title: Text
    hint: Text
    make_form: MakeForm
    keep: Keep
    tell: Tell
    is_asked: IsAsked = always
    template: str = "apply/question"
