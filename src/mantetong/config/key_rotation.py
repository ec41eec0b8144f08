"""A new master key, and everything sealed anew under it: rows in bounded batches, papers one by one, while the system runs.

Whatever is sealed carries the number of its master key, so the work can stop anywhere and go on later: what bears the newest number is
passed over. Every older key stays in the ring and still opens. Digests and signatures keep the first key for ever: a digest
made anew would need the plain text of every number and the name of every file, and a signature's public half is in people's hands.
"""

import base64
import binascii
import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pgtrigger
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import BinaryField, ExpressionWrapper, F, Func, QuerySet

from mantetong.outside import documents
from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.outside.keys import CannotOpen, activate_key, add_key, head_of, key_ring, read_keys, sealed_under
from mantetong.people.adapter import SecondFactorAdapter

Say = Callable[[str], None]

BATCH = 200
_NOTE = "rotating"


class RotationRunning(RuntimeError):
    """Another process is at it."""

    code = "KEY_ROTATION_RUNNING"


@dataclass
class Tally:
    """What was sealed anew, and what could not be opened (by table or file name)."""

    rows: int = 0
    files: int = 0
    unreadable: list[str] = field(default_factory=list)


def keys_folder() -> Path:
    """Where the key file stands."""
    return Path(settings.MANTETONG_HOME) / "keys"


def unfinished(folder: Path) -> int | None:
    """The number of the key to which a change is under way, None when none is."""
    note = folder / _NOTE
    return int(note.read_text()) if note.exists() else None


def prepare(*, folder: Path) -> int:
    """Make the next key without using it, unless one is waiting to be used; its number."""
    ring = read_keys(folder)
    waiting = max(ring.masters)
    number = waiting if waiting > ring.newest else waiting + 1
    add_key(folder, number=number)
    return number


def _begin(folder: Path) -> int:
    """Use the next key from now on, or the one an interrupted change has begun with; its number."""
    note = folder / _NOTE
    number = unfinished(folder)
    if number is None:
        number = prepare(folder=folder)
        note.touch(mode=0o600)
        note.write_text(str(number))
    activate_key(folder, number=number)
    return number


def rotate(*, say: Say) -> Tally:
    """Seal everything under a new master key; after a crash, go on. Raises RotationRunning, KeysMissing."""
    folder = keys_folder()
    with _alone(folder):
        number = _begin(folder)
        say(f"换用第 {number} 把主密钥…")
        tally = Tally()
        # A process that had read the ring just before may still have sealed a little under the old key: look again until nothing is left.
        while _seal_everything(number, tally, say):
            say("再核对一遍…")
        (folder / _NOTE).unlink()
    return tally


def examine_sealed(*, say: Say) -> tuple[dict[int, int], list[str]]:
    """Open everything; how much is sealed under which key, and what does not open."""
    counts: dict[int, int] = {}
    faults: list[str] = []
    for place, number in _everything(faults):
        counts[number] = counts.get(number, 0) + 1
        if sum(counts.values()) % 1000 == 0:
            say(f"已核对 {sum(counts.values())} 项（{place}）…")
    return counts, faults


def sealed_columns() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every encrypted column of the house."""
    for model in apps.get_models():
        for one in model._meta.local_concrete_fields:  # noqa: SLF001  Django's documented way
            if isinstance(one, EncryptedTextField):
                yield model, one


def _seal_everything(number: int, tally: Tally, say: Say) -> int:
    before = tally.rows + tally.files
    for model, column in sealed_columns():
        tally.rows += _seal_column(model, column, number, tally, say)
    tally.rows += _seal_second_factors(number)
    for done, key in enumerate(documents.stored_keys(), start=1):
        tally.files += _seal_file(key, tally)
        if done % 100 == 0:
            say(f"材料文件：已看 {done} 个，重新加封 {tally.files} 个…")
    return tally.rows + tally.files - before


def _seal_file(key: str, tally: Tally) -> bool:
    try:
        return documents.rewrap(key)
    except (documents.DocumentMissing, documents.DocumentDamaged):
        if key not in tally.unreadable:
            tally.unreadable.append(key)
        return False


def _rows(model: type[models.Model], column: EncryptedTextField) -> QuerySet[models.Model]:
    """Rows with the sealed bytes as they stand (`sealed`) and the two bytes that name their key (`head`)."""
    raw = ExpressionWrapper(F(column.attname), output_field=BinaryField())
    head = Func(F(column.attname), 1, 2, function="substring", output_field=BinaryField())
    return model._base_manager.annotate(sealed=raw, head=head).exclude(**{column.attname: None}).order_by("pk")  # noqa: SLF001


def _seal_column(model: type[models.Model], column: EncryptedTextField, number: int, tally: Tally, say: Say) -> int:
    last, done = 0, 0
    place = f"{model._meta.label}.{column.attname}"  # noqa: SLF001
    while batch := list(
        _rows(model, column).exclude(head=head_of(number)).filter(pk__gt=last).values_list("pk", "sealed")[:BATCH]
    ):
        last = batch[-1][0]
        done += _seal_batch(model, column, batch, tally)
        say(f"{place}：{done} 行…")
    return done


def _seal_batch(model: type[models.Model], column: EncryptedTextField, batch: list[tuple[int, bytes]], tally: Tally) -> int:
    done = 0
    # Tables of history refuse every update; this one changes nothing that they say.
    with transaction.atomic(), pgtrigger.ignore():
        for pk, sealed in batch:
            try:
                fresh = column.sealed_anew(bytes(sealed))
            except CannotOpen:
                tally.unreadable.append(f"{model._meta.label}.{column.attname} {pk}")  # noqa: SLF001
                continue
            # Only over what was read: a row that somebody has just written is theirs, and sealed under the newest key already.
            done += _rows(model, column).filter(pk=pk, sealed=sealed).order_by().update(**{column.attname: fresh})
    return done


def _seal_second_factors(number: int) -> int:
    adapter, done = SecondFactorAdapter(), 0
    for one in Authenticator.objects.order_by("pk"):
        stale = [name for name, value in one.data.items() if _number_in(value) not in (None, number)]
        if not stale:
            continue
        with transaction.atomic():
            held = Authenticator.objects.select_for_update().get(pk=one.pk)
            held.data |= {name: adapter.encrypt(adapter.decrypt(held.data[name])) for name in stale}
            held.save(update_fields=["data"])
        done += 1
    return done


def _number_in(value: object) -> int | None:
    """The key number of a sealed value in an authenticator's data, None for anything else."""
    try:
        sealed = base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        return None
    number = sealed_under(sealed)
    return number if number in key_ring().masters else None


def _everything(faults: list[str]) -> Iterator[tuple[str, int]]:
    for model, column in sealed_columns():
        place = f"{model._meta.label}.{column.attname}"  # noqa: SLF001
        for pk, sealed in _rows(model, column).values_list("pk", "sealed").iterator(chunk_size=BATCH):
            try:
                column.sealed_anew(bytes(sealed))
            except CannotOpen:
                faults.append(f"{place} {pk}")
            yield place, sealed_under(bytes(sealed))
    for key in documents.stored_keys():
        try:
            documents.fetch(key)
            number = documents.key_number(key)
        except (documents.DocumentMissing, documents.DocumentDamaged):
            faults.append(key)
        else:
            yield "材料文件", number


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / f".{_NOTE}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RotationRunning from error
        yield
