"""A sandbox of its own per test, spoken to over a real socket."""

import threading

import httpx
import pytest
from pydantic import SecretStr

from mantetong.outside import interface_client, second_sms, sms
from mantetong.sandbox.server.listening import SandboxServer


class World:
    """The pretend world and its switches."""

    def __init__(self, server):
        self.server, self.url, self.state = server, server.url, server.state

    def post(self, path, content):
        return httpx.post(self.url + path, json=content, timeout=5, trust_env=False).json()

    def fault(self, where, how, times=1, seconds=0.0):
        self.post("/sandbox/faults.json", {"where": where, "how": how, "times": times, "seconds": seconds})

    def outbox(self, **asked):
        return self.state.messages(**asked)


@pytest.fixture
def world(tmp_path, settings):
    server = SandboxServer(host="127.0.0.1", port=0, home=tmp_path)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(
        update={"sandbox": True, "sandbox_url": server.url, "registry_url": "", "sms_url": "", "sms_secret": SecretStr("")}
    )
    yield World(server)
    for gateway in (interface_client, sms):
        gateway.LINE.close()
    server.shutdown()
    server.server_close()


@pytest.fixture
def second(world):
    """The same with the second carrier's connection closed afterwards."""
    yield world
    second_sms.LINE.close()
