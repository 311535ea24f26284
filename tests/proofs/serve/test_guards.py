"""The guards by themselves, with an app behind them that answers everything."""

import asyncio

import pytest

from proofs.serve.guards import Bucket, Guards


async def behind(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"let in"})


def statuses(guards, count=1, kind="http", host=b"localhost:8717"):
    sent = []

    async def send(message):
        sent.append(message.get("status", message.get("code")))

    async def story():
        for _ in range(count):
            scope = {
                "type": kind,
                "method": "GET",
                "path": "/",
                "headers": [(b"host", host)],
                "server": ("127.0.0.1", 8717),
            }
            await guards(scope, None, send)

    asyncio.run(story())
    return [status for status in sent if status is not None]


def test_no_more_than_the_burst_is_let_in_at_once():
    assert statuses(Guards(behind, Bucket(rate=1, burst=3, clock=lambda: 0.0)), 5) == [200, 200, 200, 429, 429]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (b"127.0.0.1:8717", 200),
        (b"[::1]:8717", 200),
        (b"localhost:8718", 421),
        (b"localhost", 421),
        (b"", 421),
        (b"LOCALHOST.evil:8717", 421),
        (b"user@localhost:8717", 421),
    ],
)
def test_the_name_of_the_host_must_be_a_loopback_name_with_the_port(host, status):
    assert statuses(Guards(behind, Bucket(1, 9)), host=host) == [status]


def test_a_request_that_names_two_hosts_is_refused():
    guards = Guards(behind, Bucket(1, 9))
    scope = {"headers": [(b"host", b"localhost:1"), (b"host", b"evil")], "server": None, "method": "GET"}
    assert guards.refusal(scope)[0] == 421


def test_a_websocket_is_closed():
    assert statuses(Guards(behind, Bucket(1, 9)), kind="websocket") == [1008]
