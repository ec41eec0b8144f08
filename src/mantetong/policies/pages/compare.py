"""Two versions of a region side by side on the desk."""

from dataclasses import dataclass

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mantetong.domain.policy import Status
from mantetong.domain.roles import Role
from mantetong.policies import queries
from mantetong.policies.guide.labels import STATUSES
from mantetong.policies.models import PolicyVersion
from mantetong.policies.versions.differences import Change, differences
from mantetong.policies.versions.kept import other_regions_with
from mantetong.web.access import staff
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone

_SHORT = 12


@dataclass(frozen=True, slots=True)
class StatusTag:
    """How a value is known, as a tag."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference, ready to read."""

    where: str
    before: str
    after: str
    since: str
    source: str
    tag: StatusTag | None
    same_value: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the same publication changed in another region."""

    name: str
    changes: int
    shared: int
    url: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions side by side: what differs, and what the same change did elsewhere."""

    title: str
    subtitle: str
    back_url: str
    rows: tuple[ChangeRow, ...]
    elsewhere: tuple[Elsewhere, ...]


def status_tag(status: str) -> StatusTag | None:
    """The tag of a status; None where a value has none of its own."""
    if not status:
        return None
    words, tone = STATUSES[Status(status)]
    return StatusTag(str(words), tone)


@staff(Role.POLICY_OFFICER)
@require_safe
def compare(request: Request, code: str) -> HttpResponseBase:
    """What differs from version `a` to version `b`, in words."""
    old, new = _version(request, code, "a"), _version(request, code, "b")
    contents = [queries.stored_content(version_id=one.pk) for one in (old, new)]
    changes = differences(before=contents[0], after=contents[1])
    page = ComparePage(
        title=_("{name}：两个版本的差别").format(name=contents[1]["name"]),
        subtitle=f"{old.digest[:_SHORT]} → {new.digest[:_SHORT]}",
        back_url=reverse("policies:desk-region", args=[code]),
        rows=change_rows(changes),
        elsewhere=_elsewhere(new.pk, changes),
    )
    return page_or_fragment(request, "policies/desk/compare", page)


def _version(request: Request, code: str, name: str) -> PolicyVersion:
    asked = request.GET.get(name, "")
    found = PolicyVersion.objects.filter(region=code, pk=int(asked)).first() if asked.isdecimal() else None
    if found is None:
        raise Http404
    return found


def change_rows(changes: tuple[Change, ...]) -> tuple[ChangeRow, ...]:
    """Differences as rows of a table."""
    return tuple(
        ChangeRow(" › ".join(one.where), one.before, one.after, one.since, one.source, status_tag(one.status), one.same_value)
        for one in changes
    )


def _elsewhere(version_id: int, changes: tuple[Change, ...]) -> tuple[Elsewhere, ...]:
    """The other regions changed by the same publication: a change made upstream comes out alike in each of them."""
    names = {region.code: region.name for region in queries.regions()}
    mine, found = set(changes), []
    for code, (old, new) in sorted(other_regions_with(version_id=version_id).items()):
        theirs = differences(before=queries.stored_content(version_id=old), after=queries.stored_content(version_id=new))
        url = f"{reverse('policies:desk-compare', args=[code])}?a={old}&b={new}"
        found.append(Elsewhere(names.get(code, code), len(theirs), len(mine & set(theirs)), url))
    return tuple(found)
