"""A case with real pictures on the desk, made through operations, and a browser of a member of staff."""

import threading
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

import mantetong.sandbox
from mantetong.cases.operations import claim_filing, record_machine_answers, store_facts
from mantetong.domain.criteria.answers import Answer, Evidence, Finding, SaidBy
from mantetong.domain.criteria.judging import judge_answers
from mantetong.domain.criteria.tree import LabLeaf, leaves_of
from mantetong.materials.models import Paper, PaperFinding, PaperPage
from mantetong.outside.documents import store
from mantetong.people.models import Account
from mantetong.policies.queries import policy_of
from tests.factories import MONDAY, a_submitted_filing, its_case

SAMPLES = Path(mantetong.sandbox.__file__).parent / "papers" / "511400"
SHELF = (("id_front", "id_front"), ("diagnosis_certificate", "diagnosis_certificate"), ("lab_report", "lab_report"))
SIZE = (1240, 1754)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def served_pages():
    """The product's own application with its built scripts and styles, on this test's rows; gives its address."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def a_case_with_papers(*, by=None, **more):
    """A filing with three pages, every criterion met by the machine and citing a place of the second page."""
    filing, _applicant = a_submitted_filing(**more)
    papers = [_paper(filing, slot, name) for slot, name in SHELF]
    PaperFinding.objects.create(
        paper=papers[1], page=1, code="BLURRED", level="warn", say="这一处有些模糊。", box=[100, 100, 300, 200]
    )
    _judged(filing, papers[1])
    if by is not None:
        claim_filing(filing_id=filing.pk, by=by, at=MONDAY)
    return filing, papers


def _paper(filing, slot, name):
    content = (SAMPLES / f"{name}.jpg").read_bytes()
    digest = f"{Paper.objects.count():064d}"
    paper = Paper.objects.create(
        filing=filing,
        slot=slot,
        position=0,
        name=f"{name}.jpg",
        type="jpeg",
        kind=name,
        digest=digest,
        size=1,
        state="READ",
        at=MONDAY,
    )
    key = store(content=content, person_id=filing.person_id)
    PaperPage.objects.create(paper=paper, number=1, width=SIZE[0], height=SIZE[1], storage_key=key)
    return paper


def _judged(filing, paper):
    case = its_case(filing)
    tree = policy_of(version_id=filing.policy_version_id).diseases[case.disease_code].criteria.value
    quad = ((200.0, 300.0), (600.0, 300.0), (600.0, 360.0), (200.0, 360.0))
    evidence = (Evidence(SaidBy.READING, "7.8", paper_id=paper.pk, page=1, quad=quad),)
    whole = judge_answers(criterion=tree, answers={path: Answer.MET for path, _leaf in leaves_of(tree)})
    record_machine_answers(case_id=case.pk, finding=_with_evidence(whole, evidence), at=MONDAY)
    items = [leaf.item for _path, leaf in leaves_of(tree) if isinstance(leaf, LabLeaf)]
    labs = [_lab(item, *one, paper.pk) for item in items for one in (("7.8", "2026-01-05"), ("8.4", "2026-02-20"))]
    store_facts(case_id=case.pk, facts={"asked_on": "2026-03-02", "labs": labs}, at=MONDAY)


def _lab(item, value, day, paper_id):
    unit = {"HBA1C": "%", "GLU": "mmol/L", "GLU2H": "mmol/L"}.get(item, "")
    return {"item": item, "value": value, "unit": unit, "dated_on": day, "evidence": {"paper_id": paper_id, "page": 1}}


def _with_evidence(finding, evidence):
    parts = tuple(_with_evidence(part, evidence) for part in finding.parts)
    return Finding(finding.path, finding.answer, "符合。", finding.source, () if parts else evidence, parts)


@contextmanager
def a_desk(chromium, server, actor, *, width=1280, height=900, now="2026-03-03T10:00:00+08:00"):
    """A browser of this member of staff, both factors shown; `now` None for the wall clock."""
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    session = client.session
    session["people.door"] = "desk"
    session.save()
    headers = {"X-Sandbox-Now": now} if now else {}
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", extra_http_headers=headers)
    context.set_default_timeout(60_000)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": server}
    context.add_cookies([cookie])
    yield context.new_page()
    context.close()
