"""What a walk says at its end, in the shape that programs read."""

import time
from typing import Any

from mantetong.sandbox.walk.scene import Scene


def report_of(scene: Scene) -> dict[str, Any]:
    """One line's worth: what was filed, decided, issued, told and looked up. Dates as YYYY-MM-DD or None."""
    facts = scene.facts
    return {
        "region": scene.story.region,
        "acceptance_number": facts.get("number"),
        "due_on": facts.get("due_on"),
        "supplements": facts.get("supplements", 0),
        "items": facts.get("items", []),
        "effective_on": facts.get("effective_on"),
        "valid_until": facts.get("valid_until"),
        "certificate": facts.get("certificate"),
        "lookup": facts.get("lookup", "unknown"),
        "notices": facts.get("notices", []),
        "ledger_ok": facts.get("ledger_ok", False),
        "seconds": round(time.monotonic() - scene.began, 1),
    }
