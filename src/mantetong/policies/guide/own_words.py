"""What a region says in a language of its own people, as pages show it beside the Chinese."""

from pathlib import Path

from django.urls import reverse

from mantetong.domain.policy import OWN_NAMES, RIGHT_TO_LEFT, Occasion, OwnLanguage, RegionPolicy, Stated, Status
from mantetong.policies.guide.labels import STATUSES
from mantetong.policies.packs.check_languages import AUDIO
from mantetong.policies.packs.library import Library
from mantetong.web.shapes import OwnWords


def own_words_of(policy: RegionPolicy, occasion: Occasion) -> tuple[OwnWords, ...]:
    """Every language that has something to read or to hear on this occasion, in the pack's order; () for most regions."""
    said = (one for one in policy.languages if one.value.text_of(occasion) or one.value.recording_of(occasion))
    return tuple(_shown(one, policy, occasion) for one in said)


def _shown(stated: Stated[OwnLanguage], policy: RegionPolicy, occasion: Occasion) -> OwnWords:
    language = stated.value
    has_recording = bool(language.recording_of(occasion))
    return OwnWords(
        language=language.code,
        name=OWN_NAMES[language.code],
        direction="rtl" if language.code in RIGHT_TO_LEFT else "ltr",
        paragraphs=tuple(line.strip() for line in language.text_of(occasion).splitlines() if line.strip()),
        recording_url=reverse("policies:recording", args=[policy.code, language.code, occasion.value]) if has_recording else "",
        badge="" if stated.status is Status.OFFICIAL else str(STATUSES[stated.status][0]),
        note=stated.note,
    )


def recording_file(policy: RegionPolicy, *, library: Library, language: str, occasion: str) -> Path | None:
    """The recording a region's rules name, in its own pack or the one it builds on; None where nothing is named or nothing is there."""
    named = (one.value.recording_of(Occasion(occasion)) for one in policy.languages if one.value.code == language)
    name = next(named, "") if occasion in set(Occasion) else ""
    if not name or policy.code not in library.packs:
        return None
    folders = (Path(pack.region.file).parent / AUDIO for pack in library.chain(policy.code))
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
