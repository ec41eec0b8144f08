#!/usr/bin/env python3
"""Set-up: everything into .venv, the front end built. Standard library only; does nothing when nothing has changed.

python3 setup/install.py          for developers
python3 setup/install.py --run    only what running needs
python3 setup/install.py --test   for developers, and the browser, fonts and virus scanner that tests want (apt, when we are root)
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "installed"
OLDEST = (3, 11)
NEWEST_TRIED = 14
LOCKS = {"run": "run.txt", "dev": "dev.txt"}
NO_VENV = """无法建立 .venv：这个 Python 缺少 venv 或 ensurepip。
Debian、Ubuntu 请执行：apt install python3-venv；然后再试一次。"""
TEST_PROGRAMS = {"chromium": "chromium", "clamd": "clamav-daemon"}
CJK_FONTS = "fonts-noto-cjk"


def main(options: set[str]) -> None:
    """Install what the options ask for."""
    ensure_python()
    wanted = "run" if "--run" in options else "dev"
    if not is_installed(wanted):
        install(wanted)
    assets = [BIN / "python", ROOT / "frontend" / "build_assets.py", *(["--dev"] if wanted == "dev" else [])]
    subprocess.run(assets, check=True, cwd=ROOT)
    collect_static()
    compile_translations()
    if "--test" in options:
        install_test_programs()


def ensure_python() -> None:
    """Run ourselves again under a newer Python when this one is too old and another is at hand."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(OLDEST[1], NEWEST_TRIED + 1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])
    raise SystemExit(
        f"需要 Python 3.11 或更新版本，当前是 {sys.version.split()[0]}。请安装后再试，或用 make PYTHON=/路径/python3.11 …"
    )


def fingerprint(wanted: str) -> str:
    """A digest of what decides the contents of .venv."""
    files = [ROOT / "requirements" / name for name in ("build.txt", LOCKS[wanted])] + [ROOT / "pyproject.toml"]
    digest = hashlib.sha256(sys.version.encode() + str(ROOT).encode())
    for file in files:
        digest.update(file.read_bytes())
    return f"{wanted} {digest.hexdigest()}"


def is_installed(wanted: str) -> bool:
    """Whether .venv holds what is wanted; the developers' set has all that running needs."""
    found = STAMP.read_text() if STAMP.exists() else ""
    return found in {fingerprint(wanted), fingerprint("dev")}


def install(wanted: str) -> None:
    """Fill .venv from the hashed locks: uv downloads in parallel; pip does it where uv cannot."""
    make_venv()
    pip = [BIN / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    say("安装构建工具…")
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements" / "build.txt"], check=True)
    lock = ROOT / "requirements" / LOCKS[wanted]
    say(f"安装依赖（{lock.name}）…")
    uv = [BIN / "uv", "pip", "install", "--quiet", "--no-deps", "--python", BIN / "python"]
    if subprocess.run([*uv, "--require-hashes", "-r", lock], check=False).returncode != 0:
        say("uv 未能完成，改用 pip（较慢）…")
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*pip, "--no-build-isolation", "--editable", ROOT], check=True)
    STAMP.write_text(fingerprint(wanted))


def make_venv() -> None:
    """Make .venv unless a usable one is there."""
    if (BIN / "python").exists() and subprocess.run(
        [BIN / "python", "-m", "pip", "--version"], check=False, stdout=subprocess.DEVNULL
    ).returncode == 0:
        return
    say("建立 .venv…")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False).returncode != 0:
        raise SystemExit(NO_VENV)


def collect_static() -> None:
    """Hash and compress the built assets where the web server looks for them, when they have changed."""
    built = ROOT / "src" / "mantetong" / "web" / "static"
    target = ROOT / "src" / "mantetong" / "static_built"
    stamp = target / ".collected"
    digest = hashlib.sha256()
    for file in sorted(path for path in built.rglob("*") if path.is_file()):
        digest.update(file.relative_to(built).as_posix().encode() + file.read_bytes())
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("整理静态文件…")
    shutil.rmtree(target, ignore_errors=True)
    environment = os.environ | {
        "MANTETONG_HOME": str(VENV / "setup-home"),
        "MANTETONG_SANDBOX": "1",
        "MANTETONG_DATABASE_URL": "postgresql:///none",
    }
    subprocess.run([BIN / "mantetong", "django", "collectstatic", "--noinput", "--verbosity", "0"], check=True, env=environment)
    stamp.write_text(digest.hexdigest())


def compile_translations() -> None:
    """Compile the catalogues of other languages; what is compiled is never committed."""
    folder = ROOT / "src" / "mantetong" / "locale"
    subprocess.run([BIN / "pybabel", "-q", "compile", "-D", "django", "-d", folder], check=True, stderr=subprocess.DEVNULL)


def install_test_programs() -> None:
    """The browser and the fonts that browser tests want, the scanner that tests of uploads want."""
    missing = [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
    fonts = (
        shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], check=False, capture_output=True, text=True).stdout
    )
    missing += [] if fonts else [CJK_FONTS]
    if not missing:
        return
    if os.name == "posix" and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"安装 {' '.join(missing)}…")
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-qq", "update"], check=False, env=environment)
        command = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *missing]
        if subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL).returncode == 0:
            return
    say(f"浏览器和病毒查杀的测试需要：apt install {' '.join(missing)}。没有它们时，这些测试会跳过。")


def say(text: str) -> None:
    """Progress, on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
