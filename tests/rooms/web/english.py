"""What a citizen's page says in Chinese although English was asked for: words outside the region's own policy and people's own names."""

import re
from functools import cache
from html import unescape

from mantetong.policies.queries import regions, stored_content
from mantetong.policies.models import PolicyVersion

CHINESE = re.compile(r"[\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef]*")
SHOWN = re.compile(r"""(?:alt|title|placeholder|aria-label|content|value)=["']([^"']*)["']""")
OUT_OF_SIGHT = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.S)


def chinese_in(html):
    """Every run of Chinese a person sees or hears on this page."""
    html = OUT_OF_SIGHT.sub(" ", html)
    html = re.sub(r"<input[^>]*type=.hidden.[^>]*>", " ", html)
    text = unescape(" \n ".join([re.sub(r"<[^>]+>", "\n", html), *SHOWN.findall(html)]))
    for own in policy_words():
        text = text.replace(own, " ")
    return set(CHINESE.findall(text))


def policy_words():
    return _words(PolicyVersion.objects.count())


@cache
def _words(_versions):
    found = set()
    for one in PolicyVersion.objects.all():
        _collect(stored_content(version_id=one.pk), found)
    return tuple(sorted(found, key=len, reverse=True))


def _collect(value, found):
    if isinstance(value, dict):
        for one in value.values():
            _collect(one, found)
    elif isinstance(value, list):
        for one in value:
            _collect(one, found)
    elif isinstance(value, str) and CHINESE.search(value):
        found.add(value)
