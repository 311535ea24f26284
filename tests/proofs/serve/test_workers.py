"""A worker that is late, dies or is left alone costs one answer, and the next question finds another."""

import asyncio
import os
import signal

import pytest

from proofs.serve.workers import LAST, BusyError, LostError, Workers

RIGHT = {"kind": "check", "assignment": "cs224n-a2", "part": "b.1", "latex": r"U(\hat y - y)", "lang": "en", "hints": 3}
SLOW = {"seconds": 60}
PATIENT = """
import time
from proofs.serve import answers

def warm(): pass

def answer(question, begun):
    time.sleep(question.get("seconds", 0))
    return answers.answer(question, begun)
"""
"""Answers as they are, but for a question that takes its time."""


def pids(workers):
    return {worker.process.pid for worker in workers.all}


async def verdict(workers):
    return (await workers.ask(RIGHT, seconds=60))["record"]["verdict"]


@pytest.fixture
def patient(monkeypatch, tmp_path):
    (tmp_path / "patient.py").write_text(PATIENT)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "patient"


def test_a_worker_that_is_lost_is_replaced(patient):
    async def story():
        async with Workers(1, waiting=2, answers=patient) as workers:
            assert await verdict(workers) == "proved"
            first = pids(workers)

            with pytest.raises(LostError) as late:
                await workers.ask(SLOW, seconds=0.001)
            assert late.value.why == "late"
            assert await verdict(workers) == "proved"
            second = pids(workers)
            assert not first & second

            asked = asyncio.create_task(workers.ask(SLOW, seconds=60))
            await asyncio.sleep(0.05)
            os.kill(*second, signal.SIGKILL)
            with pytest.raises(LostError) as died:
                await asked
            assert died.value.why == "died"

            waiting = [asyncio.create_task(verdict(workers)) for _ in range(3)]  # one more than may wait
            found = await asyncio.gather(*waiting, return_exceptions=True)
            assert [each for each in found if each == "proved"] == ["proved", "proved"]
            assert [type(each) for each in found if each != "proved"] == [BusyError]
            last = pids(workers)
        for pid in first | second | last:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)

    asyncio.run(story())


def test_work_that_nobody_waits_for_is_stopped(monkeypatch, patient):
    monkeypatch.setattr("proofs.serve.workers.ABANDONED_SECONDS", 0.01)

    async def story():
        async with Workers(1, answers=patient) as workers:
            await verdict(workers)
            first = pids(workers)
            asked = asyncio.create_task(workers.ask(SLOW, seconds=60))
            await asyncio.sleep(0.05)
            asked.cancel()
            assert await verdict(workers) == "proved"
            assert not first & pids(workers)

    asyncio.run(story())


def test_a_worker_that_has_grown_is_replaced_after_its_answer(monkeypatch, tmp_path):
    source = f"def warm(): pass\ndef answer(question, begun): return {{'heard': question['n'], {LAST!r}: question['n'] == 2}}\n"
    (tmp_path / "growing.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    async def story():
        seen = []
        async with Workers(1, answers="growing") as workers:
            for number in (1, 2, 3):
                assert await workers.ask({"n": number}, seconds=60) == {"heard": number}
                seen.append(pids(workers))
        assert seen[0] == seen[1] != seen[2]

    asyncio.run(story())


DYING = """
import os

def warm(): pass

def answer(question, begun):
    made = []
    for number in range(6):
        if number in question.get("lost", ()):
            made.append("lost")
            continue
        begun(number)
        if number in question["deadly"]:
            os._exit(9)
        made.append(number)
    return {"made": made}
"""


def told_by_the_dying(monkeypatch, tmp_path, deadly, ask="ask_on"):
    (tmp_path / "dying.py").write_text(DYING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    async def story():
        async with Workers(1, answers="dying") as workers:
            return await getattr(workers, ask)({"deadly": deadly}, seconds=60)

    return asyncio.run(story())


@pytest.mark.parametrize("deadly", [[], [0], [2, 5], [1, 2, 3, 4, 5]])
def test_a_worker_that_dies_at_an_answer_costs_that_one(monkeypatch, tmp_path, deadly):
    told = told_by_the_dying(monkeypatch, tmp_path, deadly)
    assert told == {"made": ["lost" if number in deadly else number for number in range(6)]}


def test_a_document_at_which_worker_after_worker_dies_is_given_up(monkeypatch, tmp_path):
    with pytest.raises(LostError) as lost:
        told_by_the_dying(monkeypatch, tmp_path, [0, 1, 2, 3, 4, 5])
    assert lost.value.why == "died"


def test_a_question_with_one_answer_is_not_asked_again(monkeypatch, tmp_path):
    with pytest.raises(LostError) as lost:
        told_by_the_dying(monkeypatch, tmp_path, [3], ask="ask")
    assert (lost.value.why, lost.value.at) == ("died", 3)


def test_a_browser_that_has_gone_is_not_waited_for():
    pytest.importorskip("starlette", reason="starlette is not installed: pip install 'gradproof[serve]'")
    from types import SimpleNamespace

    from starlette.requests import ClientDisconnect

    from proofs.serve.application import waited

    left = []

    async def ask(question, seconds):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            left.append(question)
            raise

    async def gone():
        return {"type": "http.disconnect"}

    async def story():
        request = SimpleNamespace(
            receive=gone, app=SimpleNamespace(state=SimpleNamespace(workers=SimpleNamespace(ask=ask)))
        )
        with pytest.raises(ClientDisconnect):
            await waited(request, RIGHT, 60)
        await asyncio.sleep(0)  # the cancelled question hears of it at the next turn
        assert left == [RIGHT]

    asyncio.run(story())
