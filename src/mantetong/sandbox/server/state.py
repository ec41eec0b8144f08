"""What the sandbox remembers: messages handed in, nonces seen, messages of the interface answered, registrations, faults."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_TABLES = """
create table if not exists message (id integer primary key, at text not null, recipient text not null, channel text not null,
    template text not null, text text not null, receipt text not null, reference text not null);
create index if not exists message_by_recipient on message (recipient, id);
create index if not exists message_by_receipt on message (receipt);
create table if not exists nonce (nonce text primary key, at text not null);
create table if not exists answered (msgid text primary key, infno text not null, answer text not null, at text not null);
create table if not exists registration (serial text primary key, psn_no text not null, disease text not null, name text not null,
    begndate text not null, enddate text not null, msgid text not null unique, withdrawn_at text, memo text not null default '');
create table if not exists fault (id integer primary key, where_at text not null, how text not null, times integer not null, seconds real not null);
"""


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the outbox. `at` is ISO with offset; `text` is what the telephone shows."""

    id: int
    at: str
    to: str
    channel: str
    template: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """How the next requests at one place go wrong."""

    where: str
    how: str
    seconds: float


class State:
    """The sqlite file, one connection behind one lock: the sandbox serves one installation."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._lock = threading.RLock()
        self._rows = sqlite3.connect(folder / "state.sqlite", check_same_thread=False, isolation_level=None)
        self._rows.row_factory = sqlite3.Row
        self._rows.execute("pragma journal_mode = wal")
        self._rows.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._rows.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing; an inner one belongs to the outer."""
        with self._lock:
            if self._rows.in_transaction:
                yield self._rows
                return
            self._rows.execute("begin immediate")
            try:
                yield self._rows
            except BaseException:
                self._rows.execute("rollback")
                raise
            self._rows.execute("commit")

    def read(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """The rows of one query."""
        with self._lock:
            return self._rows.execute(statement, values).fetchall()

    def note_nonce(self, nonce: str, *, at: datetime) -> bool:
        """True when the nonce is new."""
        with self.writing() as rows:
            return rows.execute("insert or ignore into nonce values (?, ?)", (nonce, stamp(at))).rowcount == 1

    def keep_message(
        self, *, to: str, channel: str, template: str, text: str, receipt: str, reference: str, at: datetime
    ) -> None:
        """Put one message into the outbox."""
        row = (stamp(at), to, channel, template, text, receipt, reference)
        with self.writing() as rows:
            rows.execute(
                "insert into message (at, recipient, channel, template, text, receipt, reference) values (?,?,?,?,?,?,?)", row
            )

    def messages(self, *, to: str = "", since: str = "", limit: int = 500) -> list[dict[str, Any]]:
        """The outbox, oldest first; `since` is an id to come after, or an ISO time to start at."""
        after, from_at = (int(since), "") if since.isdigit() else (0, normal_time(since))
        rows = self.read(
            "select * from message where (?1 = '' or recipient = ?1) and id > ?2 and at >= ?3 order by id desc limit ?4",
            to,
            after,
            from_at,
            limit,
        )
        return [
            asdict(Message(row["id"], row["at"], row["recipient"], row["channel"], row["template"], row["text"]))
            for row in reversed(rows)
        ]

    def messages_taken(self, *, to: str, receipt: str) -> list[sqlite3.Row]:
        """What a number was sent, newest first; `receipt` empty for all."""
        return self.read(
            "select * from message where recipient = ?1 and (?2 = '' or receipt = ?2) order by id desc limit 50", to, receipt
        )

    def sent_since(self, *, to: str, template: str, at: datetime) -> int:
        """How many messages of one template a number has had since then."""
        return int(
            self.read("select count(*) from message where recipient = ? and template = ? and at >= ?", to, template, stamp(at))[
                0
            ][0]
        )

    def set_fault(self, *, where: str, how: str, times: int, seconds: float) -> None:
        """Let the next `times` requests at `where` go wrong."""
        with self.writing() as rows:
            rows.execute("insert into fault (where_at, how, times, seconds) values (?,?,?,?)", (where, how, times, seconds))

    def clear_faults(self) -> None:
        """Everything works again."""
        with self.writing() as rows:
            rows.execute("delete from fault")

    def take_fault(self, *places: str) -> Fault | None:
        """The oldest fault set for one of these places, used up once."""
        with self.writing() as rows:
            found = rows.execute(
                "select * from fault where times > 0 and where_at in (select value from json_each(?)) order by id limit 1",
                (json.dumps(places),),
            )
            row = found.fetchone()
            if row is None:
                return None
            rows.execute("update fault set times = times - 1 where id = ?", (row["id"],))
            return Fault(row["where_at"], row["how"], row["seconds"])

    def faults(self) -> list[Mapping[str, Any]]:
        """Faults still set."""
        return [
            dict(row)
            for row in self.read("select where_at as 'where', how, times, seconds from fault where times > 0 order by id")
        ]

    def answer_given(self, msgid: str) -> dict[str, Any] | None:
        """The stored answer to a message id, as infcode, err_msg and output."""
        found = self.read("select answer from answered where msgid = ?", msgid)
        return json.loads(found[0]["answer"]) if found else None

    def keep_answer(self, *, msgid: str, infno: str, answer: Mapping[str, Any], at: datetime) -> None:
        """Store the answer to a message id: it is the answer to every later message of that id."""
        with self.writing() as rows:
            rows.execute(
                "insert into answered values (?,?,?,?)", (msgid, infno, json.dumps(answer, ensure_ascii=False), stamp(at))
            )

    def registrations(self, *, psn_no: str) -> list[sqlite3.Row]:
        """What stands registered for a person, withdrawn ones left out."""
        return self.read("select * from registration where psn_no = ? and withdrawn_at is null order by serial", psn_no)

    def registration(self, *, serial: str, psn_no: str) -> sqlite3.Row | None:
        """One registration, withdrawn or not."""
        found = self.read("select * from registration where serial = ? and psn_no = ?", serial, psn_no)
        return found[0] if found else None

    def keep_registration(self, *, data: Mapping[str, Any], msgid: str, at: datetime) -> str:
        """Register a recognition and give its serial."""
        with self.writing() as rows:
            count = rows.execute("select count(*) from registration").fetchone()[0]
            serial = f"SBX{at:%Y%m%d%H%M%S}{count + 1:013d}"
            row = (
                serial,
                data["psn_no"],
                data["opsp_dise_code"],
                data["opsp_dise_name"],
                data["begndate"],
                data.get("enddate") or "",
                msgid,
            )
            rows.execute(
                "insert into registration (serial, psn_no, disease, name, begndate, enddate, msgid) values (?,?,?,?,?,?,?)", row
            )
        return serial

    def withdraw_registration(self, *, serial: str, memo: str, at: datetime) -> None:
        """Mark a registration withdrawn, with the reason given."""
        with self.writing() as rows:
            rows.execute("update registration set withdrawn_at = ?, memo = ? where serial = ?", (stamp(at), memo, serial))

    def forget_before(self, at: datetime) -> None:
        """Drop messages and nonces from before then."""
        with self.writing() as rows:
            rows.execute("delete from message where at < ?", (stamp(at),))
            rows.execute("delete from nonce where at < ?", (stamp(at),))


def stamp(at: datetime) -> str:
    """A moment as text that sorts: UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def normal_time(text: str) -> str:
    """An ISO time as `stamp` writes it; empty for what is none. A blank before the offset is a plus lost in a query."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+")) if text else None
    except ValueError:
        return ""
    return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC)) if moment else ""
