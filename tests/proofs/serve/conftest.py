"""A server of the page in a process of its own, as a user starts it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest


@dataclass
class Server:
    """Where the server is, and its process."""

    url: str
    process: subprocess.Popen

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[HTTPResponse, bytes]:
        """One request with these headers and no others."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.putrequest(method, path, skip_host=True)
            for name, value in ({"host": f"127.0.0.1:{self.port}"} | headers).items():
                line.putheader(name.replace("_", "-"), value)
            if body is not None and "content_length" not in headers:
                line.putheader("content-length", str(len(body)))
            line.endheaders(body)
            reply = line.getresponse()
            return reply, reply.read()
        finally:
            line.close()

    def ask(self, kind: str, question: Any, **headers: str) -> tuple[int, dict[str, Any]]:
        """One question as the page asks it; status and answer."""
        ours = {"origin": self.url.rstrip("/"), "content_type": "application/json"}
        data = question if isinstance(question, bytes) else json.dumps(question).encode()
        reply, body = self.request("POST", f"/ask/{kind}", data, **(ours | headers))
        return reply.status, json.loads(body)


@pytest.fixture(scope="session")
def serving():
    """Starts `gradproof serve` on a free port, with these options; its workers load while the first requests come."""
    pytest.importorskip("starlette", reason="starlette is not installed: pip install 'gradproof[serve]'")
    pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install 'gradproof[serve]'")
    started = []

    def start(*options: str) -> Server:
        command = [sys.executable, "-m", "proofs.cli", "serve", "--port", "0", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        started.append(process)
        assert process.stdout is not None
        return Server(process.stdout.readline().strip(), process)

    yield start
    for process in started:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def server(serving):
    """A server with two workers that the tests share."""
    return serving("--jobs", "2")
