"""What components are given: small frozen values that a page's dataclass is built from. No models, no decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tone(StrEnum):
    """How a tag or a notice box is meant. Each tone has its own mark beside its colour."""

    PLAIN = "plain"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


class State(StrEnum):
    """Where one step of several stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class OptionLabel:
    """The label of one choice with a line of explanation: put it where a form takes the text of a choice."""

    text: str
    hint: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answer on a check page. `change_url` empty means that it cannot be changed here."""

    label: str
    value: str
    change_url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of a case in plain words; `who` acts next or acted, `at` None when it lies ahead."""

    title: str
    at: datetime | date | None = None
    text: str = ""
    who: str = ""
    state: State = State.DONE


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One stage of a row of stages."""

    label: str
    state: State


@dataclass(frozen=True, slots=True)
class Pager:
    """Links of a list read by key: `previous_url` or `next_url` empty at either end; `said` tells what is shown."""

    previous_url: str = ""
    next_url: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class SlotFile:
    """One file in a slot. `problem` says in words what is wrong with it, `view_url` opens it.

    `key` names it when the files of a slot are put in order; `picture_url` is set where turning it makes sense.
    """

    name: str
    view_url: str = ""
    remove_url: str = ""
    key: str = ""
    picture_url: str = ""
    thumbnail_url: str = ""
    said: str = ""
    problem: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class FileSlot:
    """One place of the checklist as a page shows it. `upload_url` takes a multipart POST with the field `file`.

    All further addresses may be empty: `begin_url` begins an upload that survives a broken line, `refresh_url` answers the part
    with the papers (asked again and again while `watched`), `order_url` and `restore_url` are posted to. `whole` keeps pictures
    as large as they are: an ECG or a film, not a text. `removed` are the keys and names of papers that can be put back.
    """

    code: str
    name: str
    upload_url: str
    files: Sequence[SlotFile] = ()
    hint: str = ""
    required: bool = True
    tone: Tone = Tone.PLAIN
    said: str = ""
    error: str = ""
    accept: str = "image/jpeg,image/png,image/heic,image/heif,.heic,.heif,application/pdf"
    multiple: bool = True
    max_bytes: int = 5 * 1024 * 1024
    begin_url: str = ""
    refresh_url: str = ""
    order_url: str = ""
    restore_url: str = ""
    watched: bool = False
    whole: bool = False
    removed: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Hotline:
    """The number a person can call. `note` says where it comes from when the region published none."""

    number: str
    label: str | Promise
    note: str | Promise = ""


NATIONAL_HOTLINE = Hotline(number="12393", label=_("国家医保服务热线"), note=_("本地未公布咨询电话，此为全国热线"))


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a region says here in one of its own languages: the language's tag and own name, paragraphs, a recording, how sure it is."""

    language: str
    name: str
    direction: str
    paragraphs: tuple[str, ...]
    recording_url: str
    badge: str
    note: str


@dataclass(frozen=True, slots=True)
class PageError:
    """One line of the error summary; `target` is the id of the field it leads to."""

    text: str
    target: str = ""
