"""kill -9 just before the n-th statement of an act, in a process forked from the test."""

import os
import signal

import pytest
from django.db import connection

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
_PATIENCE = 30  # seconds a child may live
_inherited = []  # a connection that a child inherits must neither be used nor closed by it


def dies_before(statement, act):
    """Run `act` in a child that dies before its n-th statement; True when it died, False when it came to its end."""
    child = os.fork()
    if not child:
        _live_until(statement, act)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def at_every_point(make, check, *, apart=1, most=200):
    """Kill what `make` gives before statement 1, 2, 3 … (or every `apart`-th), do it again, and `check` what came of that; how many deaths."""
    for point in range(1, most):
        act = make()
        died = dies_before(point * apart, act)
        check(act())
        if not died:
            return point - 1
    raise AssertionError("never came to its end")


def _live_until(statement, act):
    _inherited.extend([connection.connection, dict(connection._connection_pools)])
    connection._connection_pools.clear()  # a pooled connection would share its socket with the test
    connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"pool": False}
    connection.connection = None
    signal.alarm(_PATIENCE)
    left = statement

    def counted(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(counted):
            act()
    except BaseException:  # noqa: BLE001  nothing of pytest may run in the child
        os._exit(1)
    os._exit(0)
