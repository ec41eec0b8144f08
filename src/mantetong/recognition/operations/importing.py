"""存量: recognitions granted before this installation, by the hundred thousand, with every row at fault named.

Rows are judged by the thousand against what stands, and written by COPY; the database's own constraint has the last word. A
chunk is one transaction together with how far the file has come, so an import that was killed goes on where it stood.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import F

from mantetong.people.queries import person_ids_by_psn_no
from mantetong.recognition.models import ImportRun, Recognition, State, new_token
from mantetong.web.clock import day_of

CHUNK = 10_000
_COLUMNS = (
    "person_id", "psn_no", "region", "insutype", "disease_code", "disease_name", "begins_on", "ends_on", "state", "state_reason",
    "decided_on", "issued_at", "token", "institution_code", "doctor_code", "national_state", "national_serial", "national_msgid",
    "national_said", "national_is_outdated", "national_withdraw_msgid",
)  # fmt: skip
_COPY = f"COPY recognition_recognition ({', '.join(_COLUMNS)}) FROM STDIN"


@dataclass(frozen=True, slots=True)
class ExistingRow:
    """One line of the file: `line` as a person counts, dates as read; `ends_on` None is open-ended."""

    line: int
    psn_no: str
    insutype: str
    disease_code: str
    disease_name: str
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RowFault:
    """What keeps one line out, in Chinese, with its line number."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or in a rehearsal would have done."""

    taken: int
    already_there: int
    faults: tuple[RowFault, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Period:
    """Days held for one disease in a region."""

    begins_on: date
    ends_on: date | None
    region: str


_Held = dict[tuple[int, str], list[_Period]]


def import_existing(*, region: str, rows: Iterable[ExistingRow], at: datetime) -> ImportReport:
    """Take the rows that can be taken; the same file again takes nothing twice. Rows at fault are named, not guessed at."""
    return _sum(import_chunk(region=region, rows=chunk, at=at) for chunk in in_chunks(rows))


def rehearse_import(*, region: str, rows: Iterable[ExistingRow], at: datetime) -> ImportReport:
    """The report an import would give; nothing is kept."""
    with transaction.atomic():
        report = import_existing(region=region, rows=rows, at=at)
        transaction.set_rollback(True)
    return report


def go_on_importing(
    *, run: ImportRun, rows: Iterable[ExistingRow], unread: Collection[RowFault], at: datetime, size: int = CHUNK
) -> Iterator[tuple[int, ImportReport]]:
    """Take the rows behind what was done, a chunk a transaction: its last line and report. `unread` grows as the file is read."""
    counted = 0
    for chunk in in_chunks(rows, size):
        new, counted = len(unread) - counted, len(unread)
        yield chunk[-1].line, import_chunk(region=run.region, rows=chunk, at=at, run_id=run.pk, unread=new)
    finish_import(run_id=run.pk, unread=len(unread) - counted, at=at)


@transaction.atomic
def import_chunk(
    *, region: str, rows: Collection[ExistingRow], at: datetime, run_id: int | None = None, unread: int = 0
) -> ImportReport:
    """Take some rows in one transaction; with `run_id` note in the same transaction how far its file has come, and how many lines
    before its end could not be read.
    """
    known = person_ids_by_psn_no({row.psn_no for row in rows})
    held = _held(known.values())
    fresh, there, faults = [], 0, []
    for row in rows:
        answer = _judged(row, region, known.get(row.psn_no), held)
        if isinstance(answer, RowFault):
            faults.append(answer)
        elif answer is None:
            there += 1
        else:
            fresh.append((answer, row))
    _copy(region, fresh, at)
    report = ImportReport(len(fresh), there, tuple(faults))
    if run_id is not None:
        _note(run_id, report, max(row.line for row in rows), unread)
    return report


@transaction.atomic
def begin_import(*, region: str, sha256: str, at: datetime) -> ImportRun:
    """The run of a file: a new one, the one that was cut short with its `lines_done`, or a finished one counted anew."""
    run, _ = ImportRun.objects.select_for_update().get_or_create(region=region, sha256=sha256, defaults={"started_at": at})
    if run.finished_at is not None:
        run.started_at, run.finished_at = at, None
        run.lines_done = run.taken = run.already_there = run.faulty = 0
        run.save()
    return run


def finish_import(*, run_id: int, unread: int, at: datetime) -> None:
    """The whole file was gone through; `unread` more lines at its end could not be read."""
    ImportRun.objects.filter(pk=run_id).update(finished_at=at, faulty=F("faulty") + unread)


def in_chunks(rows: Iterable[ExistingRow], size: int = CHUNK) -> Iterator[list[ExistingRow]]:
    """The rows, `size` at a time."""
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def _held(person_ids: Collection[int]) -> _Held:
    rows = Recognition.objects.filter(person_id__in=set(person_ids)).exclude(state=State.REVOKED)
    held: _Held = defaultdict(list)
    for person, disease, begins, ends, region in rows.values_list("person_id", "disease_code", "begins_on", "ends_on", "region"):
        held[person, disease].append(_Period(begins, ends, region))
    return held


def _judged(row: ExistingRow, region: str, person_id: int | None, held: _Held) -> int | RowFault | None:
    """The person's id for a row to be taken, None when it is here already."""
    if person_id is None:
        return RowFault(row.line, f"人员编号 {row.psn_no} 不在参保人员库中，请先核对")
    if row.ends_on is not None and row.ends_on < row.begins_on:
        return RowFault(row.line, f"结束日期 {row.ends_on} 早于开始日期 {row.begins_on}，请更正")
    same, own = held[person_id, row.disease_code], _Period(row.begins_on, row.ends_on, region)
    if own in same:
        return None
    if clash := _clashing(same, row):
        return RowFault(row.line, f"与已有的同病种待遇（{clash.begins_on} 起）日期重叠，请核对")
    same.append(own)
    return person_id


def _clashing(same: Iterable[_Period], row: ExistingRow) -> _Period | None:
    end = row.ends_on or date.max
    return next((one for one in same if one.begins_on <= end and row.begins_on <= (one.ends_on or date.max)), None)


def _copy(region: str, fresh: list[tuple[int, ExistingRow]], at: datetime) -> None:
    today = day_of(at)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copying:
        for person_id, row in fresh:
            copying.write_row(
                (
                    person_id, row.psn_no, region, row.insutype, row.disease_code, row.disease_name, row.begins_on, row.ends_on,
                    "IN_FORCE", "", min(row.begins_on, today), at, new_token(), "", "", "NOT_YET", "", "", "", False, "",
                )
            )  # fmt: skip


def _note(run_id: int, report: ImportReport, last_line: int, unread: int) -> None:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    run.lines_done = max(run.lines_done, last_line)
    run.taken, run.already_there = run.taken + report.taken, run.already_there + report.already_there
    run.faulty += len(report.faults) + unread
    run.save(update_fields=["lines_done", "taken", "already_there", "faulty"])


def _sum(reports: Iterable[ImportReport]) -> ImportReport:
    taken, there, faults = 0, 0, list[RowFault]()
    for one in reports:
        taken, there = taken + one.taken, there + one.already_there
        faults += one.faults
    return ImportReport(taken, there, tuple(faults))
