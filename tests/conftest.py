"""What every test may ask for."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.plugin_database import start_throwaway_server


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole files go to a worker; those with browsers and processes first, so that at the end no worker waits for a long one."""
    long = {item.path for item in items if any(item.get_closest_marker(name) for name in ("browser", "processes"))}
    items.sort(key=lambda item: item.path not in long)


def pytest_sessionfinish() -> None:
    """Hang up on the pretend gateways that tests have spoken to; a forgotten line is a warning in the report's last lines."""
    for name, module in list(sys.modules.items()):
        if name.startswith("mantetong.outside.") and hasattr(module, "LINE"):
            module.LINE.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """With `--durations`, the files that took longest as well: where a slow run is slow."""
    most = config.getoption("durations")
    if not most:
        return
    spent: Counter[str] = Counter()
    for report in (one for reports in terminalreporter.stats.values() for one in reports if hasattr(one, "duration")):
        spent[report.nodeid.partition("::")[0]] += report.duration
    terminalreporter.write_sep("=", "slowest files")
    for path, seconds in spent.most_common(most):
        terminalreporter.write_line(f"{seconds:.2f}s {path}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the throw-away server just before the first test database is made; a run without one never starts it."""
    start_throwaway_server()
    own = connection.settings_dict
    own["TEST"]["TEMPLATE"] = own["NAME"]  # migrated already


@pytest.fixture(autouse=True)
def no_job_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django empties its own tables after a test that commits, not the queue's."""
    yield
    if _commits(request.node):
        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            for table in ("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs", "procrastinate_workers"):
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608  these four


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    )


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def chromium():
    """The system's browser, for one module: two at a time in one process do not bear each other."""
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt install chromium fonts-noto-cjk")
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415  only where a browser is wanted

    expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


# How fast a busy machine draws examples says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
