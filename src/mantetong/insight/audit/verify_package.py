"""Checks a sealed package. Needs Python 3.10 or newer and nothing else: `python3 verify.py` in the unpacked folder."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

GENESIS = "0" * 64


def read(folder: Path, name: str) -> Any:
    """A JSON file of the package."""
    return json.loads((folder / name).read_text(encoding="utf-8"))


def changed_files(folder: Path) -> list[str]:
    """Files that are not what the manifest says, or that it does not name."""
    named = read(folder, "manifest.json")["files"]
    wrong = [name for name, digest in named.items() if not (folder / name).is_file() or sha256_of(folder / name) != digest]
    beside = {"manifest.json", "manifest.sig", "key.pem"}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return wrong + sorted(there - set(named) - beside)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def broken_entry(entries: list[dict[str, Any]]) -> int:
    """The number of the first entry that does not follow from the one before it, 0 when the chain is whole."""
    previous = GENESIS
    for expected, entry in enumerate(entries, start=1):
        body = json.dumps([previous, entry["seq"], entry["facts"]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(body.encode()).hexdigest()
        if entry["seq"] != expected or entry["previous"] != previous or entry["digest"] != digest:
            return expected
        previous = digest
    return 0


def root_of(day: dict[str, Any]) -> str:
    """The root that the path leads to from the chain's head."""
    node = hashlib.sha256(b"\x00" + day["leaf"].encode()).digest()
    for side, other in day["path"]:
        pair = bytes.fromhex(other) + node if side == "left" else node + bytes.fromhex(other)
        node = hashlib.sha256(b"\x01" + pair).digest()
    return node.hex()


def wrong_days(days: list[dict[str, Any]], entries: list[dict[str, Any]]) -> list[str]:
    """Days whose signed root the chain's head does not lead to."""
    heads = {entry["digest"] for entry in entries}
    return [day["on"] for day in days if root_of(day) != day["root"] or day["leaf"].split(":")[1] not in heads]


def signature_holds(folder: Path) -> bool | None:
    """True or False by openssl 3; None where there is none."""
    openssl = shutil.which("openssl")
    if openssl is None:
        return None
    files = ["-inkey", str(folder / "key.pem"), "-in", str(folder / "manifest.json"), "-sigfile", str(folder / "manifest.sig")]
    done = subprocess.run([openssl, "pkeyutl", "-verify", "-pubin", "-rawin", *files], capture_output=True, check=False)
    return done.returncode == 0


def main(folder: Path) -> int:
    """Print what was checked; 0 when everything holds."""
    entries, days = read(folder, "ledger.json"), read(folder, "roots.json")
    found: dict[str, Any] = {
        "files": changed_files(folder),
        "ledger entry": broken_entry(entries),
        "daily roots": wrong_days(days, entries),
    }
    signed = signature_holds(folder)
    lines = [f"{what}: {wrong or 'ok'}" for what, wrong in found.items()]
    lines.append(f"signature: {({True: 'ok', False: 'WRONG', None: 'not checked, install openssl 3'})[signed]}")
    lines.append("compare key.pem with the public key you were handed when the installation began")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if any(found.values()) or signed is False else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent))
