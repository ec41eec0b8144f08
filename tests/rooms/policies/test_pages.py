"""The guide, the search and the self-check, as anybody reads them."""

import pytest

pytestmark = pytest.mark.usefixtures("packs_in_force")
CODES = ("511400", "511300", "620900")


def test_the_first_page_lists_every_region(client):
    page = client.get("/").content.decode()

    assert all(f"/guide/{code}/" in page for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_guide_page_answers_in_one_page(client, code):
    response = client.get(f"/guide/{code}/")

    assert response.status_code == 200
    assert "样例，非官方" in response.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_the_guide_for_programs_gives_every_value_a_source(client, code):
    guide = client.get(f"/guide/{code}.json").json()

    assert guide["code"] == code
    assert all(statement["source"] and statement["status"] for statement in guide["keys"].values())


def test_an_unknown_region_is_a_404_in_words(client):
    response = client.get("/guide/999999/")

    assert response.status_code == 404
    assert "还没有这个地区" in response.content.decode()


@pytest.mark.parametrize("query", ["血压高", "gaoxueya", "gxy", "高雪压", "高血压病", "M03900"])
def test_a_disease_is_found_by_whatever_people_type(client, query):
    page = client.get("/guide/511400/diseases/", {"q": query}).content.decode()

    assert page.index("#M03900") > 0


def test_a_search_without_result_says_what_to_do(client):
    page = client.get("/guide/511400/diseases/", {"q": "xyzxyz"}).content.decode()

    assert "没有找到" in page
    assert "12393" in page


@pytest.mark.parametrize("code", CODES)
def test_the_blank_form_is_a_pdf(client, code):
    response = client.get(f"/guide/{code}/form.pdf")

    assert response.content.startswith(b"%PDF")


def test_the_self_check_asks_one_question_per_leaf_and_stores_nothing(client):
    questions = client.post("/guide/511400/check/", {"disease": "M01600", "insured": "yes"}).content.decode()

    assert "空腹血糖不低于7.0mmol/L" in questions


def test_the_self_check_ends_with_reasons_papers_time_and_other_benefits(client):
    answers = {"leaf-1.1": "yes", "leaf-1.2.1": "yes", "leaf-1.3.2": "yes"}

    page = client.post(
        "/guide/511400/check/", {"disease": "M01600", "insured": "yes", "step": "result", **answers}
    ).content.decode()

    for words in ("看起来符合条件", "要准备的材料", "1个工作日", "您可能适用的其他待遇", "医疗救助"):
        assert words in page


@pytest.mark.parametrize(
    ("insured", "reply", "said"),
    [
        ("no", "yes", "看起来暂时不符合"),
        ("yes", "no", "看起来暂时不符合"),
        ("yes", "unsure", "现在还不能判断"),
        ("unsure", "yes", "现在还不能判断"),
    ],
)
def test_the_self_check_is_careful(client, insured, reply, said):
    answers = {f"leaf-{path}": reply for path in ("1.1", "1.2.1", "1.2.2", "1.2.3", "1.3.1", "1.3.2")}

    page = client.post(
        "/guide/511400/check/", {"disease": "M01600", "insured": insured, "step": "result", **answers}
    ).content.decode()

    assert said in page


def test_the_self_check_asks_again_when_nothing_was_chosen(client):
    response = client.post("/guide/511400/check/", {})

    assert response.status_code == 422
    assert "请选择要自测的病种" in response.content.decode()
