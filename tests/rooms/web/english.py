"""What a citizen's page says in Chinese although English was asked for."""

import re
from functools import cache
from html import unescape

from mantetong.policies.models import PolicyVersion
from mantetong.policies.queries import stored_content

CHINESE = re.compile(r"[\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef]*")
SHOWN = re.compile(r"""\s(?:alt|title|placeholder|aria-label|data-stop)=["']([^"']*)["']""")
OUT_OF_SIGHT = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
# Why each may stand on an English page in Chinese.
ALLOWED = {
    "中文": "the button that leads back to Chinese",
    "谢桂兰": "a person's name",
    "**兰": "a person's name, masked",
    "三年前查出来，一直吃药。": "what the applicant wrote",
    "看过材料": "what an official wrote",
    "还没有收到": "what an official wrote",
    "异地备案": "what one must look for in a Chinese app",
    "尾号": "what one must look for in a Chinese message",
    "扫码在线核验": "what is printed on the certificate",
    "离线核验码": "what is printed on the certificate",
}


def chinese_in(html):
    """Every run of Chinese a person sees or hears on this page, but for the words of the region's policy and what is allowed."""
    html = OUT_OF_SIGHT.sub(" ", html)
    text = unescape("\n".join([re.sub(r"<[^>]+>", "\n", html), *SHOWN.findall(html)]))
    for own in (*words_of_policies(PolicyVersion.objects.count()), *ALLOWED):
        text = text.replace(own, " ")
    return set(CHINESE.findall(text))


@cache
def words_of_policies(_versions):
    """Names of diseases, papers, places and doors, and the region's own sentences: packs are written in Chinese."""
    found = set()
    for one in PolicyVersion.objects.all():
        _collect(stored_content(version_id=one.pk), found)
    return tuple(sorted(found, key=len, reverse=True))


def _collect(value, found):
    for one in (*value, *value.values()) if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            _collect(one, found)
        elif isinstance(one, str) and CHINESE.search(one):
            found.add(one)
