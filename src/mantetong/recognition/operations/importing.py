"""存量: recognitions granted before this installation, row by row, with every fault named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from mantetong.people.queries import person_by_psn_no
from mantetong.recognition.models import Recognition, State
from mantetong.web.clock import day_of


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


def import_existing(*, region: str, rows: Iterable[ExistingRow], at: datetime) -> ImportReport:
    """Take the rows that can be taken; the same file again takes nothing twice. Rows at fault are named, not guessed at."""
    return _run(region, rows, at)


def rehearse_import(*, region: str, rows: Iterable[ExistingRow], at: datetime) -> ImportReport:
    """The report an import would give; nothing is kept."""
    with transaction.atomic():
        report = _run(region, rows, at)
        transaction.set_rollback(True)
    return report


@transaction.atomic
def _run(region: str, rows: Iterable[ExistingRow], at: datetime) -> ImportReport:
    taken, there, faults = 0, 0, []
    for row in rows:
        answer = _take(region, row, at)
        if isinstance(answer, RowFault):
            faults.append(answer)
        else:
            taken, there = taken + answer, there + (not answer)
    return ImportReport(taken, there, tuple(faults))


def _take(region: str, row: ExistingRow, at: datetime) -> bool | RowFault:
    """True when taken, False when it was there already."""
    person = person_by_psn_no(row.psn_no)
    if person is None:
        return RowFault(row.line, f"人员编号 {row.psn_no} 不在参保人员库中，请先核对")
    if row.ends_on is not None and row.ends_on < row.begins_on:
        return RowFault(row.line, f"结束日期 {row.ends_on} 早于开始日期 {row.begins_on}，请更正")
    same = Recognition.objects.filter(person_id=person.id, disease_code=row.disease_code).exclude(state=State.REVOKED)
    if same.filter(begins_on=row.begins_on, ends_on=row.ends_on, region=region).exists():
        return False
    if clash := _clashing(same.order_by("begins_on", "pk"), row):
        return RowFault(row.line, f"与已有的同病种待遇（{clash.begins_on} 起）日期重叠，请核对")
    _write(region, person.id, row, at)
    return True


def _clashing(same: Iterable[Recognition], row: ExistingRow) -> Recognition | None:
    end = row.ends_on or date.max
    return next((one for one in same if one.begins_on <= end and row.begins_on <= (one.ends_on or date.max)), None)


def _write(region: str, person_id: int, row: ExistingRow, at: datetime) -> None:
    Recognition.objects.create(
        person_id=person_id,
        psn_no=row.psn_no,
        region=region,
        insutype=row.insutype,
        disease_code=row.disease_code,
        disease_name=row.disease_name,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        decided_on=min(row.begins_on, day_of(at)),
        issued_at=at,
    )
