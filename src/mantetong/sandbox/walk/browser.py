"""One person's browser: own cookies, pages read as HTML, forms filled in by their own fields (CSRF included)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

from mantetong.sandbox.walk.errors import WalkStopped

_TIME_LIMIT = httpx.Timeout(60.0, connect=5.0)
_UTILITY = ("/view/", "/account/logout/", "/i18n/")
Values = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """One option of a radio group, a set of boxes or a select."""

    value: str
    label: str


@dataclass(frozen=True)
class Form:
    """A form as it stands on the page: what it would send untouched, and what else could be chosen."""

    action: str
    method: str
    untouched: Mapping[str, list[str]]
    choices: Mapping[str, list[Choice]]
    files: tuple[str, ...]
    buttons: tuple[tuple[str, str, str], ...]
    text: str
    page_url: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Every field a person could fill in."""
        return (set(self.untouched) | set(self.choices) | set(self.files)) - {"csrfmiddlewaretoken"}

    def value_of(self, name: str, wanted: str) -> str:
        """The value of the option of `name` that has this value or shows these words. Raises WalkStopped."""
        for choice in self.choices.get(name, ()):
            if choice.value == wanted or (wanted and wanted in choice.label):
                return choice.value
        raise WalkStopped(
            f"{self.action} {name}", f"没有选项“{wanted}”：{[one.label for one in self.choices.get(name, ())][:20]}"
        )

    def button(self, words: str) -> dict[str, str]:
        """What the button with these words sends. Raises WalkStopped."""
        for name, value, text in self.buttons:
            if words in text:
                return {name: value} if name else {}
        raise WalkStopped(self.action, f"没有按钮“{words}”：{[text for _, _, text in self.buttons]}")


class Page:
    """What came back, read."""

    def __init__(self, response: httpx.Response) -> None:
        self.url = str(response.url)
        self.path = urlsplit(self.url).path
        self.status = response.status_code
        self.content = response.content
        self.document = html.fromstring(response.text, base_url=self.url) if response.content.strip() else html.Element("html")

    @property
    def main(self) -> Any:
        """The part between header and footer."""
        found = self.document.xpath("//main")
        return found[0] if found else self.document

    @property
    def title(self) -> str:
        """The heading."""
        found = self.document.xpath("//h1") or self.document.xpath("//title")
        return _words(found[0]) if found else ""

    @property
    def text(self) -> str:
        """Everything that is read."""
        return _words(self.main)

    @property
    def problems(self) -> str:
        """What the page says is wrong, in one line."""
        found = self.document.xpath("//*[contains(@class, 'error') or @role='alert']")
        return " ".join(dict.fromkeys(_words(one) for one in found))[:400]

    def forms(self) -> list[Form]:
        """The forms in the main part, those of the frame left out."""
        found = [_read_form(one, self.url) for one in self.main.iter("form")]
        return [form for form in found if not urlsplit(form.action).path.startswith(_UTILITY)]

    def form(self, *, with_field: str = "", action: str = "", words: str = "") -> Form:
        """The first form with this field, with this piece in its address, showing these words. Raises WalkStopped."""
        for form in self.forms():
            if (not with_field or with_field in form.names) and action in form.action and words in form.text:
                return form
        raise WalkStopped(
            self.path, f"没有表单 {with_field}{action}{words}；标题“{self.title}”，{self.problems or self.text[:300]}"
        )

    def has_form(self, *, with_field: str = "", action: str = "", words: str = "") -> bool:
        """Whether there is such a form."""
        return any(
            (not with_field or with_field in form.names) and action in form.action and words in form.text for form in self.forms()
        )

    def links(self) -> Iterator[tuple[str, str]]:
        """Address and words of every link in the main part."""
        for one in self.main.iter("a"):
            if one.get("href"):
                yield urljoin(self.url, one.get("href")), _words(one)

    def link(self, *pieces: str) -> str:
        """The first link whose address or words have one of these pieces, tried in order. Raises WalkStopped."""
        known = list(self.links())
        for piece in pieces:
            for address, words in known:
                if piece in address or piece in words:
                    return address
        raise WalkStopped(self.path, f"没有链接 {pieces}；标题“{self.title}”，有：{[words for _, words in known][:30]}")


class Browser:
    """One person at one device."""

    def __init__(self, server: str, *, who: str) -> None:
        self.server, self.who = server.rstrip("/"), who
        self._client = httpx.Client(
            timeout=_TIME_LIMIT, follow_redirects=True, trust_env=False, headers={"Accept-Language": "zh-CN"}
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def call_itself(self, name: str) -> None:
        """Say from now on which browser this is."""
        self._client.headers["User-Agent"] = name

    def open(self, address: str, *, now: str = "", expect: int = 200) -> Page:
        """Open a page. Raises WalkStopped for another status than `expect`."""
        headers = {"X-Sandbox-Now": now} if now else {}
        return self._read(self._client.get(urljoin(self.server + "/", address), headers=headers), expect)

    def raw(self, method: str, address: str, **options: Any) -> httpx.Response:
        """One request by hand, for interfaces."""
        return self._client.request(method, urljoin(self.server + "/", address), **options)

    def submit(
        self, form: Form, values: Values | None = None, *, button: str = "", files: Sequence[tuple[str, Path]] = ()
    ) -> Page:
        """Send a form with these fields changed. Raises WalkStopped when the page comes back with what is wrong."""
        data: dict[str, Any] = {**form.untouched, **(values or {}), **(form.button(button) if button else {})}
        if form.method == "get":
            return self._read(self._client.get(form.action, params=data), 200)
        sent = [(name, (path.name, path.read_bytes())) for name, path in files]
        page = self._read(self._client.post(form.action, data=data, files=sent or None, headers={"Referer": form.page_url}), 200)
        if page.path == urlsplit(form.action).path and page.problems:
            raise WalkStopped(f"{self.who} {page.path}", page.problems)
        return page

    def _read(self, response: httpx.Response, expect: int) -> Page:
        page = Page(response) if "html" in response.headers.get("Content-Type", "html") else _bare(response)
        if response.status_code != expect:
            said = f"HTTP {response.status_code} {page.title} {page.problems or page.text[:200]}"
            raise WalkStopped(f"{self.who} {page.path}", said, status=response.status_code)
        return page


def _bare(response: httpx.Response) -> Page:
    page = Page.__new__(Page)
    page.url, page.path, page.status, page.content = (
        str(response.url),
        urlsplit(str(response.url)).path,
        response.status_code,
        response.content,
    )
    page.document = html.Element("html")
    return page


def _words(one: Any) -> str:
    return " ".join(one.text_content().split())


def _label_of(one: Any, form: Any) -> str:
    known = [label for label in form.iter("label") if one.get("id") and label.get("for") == one.get("id")]
    around = next((parent for parent in one.iterancestors("label")), None)
    return " ".join(_words(label) for label in [*known, *([around] if around is not None else [])])


def _read_form(form: Any, url: str) -> Form:
    untouched: dict[str, list[str]] = {}
    choices: dict[str, list[Choice]] = {}
    files: list[str] = []
    for one in form.iter("input", "select", "textarea"):
        if one.get("name") and one.get("disabled") is None:
            _read_field(one, form, untouched, choices, files)
    buttons = tuple(
        (one.get("name") or "", one.get("value") or "", _words(one) or one.get("value") or "")
        for one in form.iter("button", "input")
        if (one.tag == "button" and one.get("type", "submit") == "submit") or one.get("type") == "submit"
    )
    action = urljoin(url, form.get("action") or url)
    data = {name: value for name, value in form.attrib.items() if name.startswith("data-")}
    return Form(action, (form.get("method") or "get").lower(), untouched, choices, tuple(files), buttons, _words(form), url, data)


def _read_field(one: Any, form: Any, untouched: dict[str, list[str]], choices: dict[str, list[Choice]], files: list[str]) -> None:
    name, kind = one.get("name"), one.get("type", "text") if one.tag == "input" else one.tag
    if kind in ("submit", "button", "image", "reset"):
        return
    if kind == "file":
        files.append(name)
    elif kind in ("radio", "checkbox"):
        choices.setdefault(name, []).append(Choice(one.get("value") or "on", _label_of(one, form)))
        if one.get("checked") is not None:
            untouched.setdefault(name, []).append(one.get("value") or "on")
    elif kind == "select":
        _read_select(one, untouched, choices)
    else:
        untouched.setdefault(name, []).append(one.text or "" if kind == "textarea" else one.get("value") or "")


def _read_select(one: Any, untouched: dict[str, list[str]], choices: dict[str, list[Choice]]) -> None:
    options = list(one.iter("option"))
    choices.setdefault(one.get("name"), []).extend(
        Choice(option.get("value", _words(option)), _words(option)) for option in options
    )
    chosen = [option for option in options if option.get("selected") is not None] or (
        [] if one.get("multiple") is not None else options[:1]
    )
    untouched.setdefault(one.get("name"), []).extend(option.get("value", _words(option)) for option in chosen)
