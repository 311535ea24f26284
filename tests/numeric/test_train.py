"""Training: it learns, repeats, resumes to the same numbers after a kill, and stops with a sentence."""

import errno
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from numeric import train as module
from numeric.checkpoint import CheckpointError, load_checkpoint
from numeric.corpus import Corpus
from numeric.train import Settings, TrainingError, batch_size, random_numbers, train
from numeric.vectors import neighbours
from numeric.workers import Tickets, WorkerError

SMALL = Settings(d=12, epochs=3, window=3, subsample=0, seed=5)

KINDS = {"north": "snow ice frost wind", "south": "sand sun heat palm", "sea": "fish ship wave salt"}


def story(lines=2000, seed=0):
    """Lines that hold words of one kind each, and words of no kind: neighbours should be of one kind."""
    rng = np.random.default_rng(seed)
    kinds = [words.split() for words in KINDS.values()]
    picked = (rng.choice([*kinds[k], "the", "of"], 8) for k in rng.integers(0, 3, lines))
    return "\n".join(" ".join(line) for line in picked)


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "story"
    path.write_text(story())
    return path


@pytest.fixture
def corpus(text):
    with Corpus([text], chunk=1500) as corpus:
        yield corpus


def same(a, b):
    return np.array_equal(a.V, b.V) and np.array_equal(a.U, b.U) and np.array_equal(a.losses, b.losses, equal_nan=True)


CHOICES = [
    {},
    {"optimizer": "adagrad", "rate": 0.1},
    {"loss": "softmax"},
    {"loss": "softmax", "optimizer": "adagrad", "rate": 0.1},
    {"batch": 8},
    {"d": 2, "rate": 0.05},
]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_words_of_one_kind_become_neighbours(corpus, choice):
    model = train(corpus, Settings(**{"d": 12, "epochs": 4, "window": 3, "subsample": 0, **choice}))
    assert model.losses[-5:].mean() < model.losses[:3].mean()
    words = list(model.vocabulary.words)
    for kind in KINDS.values():
        first, *others = kind.split()
        assert {word for word, _ in neighbours(words, model.V, first, 3)} == set(others)


@pytest.mark.parametrize("optimizer", ["sgd", "adagrad"])
def test_a_seed_makes_a_run_repeatable(corpus, optimizer):
    settings = Settings(d=4, epochs=1, optimizer=optimizer, seed=3)
    assert same(train(corpus, settings), train(corpus, settings))
    assert not same(train(corpus, settings), train(corpus, Settings(d=4, epochs=1, optimizer=optimizer, seed=4)))


class StopError(Exception):
    """Ends a run from within."""


@pytest.mark.parametrize("optimizer", ["sgd", "adagrad"])
def test_a_run_that_goes_on_is_the_run_without_a_stop(corpus, tmp_path, optimizer):
    settings = Settings(d=4, epochs=3, optimizer=optimizer)
    whole = train(corpus, settings)
    pieces = len(whole.losses)
    seen = 0

    def stop(progress):
        nonlocal seen
        seen += 1
        if seen == pieces // 2 + 1:
            raise StopError

    with pytest.raises(StopError):
        train(corpus, settings, checkpoint=tmp_path / "c", checkpoint_seconds=0, report=stop)
    assert load_checkpoint(tmp_path / "c")[1]["done"] == pieces // 2
    assert same(train(corpus, settings, checkpoint=tmp_path / "c"), whole)
    assert same(train(corpus, settings, checkpoint=tmp_path / "c"), whole)  # a finished one too


TRAINER = """
import sys
from numeric.corpus import Corpus
from numeric.train import Settings, train
with Corpus([sys.argv[1]], chunk=1500) as corpus:
    train(corpus, Settings(d=12, epochs=3, window=3, subsample=0, seed=5), checkpoint=sys.argv[2], checkpoint_seconds=0)
"""


def test_killed_at_any_moment_it_goes_on_to_the_same_numbers(corpus, text, tmp_path):
    checkpoint = tmp_path / "c"
    whole = train(corpus, SMALL)
    reached, kills = [], 0
    delays = iter(np.random.default_rng(9).uniform(0.01, 0.08, 50))
    while (done := load_checkpoint(checkpoint)[1]["done"] if checkpoint.exists() else 0) < len(whole.losses):
        reached.append(done)
        child = subprocess.Popen(
            [sys.executable, "-c", TRAINER, text, checkpoint], env=os.environ | {"TMPDIR": str(tmp_path)}
        )
        before = checkpoint.stat().st_mtime_ns if checkpoint.exists() else 0
        while child.poll() is None and (not checkpoint.exists() or checkpoint.stat().st_mtime_ns == before):
            time.sleep(0.002)
        if kills < 3:
            time.sleep(next(delays))
        else:
            child.wait()
        child.kill()
        child.wait()
        kills += 1
    assert kills >= 2
    assert reached == sorted(set(reached))  # every run got further
    assert same(train(corpus, SMALL, checkpoint=checkpoint), whole)


def test_a_checkpoint_of_another_run_is_refused(corpus, tmp_path):
    train(corpus, SMALL, checkpoint=tmp_path / "c")
    with pytest.raises(CheckpointError, match=r"another run \(its d, seed differ\)"):
        train(corpus, Settings(d=13, epochs=3, window=3, subsample=0, seed=6), checkpoint=tmp_path / "c")


def test_a_full_disk_does_not_end_training_and_keeps_the_last_checkpoint(corpus, tmp_path, monkeypatch):
    whole = train(corpus, SMALL)
    saved, problems = 0, []
    save = module.save_checkpoint

    def full_after_two(*arguments):
        nonlocal saved
        saved += 1
        if saved > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        save(*arguments)

    monkeypatch.setattr(module, "save_checkpoint", full_after_two)
    model = train(corpus, SMALL, checkpoint=tmp_path / "c", checkpoint_seconds=0, problem=problems.append)
    assert same(model, whole)
    assert load_checkpoint(tmp_path / "c")[1]["done"] == 2
    assert "could not be written (No space left on device)" in problems[0]


def test_two_workers_learn_the_same_kinds(corpus):
    model = train(corpus, Settings(d=12, epochs=6, window=3, subsample=0), workers=2)
    assert np.isfinite(model.losses).all()
    words = list(model.vocabulary.words)
    for kind in KINDS.values():
        first, *others = kind.split()
        assert {word for word, _ in neighbours(words, model.V, first, 3)} == set(others)


def test_two_workers_go_on_from_a_checkpoint_of_one(corpus, tmp_path):
    def stop(progress):
        if progress.tokens > progress.total_tokens / 2:
            raise StopError

    with pytest.raises(StopError):
        train(corpus, SMALL, workers=2, checkpoint=tmp_path / "c", checkpoint_seconds=0, report=stop)
    done = load_checkpoint(tmp_path / "c")[1]["done"]
    losses = train(corpus, SMALL, checkpoint=tmp_path / "c").losses
    assert 0 < done < len(losses)
    assert np.isfinite(losses).all()


def end(*_):
    os._exit(7)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a forked worker, which keeps what is patched here")
def test_a_worker_that_dies_is_noticed(corpus, monkeypatch):
    monkeypatch.setattr(module, "_help", end)

    def slow(progress):
        time.sleep(0.05)

    with pytest.raises(WorkerError, match="ended with status 7"):
        train(corpus, SMALL, workers=2, report=slow)


def test_divergence_is_said_and_not_saved(corpus, tmp_path):
    with pytest.raises(TrainingError, match="training diverged: a learning rate of 1e\\+30 is too large"):
        train(corpus, Settings(d=4, rate=1e30), checkpoint=tmp_path / "c", checkpoint_seconds=0)
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("words", ["a b", "a b c", "a a a a a a a a b"])
def test_a_tiny_vocabulary_does_not_diverge(tmp_path, words):
    path = tmp_path / "text"
    path.write_text(f"{words} " * 3000)
    with Corpus([path]) as corpus:
        model = train(corpus, Settings(d=1, epochs=2, subsample=0))
    assert np.isfinite(model.V).all()
    assert model.losses[-1] < 6 * np.log(2) + 0.01  # no worse than vectors of zeros


def test_text_without_a_pair_trains_to_nothing(tmp_path):
    path = tmp_path / "text"
    path.write_text("a\nb\n" * 10)
    with Corpus([path]) as corpus:
        model = train(corpus, Settings(d=2, epochs=1))
    assert np.isnan(model.losses).all()
    assert not model.U.any()


def test_progress_counts_to_the_end(corpus):
    seen = []
    train(corpus, SMALL, report=seen.append)
    tokens = [progress.tokens for progress in seen]
    assert tokens == sorted(tokens)
    assert tokens[-1] == seen[-1].total_tokens == corpus.tokens * SMALL.epochs
    assert seen[-1].seconds_left == 0
    assert all(progress.words_per_second > 0 and progress.loss > 0 for progress in seen)


def test_the_learning_rate_falls_in_a_line(corpus, monkeypatch):
    rates = []
    step, sums = module.OPTIMIZERS["sgd"]
    monkeypatch.setitem(module.OPTIMIZERS, "sgd", (lambda *a: (rates.append(a[3]), step(*a)), sums))
    train(corpus, Settings(d=2, epochs=2, rate=0.05, final_rate=0.01))
    assert rates[0] == 0.05
    assert 0.01 < rates[-1] < 0.011
    assert np.diff(rates).max() < 0
    assert rates[len(rates) // 2] == pytest.approx(0.03, abs=0.002)


WRONG = [
    ({"d": 0}, "d is 0, but must be at least 1"),
    ({"epochs": 0}, "epochs is 0"),
    ({"loss": "hinge"}, "loss is 'hinge', but must be one of negative-sampling, softmax"),
    ({"optimizer": "adam"}, "one of sgd, adagrad"),
    ({"rate": float("nan")}, "rate must be positive"),
    ({"rate": 0.1, "final_rate": 0.2}, "final_rate between 0 and rate"),
    ({"subsample": -1}, "subsample 0 or more"),
]


def test_initial_vectors_and_every_piece_have_random_numbers_of_their_own():
    streams = [random_numbers(1), random_numbers(2), random_numbers(1, 0), random_numbers(1, 1), random_numbers(2, 0)]
    assert len({float(rng.random()) for rng in streams}) == len(streams)
    assert random_numbers(1, 0).random() == random_numbers(1, 0).random()


@pytest.mark.parametrize(("choice", "message"), WRONG)
def test_settings_out_of_range_are_refused(choice, message):
    with pytest.raises(ValueError, match=message):
        Settings(**choice)


def test_the_batch_shrinks_only_for_small_vocabularies():
    counts = np.array([1_000_000, *range(50_000, 0, -5)])
    keep = np.minimum(1, np.sqrt(1e-3 * counts.sum() / counts)).astype(np.float32)
    assert batch_size(counts, keep, 5, 256) == 256
    assert batch_size(np.array([1, 1]), np.ones(2, np.float32), 5, 256) == 21
    assert batch_size(np.array([1, 1]), np.ones(2, np.float32), 10**6, 256) == 1


def test_each_ticket_is_handed_out_once_and_a_pause_stops_them():
    tickets = Tickets(4, done=1)
    assert [tickets.claim(), tickets.claim()] == [1, 2]
    tickets.finish()
    tickets.finish()

    def gone():
        raise WorkerError("gone")

    with tickets.paused(gone) as done:
        assert done == 3
        with pytest.raises(WorkerError):
            tickets.claim(gone)  # it waits, and looks around while it waits
    assert [tickets.claim(), tickets.claim()] == [3, None]
