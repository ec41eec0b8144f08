"""What an auditor draws can be drawn again, and what is sealed opens and proves itself without the system."""

import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

import mantetong
from mantetong.cases.models import Case
from mantetong.cases.operations import OUTSIDE, seal_day
from mantetong.cases.queries.sampling import sample_of
from mantetong.domain.ledger_chain import merkle_root
from mantetong.domain.roles import Role
from mantetong.insight.audit import verify_package
from mantetong.insight.audit.packing import seal
from mantetong.insight.audit.proof import merkle_path
from mantetong.outside.documents import store
from mantetong.outside.signing import public_key
from mantetong.people.models import Look
from mantetong.people.operations import note_look
from mantetong.people.queries.looks_after_hours import looks_after_hours
from mantetong.web.labels import LOOKED_AT
from tests.factories import MEISHAN, MONDAY, NANCHONG, a_reviewer, a_staff_member, a_submitted_filing, decide, its_case
from tests.factories import a_case_in_determination as a_case
from tests.journeys.bad_input import NOON, at_desk, words
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.review.factories import a_paper

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat(NOON)


def an_auditor(region=MEISHAN):
    return a_staff_member(Role.AUDITOR, region=region)


def a_sealed_filing():
    """A decided filing with a paper, its day sealed."""
    case, reviewer = a_case()
    decide(case, by=reviewer)
    paper = a_paper(case.filing)
    paper.sheets.update(storage_key=store(content=a_jpeg(300, 400), person_id=case.person_id))
    for _other in range(3):
        a_submitted_filing()
    seal_day(on=MONDAY.date(), at=AT)
    return case.filing


def unpacked(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def verified(folder):
    done = subprocess.run([sys.executable, "-I", str(folder / "verify.py")], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13])
def test_a_path_leads_from_every_leaf_to_the_root(count):
    leaves = [f"{number}:{sha256(str(number).encode()).hexdigest()}" for number in range(count)]

    roots = {verify_package.root_of({"leaf": leaf, "path": merkle_path(leaves, place)}) for place, leaf in enumerate(leaves)}

    assert roots == {merkle_root(leaves)}


def test_a_sealed_package_opens_in_a_browser_and_proves_itself_with_a_bare_python(tmp_path):
    filing, auditor = a_sealed_filing(), an_auditor()

    folder = unpacked(seal(reference=filing.reference, reason="年度抽查", by=auditor, at=AT), tmp_path)

    status, said = verified(folder)
    assert (status, said.count("ok")) == (0, 4), said
    page = (folder / "index.html").read_text()
    assert filing.number in page
    assert "年度抽查" in page
    assert len(list((folder / "papers").glob("*.jpg"))) == 1
    assert 'src="papers/' in page
    assert "http" not in page.replace("https://", "http").split("</style>")[1]
    assert public_key(purpose="daily-root") == json.loads((folder / "roots.json").read_text())[0]["key"]
    assert Look.objects.filter(kind="EXPORT", why="年度抽查", account_id=auditor.account_id, person_id=filing.person_id).exists()


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("index.html", lambda text: text.replace("予以认定", "不予认定") + " ", "files: ['index.html']"),
        ("ledger.json", lambda text: text.replace('"REVIEWER"', '"SUPERVISOR"'), "files: ['ledger.json']"),
        ("manifest.json", lambda text: text + " ", "signature: WRONG"),
    ],
)
def test_whatever_is_changed_in_a_package_is_found(tmp_path, name, change, found):
    filing = a_sealed_filing()
    folder = unpacked(seal(reference=filing.reference, reason="年度抽查", by=an_auditor(), at=AT), tmp_path)
    path = folder / name
    path.write_text(change(path.read_text()))

    status, said = verified(folder)

    assert (status, found in said) == (1, True), said


def test_a_rewritten_chain_no_longer_leads_to_the_root():
    entries = [{"seq": 1, "facts": {"a": 1}, "previous": "0" * 64, "digest": "00"}]

    assert verify_package.broken_entry(entries) == 1
    assert verify_package.wrong_days([{"on": "2026-03-02", "leaf": "1:00", "path": [], "root": "ff"}], entries) == ["2026-03-02"]


def test_the_same_seed_draws_the_same_sample_and_another_seed_another():
    since, until = MONDAY, MONDAY + timedelta(days=1)
    for _number in range(8):
        filing, _by = a_submitted_filing()
        Case.objects.filter(filing=filing).update(stage="DECIDED", outcome="RECOGNISED", decided_at=MONDAY + timedelta(hours=1))
    far, _by = a_submitted_filing(region=NANCHONG)
    Case.objects.filter(filing=far).update(stage="DECIDED", outcome="RECOGNISED", decided_at=MONDAY + timedelta(hours=1))

    def drawn(seed):
        return [one.number for one in sample_of(region=MEISHAN, since=since, until=until, seed=seed, most=4)]

    numbers = Case.objects.filter(region=MEISHAN, stage="DECIDED").values_list("number", flat=True)
    by_hand = sorted(numbers, key=lambda number: sha256(f"2026年第一季度:{number}".encode()).hexdigest())[:4]
    assert drawn("2026年第一季度") == by_hand == drawn("2026年第一季度")
    assert drawn("2026年第二季度") != by_hand


@pytest.mark.parametrize(
    ("local", "is_late"),
    [
        ("2026-03-02T06:59", True),
        ("2026-03-02T07:00", False),
        ("2026-03-02T19:59", False),
        ("2026-03-02T20:00", True),
        ("2026-03-07T10:00", True),
    ],
)
def test_looks_outside_office_hours_are_listed_by_local_time(local, is_late):
    filing, _by = a_submitted_filing()
    at = datetime.fromisoformat(f"{local}:00+08:00")
    note_look(by=a_reviewer(), kind="CASE", reference="x", why="审核", at=at, person_id=filing.person_id)

    found = looks_after_hours(region=MEISHAN, since=MONDAY - timedelta(days=9))

    assert [one.who for one in found] == (["沈审核"] if is_late else [])


def test_the_page_draws_seals_for_a_purpose_only_and_within_the_region():
    filing = a_sealed_filing()
    desk = at_desk(an_auditor())
    query = {"since": "2026-03-01", "until": "2026-03-31", "most": "5", "seed": "甲"}

    assert its_case(filing).number in words(desk.get("/desk/audit/", query))
    sealed = desk.post("/desk/audit/package/", {"number": filing.number, "reason": "年度抽查"})
    assert sealed.content[:2] == b"PK"
    assert desk.post("/desk/audit/package/", {"number": filing.number, "reason": ""}).status_code == 422
    far = at_desk(an_auditor(NANCHONG)).post("/desk/audit/package/", {"number": filing.number, "reason": "年度抽查"})
    assert far.status_code == 404
    assert at_desk(a_reviewer()).get("/desk/audit/").status_code == 404


def test_every_kind_of_look_has_a_name_people_understand():
    source = Path(mantetong.__file__).parent
    written = {
        kind for path in source.rglob("*.py") for kind in re.findall(r'note_(?:desk_)?look\([^)]*?kind="(\w+)"', path.read_text())
    }
    assert {"CASE", "PAPER", "EXPORT"} <= written
    assert written | {OUTSIDE} <= set(LOOKED_AT)


def test_what_was_opened_again_within_a_minute_is_one_line_with_its_count():
    filing, _by = a_submitted_filing()
    for second in (5, 25, 45):
        at = datetime.fromisoformat(f"2026-03-07T10:00:{second:02d}+08:00")
        note_look(by=a_reviewer(), kind="CASE", reference="x", why="审核", at=at, person_id=filing.person_id)

    page = at_desk(an_auditor(), now="2026-03-09T10:00:00+08:00").get("/desk/audit/")

    assert [(one.what, one.times) for one in page.context["page"].looks] == [("办件 x", 3)]
