"""Documents that the code knows better: written from it, and checked for drift with `--check`."""

import json
import sys
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from pydantic import SecretStr

from mantetong.config.environment import Environment
from mantetong.domain.stages import JOURNEY, roles_that_may
from mantetong.web.labels import ACTIONS, STAGES

ROOT = Path(__file__).resolve().parents[1]
STAGES_BEGIN, STAGES_END = "<!-- stages:begin -->", "<!-- stages:end -->"
NOTE = "<!-- Written by `make fix` from {source}; do not edit. -->\n"


def settings_page() -> str:
    """Every setting an operator can choose."""
    lines = ["# 设置 Settings\n", NOTE.format(source="src/mantetong/config/environment.py")]
    lines += ["Read from the environment when the program starts. A wrong value stops the start and is named.\n"]
    lines += ["| variable | default | meaning |", "| --- | --- | --- |"]
    for name, field in Environment.model_fields.items():
        lines.append(f"| `MANTETONG_{name.upper()}` | {_default(field.default)} | {field.description} |")
    return "\n".join(lines) + "\n"


def _default(value: object) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, bool):
        value = int(value)
    return f"`{value}`" if value not in (None, "", {}) else "—"


def licences_page() -> str:
    """What we stand on, by the lock that running installs."""
    names = _locked(ROOT / "requirements" / "run.txt")
    lines = ["# Third-party licences\n", NOTE.format(source="requirements/run.txt and frontend/package.json")]
    lines += ["None of these is part of this repository; set-up installs them. ManTeTong itself: Apache-2.0, see LICENSE.\n"]
    lines += ["| package | licence |", "| --- | --- |"]
    lines += [f"| {name} | {_licence(name)} |" for name in names]
    return "\n".join([*lines, *_front_end()]) + "\n"


def _locked(lock: Path) -> list[str]:
    lines = lock.read_text().splitlines()
    found = [
        line.split("==")[0]
        for line in lines
        if "==" in line and not line.startswith((" ", "#")) and "sys_platform ==" not in line
    ]
    return [name for name in found if _is_here(name)]


def _is_here(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False  # of another platform
    return True


def _licence(name: str) -> str:
    about = metadata.metadata(name)
    if about.get("License-Expression"):
        return str(about["License-Expression"])
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    first_line = (about.get("License") or "").strip().splitlines()[:1]
    return "; ".join(named) or "".join(first_line)[:60] or "see the package"


def _front_end() -> list[str]:

    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    wanted = json.loads((ROOT / "frontend" / "package.json").read_text())["dependencies"]
    return [
        f"| {name} (npm) | {lock['packages'][f'node_modules/{name}'].get('license', 'see the package')} |"
        for name in sorted(wanted)
    ]


def journey_page() -> str:
    """The tour, with the stage table and its picture drawn from `domain/stages.py`."""
    text = (ROOT / "docs" / "journey.md").read_text(encoding="utf-8")
    before, _begin, rest = text.partition(STAGES_BEGIN)
    _old, _end, after = rest.partition(STAGES_END)
    return f"{before}{STAGES_BEGIN}\n{_stage_picture()}\n{_stage_table()}\n{STAGES_END}{after}"


def _stage_picture() -> str:
    moves = [f"  {stage.value} --> {step.to.value}: {action.value}" for (stage, action), step in JOURNEY.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", "  [*] --> DRAFT", *moves, "```"])


def _stage_table() -> str:
    lines = ["| from | action | to | who |", "| --- | --- | --- | --- |"]
    for (stage, action), step in JOURNEY.items():
        who = ", ".join(sorted(roles_that_may(step=step)))
        lines.append(f"| {_named(STAGES, stage)} | {_named(ACTIONS, action)} | {_named(STAGES, step.to)} | {who} |")
    return "\n".join(lines)


def _named(labels: Mapping[Any, Any], code: Any) -> str:
    return f"{code.value} {labels[code]}"


PAGES: dict[str, Callable[[], str]] = {
    "docs/settings.md": settings_page,
    "docs/journey.md": journey_page,
    "THIRD_PARTY_LICENSES.md": licences_page,
}


def main(options: set[str]) -> int:
    """Write the documents; with `--check` only compare, 1 when one differs."""
    settings.configure(USE_I18N=False)  # labels are wanted as they were written, in Chinese
    drifted = []
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        drifted.append(name)
        if "--check" not in options:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if "--check" in options and drifted:
        sys.stderr.write(f"out of date: {', '.join(drifted)}; run `make fix`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
