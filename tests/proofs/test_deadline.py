"""A deadline breaks off whatever runs, ends with its block, and never leaves an alarm behind that rings outside."""

import contextlib
import signal

import pytest

from proofs.deadline import _SpentError, deadline

needs_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no interval timer here")


def busy():
    while True:
        pass


def test_the_inner_deadline_ends_first_and_the_outer_goes_on():
    with deadline(0.3) as outer:
        with deadline(0.05) as inner:
            busy()
        assert inner.spent
        assert not outer.spent
        busy()
    assert outer.spent


@needs_alarm
def test_no_alarm_is_left_behind():
    with deadline(0.05):
        busy()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@needs_alarm
def test_an_alarm_while_the_block_is_left_is_let_pass():
    """The handler is asked directly, with the frame of contextlib's __exit__ and with that of any other function."""
    frames = {}

    class Exit(contextlib.ExitStack):
        pass

    def frame_of_contextlib():
        import sys

        frames["inside"] = sys._getframe(1)

    with deadline(60):
        ring = signal.getsignal(signal.SIGALRM)
        with Exit() as stack:
            stack.callback(frame_of_contextlib)
        frame = frames["inside"]
        assert frame.f_code.co_filename == contextlib.__file__
        ring(signal.SIGALRM, frame)
        with pytest.raises(_SpentError):
            ring(signal.SIGALRM, None)
