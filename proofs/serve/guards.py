"""What is let in and what goes out with it: this machine, its own page, so much and so often, and a strict content security policy.

A page elsewhere that is open in the same browser can send requests to the loopback address. It cannot get past these: the name in
`Host` must be a loopback name (a name that an attacker has pointed here is not), a question must come from the page's own origin,
and it must be JSON, which another origin may not send without being asked first.
"""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What a browser on this machine may call it."""

ALLOWED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "gradproof",
}
"""What the page may load and do: its own files, and nothing that stands in its text."""
HEADERS = {
    "content-security-policy": "; ".join(f"{what} {whence}" for what, whence in ALLOWED.items()),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}


class Bucket:
    """Lets `rate` requests a second through, and up to `burst` at once.

    >>> now = 0.0
    >>> bucket = Bucket(rate=2, burst=2, clock=lambda: now)
    >>> [bucket.take() for _ in range(3)]
    [True, True, False]
    >>> now = 0.5
    >>> bucket.take(), bucket.take()
    (True, False)
    """

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic):
        self.rate, self.burst, self.clock = rate, burst, clock
        self.left, self.at = burst, clock()

    def take(self) -> bool:
        """Whether one more request goes through now."""
        now = self.clock()
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Guards:
    """Refuses what is not for this page, before anything of it is read, and adds the headers to every reply."""

    def __init__(self, app: App, bucket: Bucket):
        self.app, self.bucket = app, bucket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":  # a websocket: the page has none
            return await send({"type": "websocket.close", "code": 1008})

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        if (refusal := self.refusal(scope)) is None:
            return await self.app(scope, receive, with_headers)
        status, sentence = refusal
        return await _refuse(with_headers, status, sentence)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is not let in: status and sentence."""
        headers: dict[bytes, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name, []).append(value.decode("latin-1"))
        host = headers.get(b"host", [])
        if len(host) != 1 or not _is_ours(host[0], scope.get("server")):
            return 421, "This page answers to the loopback address only."
        if scope["method"] == "POST":
            if headers.get(b"origin") != [f"http://{host[0]}"]:
                return 403, "Questions are taken from this page only."
            kind = headers.get(b"content-type", [""])[0].partition(";")[0].strip().lower()
            if kind != "application/json":
                return 415, "A question is JSON."
        if not self.bucket.take():
            return 429, "Too many requests; wait a moment."
        return None


def _is_ours(host: str, server: tuple[str, int | None] | None) -> bool:
    """Whether a Host is a loopback name with the port of this server."""
    name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "80")
    return name in NAMES and (server is None or port == str(server[1]))


async def _refuse(send: Send, status: int, sentence: str) -> None:
    from json import dumps

    body = dumps({"error": sentence}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 429:
        headers.append((b"retry-after", b"1"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
