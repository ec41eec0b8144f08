"""python -m mantetong.sandbox.server --port N --home DIR: run until told to stop."""

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mantetong.sandbox.server.listening import SandboxServer


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="mantetong.sandbox.server", description="The pretend outside world: messages, registry, national platform."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on (default: a free one)")
    parser.add_argument("--home", type=Path, required=True, help="home of the installation; state is kept in <home>/sandbox")
    parser.add_argument("--keep-days", type=int, default=7, help="days messages are kept (default 7)")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; 0 on a clean end, 1 when the port is taken."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    options = _arguments(given)
    try:
        server = SandboxServer(host=options.host, port=options.port, home=options.home)
    except OSError as error:
        sys.stderr.write(f"sandbox: cannot listen on {options.host}:{options.port}: {error}\n")
        return 1
    server.state.forget_before(datetime.now(UTC) - timedelta(days=options.keep_days))  # noqa: TID251  a command without Django
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stderr.write(f"sandbox: {server.url}/sandbox/\n")
    sys.stderr.flush()
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
