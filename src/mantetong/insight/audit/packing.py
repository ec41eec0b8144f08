"""One case as a sealed package: readable in any browser, provable with a bare Python, signed by the installation."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.template.loader import render_to_string

from mantetong.cases.operations import give_purpose
from mantetong.cases.queries import FilingCard, answers_of, filing_for, standing_decision
from mantetong.cases.queries.ledger import chain_of, leaves_of, root_on
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.insight.audit.proof import merkle_path
from mantetong.materials.operations import open_page
from mantetong.materials.queries import papers_of
from mantetong.outside.documents import DocumentMissing
from mantetong.outside.keys import CannotOpen
from mantetong.outside.signing import public_key, sign
from mantetong.people.operations import note_look
from mantetong.people.queries import person_card
from mantetong.policies.queries import policy_of
from mantetong.web.clock import day_of
from mantetong.web.labels import ANSWERS, OUTCOMES, STAGES
from mantetong.web.wording import chinese_moment

PURPOSE = "daily-root"  # the key whose public half the auditor was handed with the first root
_AUDITORS = frozenset({Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class CasePart:
    """One case in the readable page."""

    title: str
    stage: str
    outcome: str
    remark: str
    criteria: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PackagePage:
    """The readable page of a package."""

    number: str
    who: str
    made: str
    made_for: str
    cases: tuple[CasePart, ...]
    papers: tuple[str, ...]
    missing: tuple[str, ...]
    entries: tuple[tuple[int, str, str, str], ...]
    days: tuple[tuple[str, str], ...]


def seal(*, reference: str, reason: str, by: Actor, at: datetime) -> bytes:
    """The ZIP of one submitted filing of the auditor's region; the export is written down with its reason before anything is read.

    Staff see papers with their own mark on them. Raises NoSuchFiling, NotYoursToTake, ValueError without a reason.
    """
    ensure_holds(by, _AUDITORS)
    filing = filing_for(viewer=by, reference=reference, at=at)
    note_look(by=by, kind="EXPORT", reference=filing.number, why=reason, at=at, person_id=filing.person_id)
    give_purpose(filing=filing, by=by, why=reason, at=at)  # for the papers, which are opened one by one
    papers, missing = _papers(filing, by, at)
    entries = chain_of(filing.id)
    days = [_day(filing.id, on) for on in sorted({day_of(entry["at"]) for entry in entries}) if root_on(on=on)[0]]
    written = [{**entry, "at": entry["at"].isoformat()} for entry in entries]
    page = _page(filing, tuple(papers), missing, written, days, reason, at)
    files = {
        "index.html": render_to_string("insight/package.html", {"page": page}).encode(),
        "ledger.json": _json(written),
        "roots.json": _json(days),
        "verify.py": Path(__file__).with_name("verify_package.py").read_bytes(),
        **papers,
    }
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    manifest = _json({"files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}})
    signature = base64.b64decode(sign(manifest, purpose=PURPOSE))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        sealed = {"manifest.json": manifest, "manifest.sig": signature, "key.pem": _key_file()}
        for name, content in (files | sealed).items():
            archive.writestr(name, content)
    return out.getvalue()


def _key_file() -> bytes:
    raw = base64.b64decode(public_key(purpose=PURPOSE))
    return Ed25519PublicKey.from_public_bytes(raw).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _papers(filing: FilingCard, by: Actor, at: datetime) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Every page under a name that says its place, and the names of those that could not be opened."""
    opened: dict[str, bytes] = {}
    missing = []
    for name, key, number in _pages(filing):
        try:
            opened[name] = open_page(key=key, number=number, by=by, at=at).jpeg
        except (DocumentMissing, CannotOpen):
            missing.append(name)
    return opened, tuple(missing)


def _pages(filing: FilingCard) -> Iterator[tuple[str, str, int]]:
    for place, paper in enumerate(papers_of(filing.id), start=1):
        for page in paper.pages:
            yield f"papers/{place:02d}-{paper.slot}-{page.number}.jpg", paper.key, page.number


def _day(filing_id: int, on: date) -> dict[str, object]:
    """The signed root of a day and the way to it from this chain's head of that day."""
    root, signature = root_on(on=on)
    leaves = leaves_of(on=on)
    index = next(place for place, leaf in enumerate(leaves) if leaf.startswith(f"{filing_id}:"))
    return {
        "on": on.isoformat(),
        "leaf": leaves[index],
        "path": merkle_path(leaves, index),
        "root": root,
        "signature": signature,
        "key": public_key(purpose=PURPOSE),
    }


def _page(
    filing: FilingCard,
    papers: tuple[str, ...],
    missing: tuple[str, ...],
    entries: list[dict[str, object]],
    days: list[dict[str, object]],
    reason: str,
    at: datetime,
) -> PackagePage:
    person = person_card(filing.person_id)
    lines = tuple((int(str(one["seq"])), str(one["at"]), str(one["action"]), str(one["role"])) for one in entries)
    return PackagePage(
        number=filing.number,
        who=f"{person.masked_name} {person.masked_id_number}",
        made=chinese_moment(at),
        made_for=reason,
        cases=tuple(_case_parts(filing)),
        papers=papers,
        missing=missing,
        entries=lines,
        days=tuple((str(one["on"]), str(one["root"])) for one in days),
    )


def _case_parts(filing: FilingCard) -> Iterator[CasePart]:
    policy = policy_of(version_id=filing.policy_version_id or 0)
    for case in filing.cases:
        decision = standing_decision(case.id)
        known = policy.diseases.get(case.disease_code)
        criteria = tuple((one.said, str(ANSWERS[one.answer]), one.source) for one in answers_of(case.id))  # type: ignore[index]
        yield CasePart(
            title=f"{case.number} {known.name if known else case.disease_code}",
            stage=str(STAGES[case.stage]),
            outcome=str(OUTCOMES[case.outcome]) if case.outcome else "",
            remark=decision.remark if decision else "",
            criteria=criteria,
        )
