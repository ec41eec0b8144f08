"""The edge where expected errors become words. An expected error is one of ours that carries a stable `code`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mantetong.web.pages import wants_fragment
from mantetong.web.sentences import Sentence, Way, sentence_for


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page shows: the sentence and the code to tell somebody on the telephone."""

    sentence: Sentence
    code: str
    title: str
    way_label: str = ""
    way_url: str = ""


def code_of(error: BaseException) -> str:
    """The stable code of one of our own errors; empty for anybody else's."""
    code = getattr(error, "code", "")
    ours = type(error).__module__.startswith("mantetong.")
    return code if ours and isinstance(code, str) else ""


def _facts_of(error: BaseException) -> dict[str, object]:
    """The public attributes of an error, also of one made with slots or as a dataclass."""
    names = [name for name in dir(error) if not name.startswith("_") and name not in dir(Exception)]
    return {name: getattr(error, name, "") for name in names}


def _way(way: Way | None, facts: dict[str, object]) -> tuple[str, str]:
    """Label and address of the link out of the error, where the error knows where it leads."""
    if way is None or (way.fact and not facts.get(way.fact)):
        return "", ""
    return str(way.label), reverse(way.route, args=[facts[way.fact]] if way.fact else [])


def answer_expected(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    """The page or fragment for an expected error with its status; None when `error` is not one of ours."""
    code = code_of(error)
    if not code:
        return None
    facts = _facts_of(error)
    sentence = sentence_for(code, facts)
    label, url = _way(sentence.way, facts)
    page = ErrorPage(sentence=sentence, code=code, title=str(sentence.what), way_label=label, way_url=url)
    template = "web/errors/_expected.html" if wants_fragment(request) else "web/errors/expected.html"
    response = render(request, template, {"page": page}, status=sentence.status)
    response["X-Error-Code"] = code
    return response


class ExpectedErrorsMiddleware:
    """Answers what a view raised when it is expected; everything else goes on to the plain error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what a view raises comes back through `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django for whatever a view raises."""
        return answer_expected(request, exception)
