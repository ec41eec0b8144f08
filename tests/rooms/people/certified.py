"""The certified provider as a process, and a browser that signs in at its own pages."""

import re
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

FOLDER = Path(__file__).with_name("certified_portal")
CLIENT, SECRET = "mantetong", "a secret of this test's portal"
_ACTION, _FIELD = re.compile(r'action="([^"]+)"'), re.compile(r'name="prompt" value="(\w+)"')


def ensure_installed():
    """The pinned provider; skips with a plain sentence where npm or its registry cannot be had."""
    if (FOLDER / "node_modules" / "oidc-provider").is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm here: the certified provider cannot be installed")
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode:
        pytest.skip(f"the certified provider could not be installed: {done.stderr[-200:]}")


@contextmanager
def a_certified_portal(ours):
    """Its address, and the lines it prints when it has told us of a log-out."""
    ensure_installed()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    command = ["node", "portal.mjs", address, ours, CLIENT, SECRET]
    process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        for line in process.stdout:
            if line == "listening\n":
                break
        yield address, process.stdout
    finally:
        process.terminate()
        process.communicate(timeout=10)


def follow(browser, page, until):
    """From redirect to redirect, signing in and agreeing where asked, up to an address that begins so."""
    for _ in range(12):
        if page.is_redirect:
            target = urljoin(str(page.url), page.headers["Location"])
            if target.startswith(until):
                return target
            page = browser.get(target)
            continue
        prompt = _FIELD.search(page.text)
        given = {"prompt": prompt[1], "login": "5114000000000000006301", "password": "any"} if prompt else {"logout": "yes"}
        hidden = re.search(r'name="xsrf" value="(\w+)"', page.text)
        given |= {"xsrf": hidden[1]} if hidden else {}
        page = browser.post(urljoin(str(page.url), _ACTION.search(page.text)[1]), data=given)
    raise AssertionError(page.text[:500])


def a_browser():
    """Keeps the portal's cookies."""
    return httpx.Client(trust_env=False, timeout=15)
