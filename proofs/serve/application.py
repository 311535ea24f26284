"""The ASGI app: the page, the list of assignments, and questions that are handed to the workers.

GET  /            the page                    GET /page/…   its files
GET  /parts       assignments and their parts, in one language
POST /ask/KIND    one question of `proofs.serve.questions`, as JSON; the answer as JSON
"""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from proofs.commands.common import known_assignments
from proofs.commands.parts import listing
from proofs.report.json import record
from proofs.report.style import SHEET
from proofs.serve.answers import shown
from proofs.serve.guards import App, Bucket, Guards
from proofs.serve.limits import ANSWER_BYTES, BURST, DOCUMENT_BYTES, GRACE_SECONDS, READING_SECONDS, REQUESTS_PER_SECOND
from proofs.serve.questions import QUESTIONS, QuestionError, understood
from proofs.serve.workers import BusyError, LostError, Workers
from proofs.verdict import Note, Verdict

PAGE = Path(__file__).parent / "page"
JUDGED = ("check", "check-loss")
"""Questions whose answer is a verdict: when its worker is lost, the verdict is `unknown`."""


class RefusedError(Exception):
    """A request that is not answered: its status and one sentence."""

    def __init__(self, status: int, sentence: str):
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def application(
    workers: int = 2,
    rate: float = REQUESTS_PER_SECOND,
    burst: float = BURST,
    assignments: Sequence[str] | None = None,
) -> App:
    """The app with so many workers, behind its guards. `assignments`: those that the page offers, ids or files; all that come with us."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with Workers(workers) as app.state.workers:
            app.state.assignments = tuple(assignments or known_assignments())
            yield

    app = Starlette(
        routes=[
            Route("/", lambda request: FileResponse(PAGE / "index.html")),
            Route("/favicon.ico", lambda request: FileResponse(PAGE / "icon.svg", media_type="image/svg+xml")),
            Route("/page/report.css", lambda request: Response(SHEET, media_type="text/css")),
            Route("/parts", parts),
            Route("/ask/{kind}", ask, methods=["POST"]),
            Mount("/page", StaticFiles(directory=PAGE)),
        ],
        lifespan=lifespan,
    )
    return Guards(app, Bucket(rate, burst))


async def parts(request: Request) -> Response:
    """The assignments that are known and the parts they have."""
    lang = "zh" if request.query_params.get("lang") == "zh" else "en"
    return JSONResponse({"assignments": [listing(name, lang) for name in request.app.state.assignments]})


async def ask(request: Request) -> Response:
    """One question, handed to a worker."""
    try:
        kind = request.path_params["kind"]
        if kind not in QUESTIONS:
            raise RefusedError(404, f"there is no question {kind[:40]!r}; there are {', '.join(QUESTIONS)}")
        try:
            question = understood(kind, await body(request, DOCUMENT_BYTES if kind == "verify" else ANSWER_BYTES))
        except QuestionError as error:
            raise RefusedError(400, str(error)) from None
        offered = request.app.state.assignments
        if question.get("assignment", offered[0]) not in offered:  # nor any other file of this machine's
            raise RefusedError(404, f"no assignment {question['assignment']!r}; there are: {', '.join(offered)}")
        answer = await waited(request, question, QUESTIONS[kind].seconds + GRACE_SECONDS)
    except RefusedError as refused:
        return JSONResponse({"error": refused.sentence}, refused.status)
    except ClientDisconnect:
        return Response(status_code=499)
    # In ASCII: half of a surrogate pair, which JSON may hold, has no UTF-8.
    return Response(json.dumps(answer), 422 if "error" in answer else 200, media_type="application/json")


async def body(request: Request, most: int) -> Any:
    """The JSON of a request that is not longer than `most` bytes and is there in time."""
    data = bytearray()
    try:
        async with asyncio.timeout(READING_SECONDS):
            async for piece in request.stream():
                data += piece
                if len(data) > most:
                    raise RefusedError(413, f"at most {most:,} bytes are read")
        return json.loads(data)
    except TimeoutError:
        raise RefusedError(408, "the question did not arrive in time") from None
    except (ValueError, RecursionError):
        raise RefusedError(400, "the question is not JSON") from None


async def waited(request: Request, question: dict[str, Any], seconds: float) -> dict[str, Any]:
    """The worker's answer, as long as the browser waits for it."""
    started = time.perf_counter()
    workers = request.app.state.workers
    ask = workers.ask_on if question["kind"] == "verify" else workers.ask
    work = asyncio.ensure_future(ask(question, seconds))
    gone = asyncio.ensure_future(request.receive())  # after the body, the only thing that can come is the end
    await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if not work.done():
        work.cancel()
        raise ClientDisconnect
    try:
        answer: dict[str, Any] = work.result()
    except BusyError:
        raise RefusedError(503, "too many questions wait already; try again in a moment") from None
    except LostError as lost:
        return lost_answer(question, lost, time.perf_counter() - started)
    return answer


def lost_answer(question: dict[str, Any], lost: LostError, seconds: float) -> dict[str, Any]:
    """What is said when a worker was killed at its deadline, or died: this answer is unknown, the next is judged as ever."""
    if question["kind"] not in JUDGED:
        died = "the process that worked on it died; this is a fault of gradproof"
        return {"error": f"not done within {seconds:.0f} s" if lost.why == "late" else died}
    note = (
        Note("budget", {"seconds": f"{seconds:.0f}"})
        if lost.why == "late"
        else Note("internal-error", {"detail": "the process that checked it died"})
    )
    verdict = Verdict(question.get("part", ""), "unknown", note, text=question["latex"], seconds=seconds)
    return shown(record(verdict, question["lang"], question["hints"]), question["lang"], question["latex"])
