# ruff: noqa: ARG001 - Django names the arguments of these views
"""Pages for what went wrong before or beside a view. The page for 500 needs nothing: no database, no session, no context."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from mantetong.web.expected_errors import ErrorPage
from mantetong.web.pages import wants_fragment
from mantetong.web.sentences import Sentence

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _error(request: HttpRequest, template: str, sentence: Sentence, code: str) -> HttpResponse:
    page = ErrorPage(sentence=sentence, code=code, title=str(sentence.what))
    name = "web/errors/_expected.html" if wants_fragment(request) else f"web/errors/{template}.html"
    return render(request, name, {"page": page}, status=sentence.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read; 413 when it was too much to read."""
    if isinstance(exception, TOO_MUCH):
        return too_large(request, exception)
    sentence = Sentence(
        what=_("这次提交的内容无法读取。"),
        why=_("可能是网络中断，内容没有完整送到。"),
        now=_("请返回上一页重新提交；已经保存的内容不会丢失。"),
        status=HTTPStatus.BAD_REQUEST,
    )
    return _error(request, "400", sentence, "BAD_REQUEST")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not allowed."""
    sentence = Sentence(
        what=_("您暂时不能打开这个页面。"),
        why=_("这个页面只对有相应权限的人开放。"),
        now=_("请返回首页；如果这是您本人的办件，请重新登录后再试。"),
        status=HTTPStatus.FORBIDDEN,
    )
    return _error(request, "403", sentence, "FORBIDDEN")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not yours; the two look the same."""
    sentence = Sentence(
        what=_("没有找到这个页面。"),
        why=_("网址可能不完整，或者内容已经移走。"),
        now=_("请从首页重新进入，或查看“我的办件”。"),
        status=HTTPStatus.NOT_FOUND,
    )
    return _error(request, "404", sentence, "NOT_FOUND")


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: more was sent than one request may carry."""
    sentence = Sentence(
        what=_("这次上传的内容太多了。"),
        why=_("每个文件不能超过5MB，一次也不能传太多个。"),
        now=_("请在手机上重新拍一张，或分几次上传；已经上传的文件不会丢失。"),
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )
    return _error(request, "413", sentence, "TOO_LARGE")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: tried too often."""
    sentence = Sentence(
        what=_("您试的次数太多了。"),
        why=_("为了保护您的信息，需要等一会儿再试。"),
        now=_("请过一个小时再试，或拨打页面下方的电话。"),
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    return _error(request, "429", sentence, "TOO_MANY")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the cross-site check: mostly a page that stood open too long or a browser without cookies."""
    sentence = Sentence(
        what=_("页面停留时间太长，这次没有提交成功。"),
        why=_("为了安全，需要重新打开页面再提交。"),
        now=_("请返回上一页，刷新后再点一次；如果浏览器关闭了Cookie，请先打开。"),
        status=HTTPStatus.FORBIDDEN,
    )
    return _error(request, "403", sentence, "PAGE_EXPIRED")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: one plain page that needs no context, so that telling of a failure cannot fail."""
    return HttpResponse(render_to_string("web/errors/500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
