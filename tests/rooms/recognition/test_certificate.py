"""The certificate, its codes, and what the public page tells."""

import io
import re

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from mantetong.config.command_line import main
from mantetong.outside.documents import fetch
from mantetong.outside.signing import public_key
from mantetong.people.models import Account
from mantetong.recognition import operations, queries
from mantetong.recognition.credential import PURPOSE, read_credential
from mantetong.recognition.errors import NotACertificate, SampleRules
from mantetong.recognition.models import Recognition
from tests.factories import MONDAY, a_citizen
from tests.rooms.recognition.test_issuing import FIRST, LAST, a_case, issued

pytestmark = pytest.mark.django_db
THEN = {"X-Sandbox-Now": "2026-03-03T10:00:00+08:00"}


@pytest.fixture
def case():
    made = a_case()
    issued(made)
    return made


@pytest.fixture
def certificate(case):
    operations.make_certificate(case_id=case.pk, at=MONDAY)
    return queries.certificate_of(case.pk)


def words(response):
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode())


def test_the_code_on_the_certificate_verifies_without_a_network(certificate):
    found = read_credential(certificate.text, by_key=public_key(purpose=PURPOSE))

    assert (found.token, found.masked_name, found.begins_on, found.ends_on) == (certificate.token, "**兰", FIRST, LAST)
    assert len(certificate.text) < 420


def test_the_code_confirms_the_disease_and_does_not_name_it(case, certificate):
    found = read_credential(certificate.text)
    name = queries.recognition_of_case(case.pk).disease_name

    assert [found.is_for(one) for one in ("M01600", name, "M03900", "")] == [True, True, False, False]
    assert "M01600" not in str(found)


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: "A" + text[1:],
        lambda text: text[:-6],
        lambda _: "",
        lambda _: "核验码",
        lambda text: text[:200] + "00" + text[202:],
    ],
)
def test_an_altered_code_is_no_certificate(certificate, harm):
    with pytest.raises(NotACertificate):
        read_credential(harm(certificate.text))


def test_a_code_of_somebody_else_is_no_certificate(certificate):
    with pytest.raises(NotACertificate):
        read_credential(certificate.text, by_key=public_key(purpose="another"))


def test_the_pdf_is_kept_encrypted_and_carries_its_code(certificate):
    with pikepdf.open(io.BytesIO(fetch(certificate.key))) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == certificate.text


def test_it_is_made_once_per_decision(case, certificate):
    operations.make_certificate(case_id=case.pk, at=MONDAY)

    assert queries.certificate_of(case.pk) == certificate


def test_sample_rules_print_nothing_outside_the_sandbox(case, settings):
    settings.MANTETONG_SANDBOX = False

    with pytest.raises(SampleRules):
        operations.make_certificate(case_id=case.pk, at=MONDAY)


def test_the_public_page_shows_name_days_and_state_but_no_disease(client, case, certificate):
    page = client.get(f"/v/{certificate.token}", headers=THEN)
    card = queries.recognition_of_case(case.pk)

    assert page.status_code == 200
    for said in ("**兰", "2026年3月2日", "2028年3月1日", "有效"):
        assert said in words(page)
    for hidden in (card.disease_name, card.disease_code, "谢桂兰", case.person.id_number):
        assert hidden not in page.content.decode()
    assert "noindex" in page["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("disease", "said"), [("M01600", "与所示凭证一致"), (" m01600 ", "与所示凭证一致"), ("高血压", "与所示凭证不一致")]
)
def test_the_public_page_confirms_an_entered_disease(client, certificate, disease, said):
    page = client.post(f"/v/{certificate.token}", {"disease": disease}, headers=THEN)

    assert said in words(page)


def test_nothing_entered_is_asked_for_again(client, certificate):
    page = client.post(f"/v/{certificate.token}", {"disease": ""}, headers=THEN)

    assert page.status_code == 422
    assert "请填写凭证上写的病种" in words(page)


@pytest.mark.parametrize(
    ("now", "state", "said"),
    [
        ("2026-03-01", "IN_FORCE", "未到生效日"),
        ("2028-03-02", "IN_FORCE", "已到期"),
        ("2026-03-03", "SUSPENDED", "已暂停"),
        ("2026-03-03", "REVOKED", "已撤销"),
    ],
)
def test_the_public_page_says_why_a_certificate_does_not_count(client, certificate, now, state, said):
    Recognition.objects.update(state=state)

    page = client.get(f"/v/{certificate.token}", headers={"X-Sandbox-Now": now})

    assert said in words(page)


def test_an_unknown_token_is_a_gentle_404(client, certificate):
    page = client.get("/v/nothing-of-ours", headers=THEN)

    assert page.status_code == 404
    assert "没有找到这份凭证" in words(page)


def signed_in(client, account):
    client.force_login(account)
    return client


def test_the_wallet_holds_ones_own_certificates(client, case, certificate):
    account = Account.objects.get(person=case.person)

    page = signed_in(client, account).get("/certificates/", headers=THEN)
    paper = client.get(f"/certificates/{certificate.token}.pdf", headers=THEN)

    assert "糖尿病" in words(page)
    assert paper.content[:5] == b"%PDF-"


def test_nobody_elses_certificate_opens(client, certificate):
    stranger = signed_in(client, a_citizen())

    assert "糖尿病" not in words(stranger.get("/certificates/", headers=THEN))
    assert stranger.get(f"/certificates/{certificate.token}.pdf", headers=THEN).status_code == 404


def run(*words_):
    return main(words_)


def test_the_command_reads_a_pdf_a_file_and_a_text(tmp_path, certificate, capsys):
    (tmp_path / "certificate.pdf").write_bytes(fetch(certificate.key))
    (tmp_path / "code.txt").write_text(certificate.text + "\n")

    for what in (str(tmp_path / "certificate.pdf"), str(tmp_path / "code.txt"), certificate.text):
        assert run("certificate", "verify", what, "--disease", "M01600") in (0, 1)  # by the day on the wall
    assert capsys.readouterr().out.count("与所示凭证一致") == 3
    assert run("certificate", "verify", "no code") == 2


def test_an_import_names_each_line_at_fault_and_takes_nothing_twice(tmp_path, case, capsys):
    psn_no = case.person.psn_no
    file = tmp_path / "existing.csv"
    file.write_text(
        "psn_no,insutype,opsp_dise_code,opsp_dise_name,begndate,enddate\n"
        f"{psn_no},390,M03900,高血压,2025-01-01,2027-12-31\n"
        "999,390,M03900,高血压,2025-01-01,\n"
        f"{psn_no},390,M01600,糖尿病,2025-01-01,\n"
        f"{psn_no},390,M07101,狼疮,2025/01/01,\n",
        encoding="utf-8",
    )

    assert run("recognition", "import", str(file), "--region", "511400", "--dry-run") == 1
    assert Recognition.objects.count() == 1
    assert run("recognition", "import", str(file), "--region", "511400") == 1
    run("recognition", "import", str(file), "--region", "511400")

    assert Recognition.objects.count() == 2
    said = capsys.readouterr()
    assert "已经存在 1 行" in said.out
    assert [line for line in ("第3行", "第4行", "第5行") if line in said.err] == ["第3行", "第4行", "第5行"]


def test_both_codes_on_the_paper_can_be_scanned(certificate):
    page = pypdfium2.PdfDocument(fetch(certificate.key))[0]

    seen = {code.text for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())}

    assert certificate.text in seen
    assert any(text.endswith(f"/v/{certificate.token}") for text in seen)
