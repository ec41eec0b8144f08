"""What the repository holds: only what we wrote, and nothing of the machine it was written on."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".json",
    ".yaml",
    ".yml",
    ".html",
    ".css",
    ".ts",
    ".mjs",
    ".js",
    ".sql",
    ".typ",
    ".cfg",
    ".ini",
    ".sh",
    "",
}
# put together from pieces, so that this file does not hold them
REGISTRIES = [
    ".".join(parts)
    for parts in (("pythonhosted", "org"), ("pypi", "org"), ("npmjs", "org"), ("npmmirror", "com"), ("pypi", "python", "org"))
]
MACHINE = [
    "/".join(("", *parts)) for parts in (("work", "main"), ("work", "shared"), ("root", ".pyenv"), ("tmp", "plan"), ("tmp", "op"))
]
VENDORED = re.compile(r"(^|/)(node_modules|vendor|third_party)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|onnx|whl|so)$")


@pytest.fixture(scope="module")
def committed():
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    return [ROOT / name for name in listing.decode().split("\0") if name and (ROOT / name).is_file()]


def texts(committed):
    return ((path, path.read_text(encoding="utf-8")) for path in committed if path.suffix in TEXT)


def test_no_file_names_a_package_registry_or_a_machine(committed):
    found = {
        f"{path.relative_to(ROOT)}: {word}" for path, text in texts(committed) for word in (*REGISTRIES, *MACHINE) if word in text
    }

    assert found == set()


def test_locks_name_no_address(committed):
    locks = [path for path in committed if path.parent.name == "requirements" or path.name == "package-lock.json"]
    loose = [path.name for path in locks if re.search(r'"resolved"|--index-url|--find-links|@ https?:', path.read_text())]

    assert locks
    assert loose == []


def test_nothing_of_others_is_committed(committed):
    assert [str(path.relative_to(ROOT)) for path in committed if VENDORED.search(path.relative_to(ROOT).as_posix())] == []


def test_no_conflict_is_left_behind(committed):
    marks = re.compile(r"^(<{7} |>{7} )", re.MULTILINE)

    assert [str(path) for path, text in texts(committed) if marks.search(text)] == []
