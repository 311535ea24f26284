"""Training word vectors on a corpus: skip-gram, stochastic steps, checkpoints, one or several processes.

The corpus is cut into chunks; one pass over one chunk is one piece of work, and they are done in the order of
the text. The random numbers of a piece come from a generator seeded by (seed, its number) alone, so the random state is
part of that number, and a run that goes on from a checkpoint computes what it would have computed without a stop. With
one worker a run repeats bit for bit. Several workers change the same matrices without locks (Recht et al. 2011,
"Hogwild!"), so theirs do not.
"""

import os
import signal
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numeric.alias import noise_table
from numeric.checkpoint import CheckpointError, load_checkpoint, save_checkpoint
from numeric.corpus import Corpus, Vocabulary
from numeric.minibatch import LOSSES, OPTIMIZERS, Workspace
from numeric.pairs import keep_probability, skipgram_pairs, with_negatives
from numeric.workers import Crew, SharedArray, Tickets, context_for, parent_alive

MOST_REPEATS = 64
"""How often the most frequent word may be expected in one minibatch. Its gradients there are computed from the same old
vector and added up: times a rate of 0.025 this makes steps of the size at which a single logistic term still settles
(below 8/|v|²). With a large vocabulary the batch size is not cut."""

LOSS_EVERY = 16
"""Minibatches to one whose loss is computed for the report."""

RECENT = 16
"""Pieces of work over which the reported loss is a mean."""


class TrainingError(ValueError):
    """Training that cannot go on; one sentence."""


@dataclass(frozen=True)
class Settings:
    """What to train. Raises: ValueError, one sentence, for a value out of range."""

    d: int = 100  # dimension of the vectors
    window: int = 5  # most words between center and outside word
    K: int = 5  # negatives per pair (loss "negative-sampling")
    subsample: float = 1e-3  # relative frequency above which occurrences are left out; 0 keeps all
    epochs: int = 5
    rate: float = 0.025  # learning rate at the start, falling linearly …
    final_rate: float = 1e-4  # … to this
    batch: int = 256  # pairs in a minibatch, at most
    loss: str = "negative-sampling"  # or "softmax"
    optimizer: str = "sgd"  # or "adagrad"
    seed: int = 1

    def __post_init__(self) -> None:
        for name, least in {"d": 1, "window": 1, "K": 1, "epochs": 1, "batch": 1, "seed": 0}.items():
            if getattr(self, name) < least:
                raise ValueError(f"{name} is {getattr(self, name)}, but must be at least {least}")
        choices: dict[str, Iterable[str]] = {"loss": LOSSES, "optimizer": OPTIMIZERS}
        for name, table in choices.items():
            if getattr(self, name) not in table:
                raise ValueError(f"{name} is {getattr(self, name)!r}, but must be one of {', '.join(table)}")
        if not (0 < self.rate < np.inf and 0 <= self.final_rate <= self.rate and 0 <= self.subsample < np.inf):
            raise ValueError("rate must be positive, final_rate between 0 and rate, subsample 0 or more")


@dataclass(frozen=True)
class Progress:
    """How far training is, after a piece of work."""

    tokens: int  # of the text, passed so far, epochs counted
    total_tokens: int
    words_per_second: float  # of the text, since this run began
    loss: float  # recent mean per pair
    seconds_left: float


@dataclass(frozen=True)
class Model:
    """Trained vectors: row i of V (center, the word vectors) and of U (outside) belongs to vocabulary.words[i]."""

    vocabulary: Vocabulary
    V: NDArray[np.float32]
    U: NDArray[np.float32]
    losses: NDArray[np.float32]  # mean loss per pair, one per piece of work, in order
    seconds: float  # of this run


State = dict[str, SharedArray]


class Trainer:
    """Does one piece of work after another on shared vectors."""

    def __init__(self, corpus: Corpus, settings: Settings, state: State) -> None:
        self._corpus, self._settings = corpus, settings
        self._V, self._U, self._losses = (state[name].array for name in ("V", "U", "losses"))
        self._sums = tuple(state[name].array for name in state if name.startswith("sum"))
        self._forward, self._loss = LOSSES[settings.loss]
        self._step = OPTIMIZERS[settings.optimizer][0]
        counts = corpus.vocabulary.counts
        self._noise = noise_table(counts)
        self._negatives = settings.K if settings.loss == "negative-sampling" else 0
        self._keep = keep_probability(counts, settings.subsample)
        self._batch = batch_size(counts, self._keep, self._negatives, settings.batch)
        self._space = Workspace(self._batch, 1 + self._negatives, settings.d)

    def work(self, number: int) -> None:
        """Train on one chunk, once; leaves its mean loss per pair in `losses`.

        Raises: TrainingError when the loss is no longer finite (what a checkpoint holds is looked at as a whole).
        """
        settings = self._settings
        rng = random_numbers(settings.seed, number)
        ids = self._corpus.chunk(number % self._corpus.chunks)
        centers, outsides = skipgram_pairs(ids, self._keep, settings.window, rng)
        words = with_negatives(outsides, self._noise, self._negatives, rng)
        starts = range(0, len(centers), self._batch)
        total = len(self._losses)
        progress = (number + np.arange(len(starts)) / max(1, len(starts))) / total
        rates = settings.rate + (settings.final_rate - settings.rate) * progress
        loss, measured = 0.0, 0
        with np.errstate(over="ignore", invalid="ignore"):
            for i, (start, rate) in enumerate(zip(starts, rates.tolist(), strict=True)):
                rows = slice(start, start + self._batch)
                factors = self._forward(self._V, self._U, centers[rows], words[rows], self._space)
                if i % LOSS_EVERY == 0:
                    loss += self._loss(factors, words[rows])
                    measured += len(factors.centers)
                self._step(self._V, self._U, factors, rate, self._sums)
        self._losses[number] = loss / measured if measured else np.nan
        if not np.isfinite(loss):
            raise _diverged(settings)


def random_numbers(seed: int, *number: int) -> np.random.Generator:
    """Those of one piece of work; without a number, those of the initial vectors.

    The number is a `spawn_key`: in one list with the seed, a number 0 would be the same as none.
    """
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=number)))


def batch_size(counts: NDArray[np.int64], keep: NDArray[np.float32], K: int, most: int) -> int:
    """`most`, or less where a small vocabulary would have one word more than MOST_REPEATS times in a minibatch.

    >>> batch_size(np.array([9, 1]), np.ones(2), 5, 256), batch_size(np.ones(10_000), np.ones(10_000), 5, 256)
    (12, 256)
    """
    kept = counts * keep
    noise = counts**0.75
    expected = float((kept / kept.sum() + K * noise / noise.sum()).max())
    return max(1, min(most, int(MOST_REPEATS / expected)))


def train(
    corpus: Corpus,
    settings: Settings,
    *,
    workers: int = 1,
    checkpoint: str | os.PathLike[str] | None = None,
    checkpoint_seconds: float = 15.0,
    report: Callable[[Progress], None] = lambda progress: None,
    problem: Callable[[str], None] = warnings.warn,
) -> Model:
    """Train on the corpus.

    workers            -- processes, this one included; with more than one, results differ a little from run to run.
                          Where processes are spawned (not on Linux), a script needs the `if __name__ == "__main__"`
                          guard
    checkpoint         -- file that a checkpoint is written to every `checkpoint_seconds` and at the end, and that
                          training goes on from if it is there
    report, problem    -- called after a piece of work; called with a sentence when a checkpoint could not be written
                          (training goes on: the checkpoint before it still stands)

    Raises: CheckpointError for a checkpoint of another corpus or other settings, TrainingError when training diverges,
    WorkerError when a worker process dies.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = pathlib.Path(folder) / "text"
    ...     _ = text.write_text("the cat sat on the mat\\nthe dog sat on the log\\n" * 50)
    ...     with Corpus([text]) as corpus:
    ...         model = train(corpus, Settings(d=8, epochs=2))
    >>> model.V.shape, bool(model.losses[-1] < model.losses[0])
    ((7, 8), True)
    """
    context = context_for(workers)
    total = corpus.chunks * settings.epochs
    state = _allocate(corpus, settings, total, context)
    identity = {**asdict(settings), "corpus": corpus.fingerprint(), "chunks": corpus.chunks} if checkpoint else {}
    first = _begin(state, settings, checkpoint, identity)
    tickets = Tickets(total, first, context)
    losses = state["losses"].array
    started = saved = time.perf_counter()

    def save() -> None:
        if checkpoint is None:
            return
        arrays = {name: shared.array for name, shared in state.items()}
        try:
            with tickets.paused(crew.alive) as done:
                _require_finite(state, settings)
                save_checkpoint(checkpoint, arrays, {"identity": identity, "done": done})
        except OSError as error:
            problem(f"{checkpoint}: the checkpoint could not be written ({error.strerror}); training goes on")

    trainer = Trainer(corpus, settings, state)
    with Crew(min(workers, total) - 1, context, _help, (corpus, settings, state, tickets)) as crew:
        while (number := tickets.claim(crew.alive)) is not None:
            crew.alive()
            trainer.work(number)
            tickets.finish(crew.alive)
            report(_progress(corpus, settings, losses, first, tickets.done, time.perf_counter() - started))
            if time.perf_counter() - saved > checkpoint_seconds:
                save()
                saved = time.perf_counter()
        with tickets.paused(crew.alive):
            seconds = time.perf_counter() - started
            _require_finite(state, settings)
        if first < total:
            save()
    return Model(corpus.vocabulary, state["V"].array, state["U"].array, losses, seconds)


def _require_finite(state: State, settings: Settings) -> None:
    if not all(np.isfinite(state[name].array).all() for name in ("V", "U")):
        raise _diverged(settings)


def _diverged(settings: Settings) -> TrainingError:
    return TrainingError(f"training diverged: a learning rate of {settings.rate} is too large here")


def _help(corpus: Corpus, settings: Settings, state: State, tickets: Tickets) -> None:
    """What a worker process beside the first one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears it, and ends this one
    trainer = Trainer(corpus, settings, state)
    while (number := tickets.claim(parent_alive)) is not None:
        trainer.work(number)
        tickets.finish(parent_alive)


def _allocate(corpus: Corpus, settings: Settings, total: int, context: Any) -> State:
    shape = (len(corpus.vocabulary.words), settings.d)
    state = {name: SharedArray(shape, np.float32, context) for name in ("V", "U")}
    for i in range(OPTIMIZERS[settings.optimizer][1]):
        state[f"sum{i}"] = SharedArray(shape, np.float32, context)
    state["losses"] = SharedArray((total,), np.float32, context)
    return state


def _begin(state: State, settings: Settings, checkpoint: Any, identity: dict[str, Any]) -> int:
    """Fill the state, from the checkpoint if there is one; how many pieces of work are done."""
    if checkpoint is None or not os.path.exists(checkpoint):
        V = state["V"].array
        rng = random_numbers(settings.seed)
        V[:] = (rng.random(V.shape, dtype=np.float32) * 2 - 1) / settings.d
        state["losses"].array[:] = np.nan
        return 0
    arrays, record = load_checkpoint(checkpoint)
    theirs = record.get("identity", {})
    different = [name for name in identity if theirs.get(name) != identity[name]]
    if different:
        raise CheckpointError(
            f"{checkpoint} is the checkpoint of another run (its {', '.join(different)} differ); "
            "move it away to start anew"
        )
    for name, shared in state.items():
        shared.array[:] = arrays[name]
    return int(record["done"])


def _progress(
    corpus: Corpus, settings: Settings, losses: NDArray[np.float32], first: int, done: int, seconds: float
) -> Progress:
    total = len(losses)
    tokens = corpus.tokens * settings.epochs
    recent = losses[max(0, done - RECENT) : done]
    recent = recent[np.isfinite(recent)]
    return Progress(
        tokens=round(tokens * done / total),
        total_tokens=tokens,
        words_per_second=tokens * (done - first) / total / seconds,
        loss=float(recent.mean()) if recent.size else float("nan"),
        seconds_left=seconds * (total - done) / max(1, done - first),
    )
