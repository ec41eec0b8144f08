"""A region's words to be heard, in a language of its own people."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from mantetong.policies import queries
from mantetong.policies.guide.own_words import recording_file
from mantetong.policies.packs.check_languages import RECORDINGS
from mantetong.policies.packs.shelf import packs_folder, shelf_of
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of


@public
@require_safe
def recording(request: HttpRequest, code: str, language: str, occasion: str) -> HttpResponseBase:
    """The recording; 404 where the rules in force name none."""
    policy = queries.policy_on(region=code, on=day_of(now_of(request)))
    file = recording_file(policy, library=shelf_of(packs_folder()).library, language=language, occasion=occasion)
    if file is None:
        raise Http404
    return HttpResponse(file.read_bytes(), content_type=RECORDINGS[file.suffix], headers={"Cache-Control": "max-age=3600"})
