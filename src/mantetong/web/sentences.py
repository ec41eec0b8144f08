"""Words for error codes: what happened, why, what to do now. Each room registers its own in `messages.py`.

>>> register(
...     "FILE_TOO_LARGE",
...     Sentence(what=_("这个文件太大了。"), why=_("每个文件不能超过{limit}。"), now=_("请重新拍一张。"), status=413),
... )
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go from an error: a named route, filled with the error's attribute `fact` where it needs one."""

    label: Text
    route: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads. `{name}` in a text is filled with the error's attribute of that name; `way` is a link out of it."""

    what: Text
    why: Text = ""
    now: Text = ""
    status: int = HTTPStatus.CONFLICT
    way: Way | None = None


class _Facts(dict[str, Any]):
    """An absent fact leaves a gap, never a failure while a failure is being told."""

    def __missing__(self, key: str) -> str:
        return "—"


_SENTENCES: dict[str, Sentence] = {}

UNWORDED = Sentence(
    what=_("这一步暂时没有办成。"),
    why=_("系统按规则没有接受这次操作，您填写的内容没有丢失。"),
    now=_("请返回上一页再试一次；如果还是不行，请拨打页面下方的电话，告诉工作人员页面上的代码。"),
)


def register(code: str, sentence: Sentence) -> None:
    """Give `code` its words. A later registration replaces an earlier one."""
    _SENTENCES[code] = sentence


def is_worded(code: str) -> bool:
    """True when somebody has registered words for `code`."""
    return code in _SENTENCES


def sentence_for(code: str, facts: Mapping[str, Any] | None = None) -> Sentence:
    """The words for `code` filled with `facts`; a gentle general sentence for a code nobody has worded."""
    sentence = _SENTENCES.get(code, UNWORDED)
    known = _Facts(facts or {})
    what, why, now = (str(text).format_map(known) for text in (sentence.what, sentence.why, sentence.now))
    return Sentence(what=what, why=why, now=now, status=sentence.status, way=sentence.way)
