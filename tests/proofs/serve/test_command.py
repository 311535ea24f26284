"""`gradproof serve` as a command: where it binds, and what it says when it cannot."""

import socket
import sys

import pytest

from proofs.cli import main
from proofs.commands.serve import bound


def test_it_binds_to_the_loopback_address_only():
    with bound(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert f"port {port} cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_told(capsys, port):
    with pytest.raises(SystemExit) as stop:
        main(["serve", "--port", port])
    assert stop.value.code == 2
    assert "is not a port" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["starlette.applications", "uvicorn"])
def test_what_is_not_installed_is_told_in_one_line(capsys, monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "proofs.serve.application", raising=False)
    assert main(["serve"]) == 2
    said = capsys.readouterr().err
    assert "pip install 'gradproof[serve]'" in said
    assert said.count("\n") == 1
