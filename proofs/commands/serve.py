"""`gradproof serve`: the page in the browser, on the loopback address of this machine only."""

import argparse
import os
import socket
import sys

from proofs.commands.common import UsageError, can_be_read, complain, positive
from proofs.serve.limits import ADDRESS, PORT


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--port", type=port, default=PORT, metavar="N", help=f"the port of the page; 0 takes a free one ({PORT})"
    )
    parser.add_argument(
        "-j", "--jobs", type=positive(int), default=max(2, min(4, os.cpu_count() or 2)), metavar="N",
        help="processes that judge answers (as many as there are cores, 2 to 4)",
    )  # fmt: skip
    parser.add_argument(
        "--assignment", metavar="ID|FILE", help="offer this assignment only (all that come with gradproof)"
    )


def port(text: str) -> int:
    """A port number."""
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; they go from 1 to 65535")
    return number


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    try:
        import uvicorn

        from proofs.serve.application import application
    except ModuleNotFoundError as error:
        return complain("serve", f"needs {error.name}, which is not installed; pip install 'gradproof[serve]'")
    try:
        if options.assignment is not None:
            can_be_read(options.assignment)
        listening = bound(options.port)
    except UsageError as error:
        return complain("serve", str(error))
    offered = (options.assignment,) if options.assignment is not None else None
    print(f"http://{ADDRESS}:{listening.getsockname()[1]}/", flush=True)
    print("gradproof serve: open this address in a browser; Ctrl-C ends it", file=sys.stderr, flush=True)
    settings = uvicorn.Config(
        application(options.jobs, assignments=offered), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        limit_concurrency=100, timeout_keep_alive=30, timeout_graceful_shutdown=2, lifespan="on", ws="none",
    )  # fmt: skip
    uvicorn.Server(settings).run(sockets=[listening])
    return 0


def bound(number: int) -> socket.socket:
    """A socket on the loopback address; UsageError when the port is taken."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, number))
        listening.listen(100)  # from here on a browser waits and is not turned away
    except OSError as error:
        listening.close()
        raise UsageError(
            f"port {number} cannot be used ({error.strerror}); name another with --port, or --port 0"
        ) from None
    return listening
