"""`gradproof train`: train word vectors on text, evaluate them, draw two pictures."""

import argparse
import errno
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from proofs.commands.progress import ProgressLine

if TYPE_CHECKING:
    from numeric.corpus import Corpus
    from numeric.train import Model, Progress, Settings

BUNDLED_EPOCHS = 15
"""Epochs on the corpus that ships with gradproof: about a minute."""

EPOCHS = 5
"""Epochs on anyone's own corpus."""

SHOWN = ("war", "peace", "education", "taxes", "navy", "farmers", "three", "children")
"""Words whose neighbours are printed where none are asked for, as far as they occur."""

OPTIONS: dict[str, tuple[str, type, object, str]] = {
    "--dimension": ("d", int, 100, "of the vectors"),
    "--window": ("window", int, 5, "words to each side, at most"),
    "--negatives": ("K", int, 5, "negatives per pair"),
    "--subsample": ("subsample", float, 1e-3, "relative frequency above which words are thinned out; 0: never"),
    "--rate": ("rate", float, 0.025, "learning rate at the start"),
    "--batch": ("batch", int, 256, "pairs in a minibatch"),
    "--loss": ("loss", str, "negative-sampling", "negative-sampling, or softmax (slow: its cost grows with V)"),
    "--optimizer": ("optimizer", str, "sgd", "sgd or adagrad"),
    "--seed": ("seed", int, 1, "with one worker, a seed makes a run repeatable"),
}
"""Option: the setting it sets, type, default, help."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "corpus",
        nargs="*",
        type=Path,
        help="UTF-8 text files, or gzip of them, a sentence a line (default: State of the Union addresses, which ship here)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("word2vec"), metavar="FOLDER", help="default: %(default)s"
    )
    parser.add_argument("-j", "--workers", type=int, default=1, metavar="N", help="processes (default: %(default)s)")
    parser.add_argument(
        "--epochs", type=int, help=f"default: {EPOCHS} ({BUNDLED_EPOCHS} on the corpus that ships here)"
    )
    parser.add_argument("--min-count", type=int, default=5, help="rarer words are left out (default: %(default)s)")
    for option, (name, kind, default, text) in OPTIONS.items():
        parser.add_argument(option, dest=name, type=kind, default=default, help=f"{text} (default: %(default)s)")
    parser.add_argument(
        "--words", type=_words, default=[], metavar="A,B,…", help="words to show: neighbours and picture"
    )
    parser.add_argument(
        "--judgements", type=Path, metavar="FILE", help="similarity judgements: word, word, number; tabs"
    )
    parser.add_argument("--fresh", action="store_true", help="do not go on from a checkpoint that is there")


def _words(text: str) -> list[str]:
    return [word.strip().lower() for word in text.split(",") if word.strip()]


def run(options: argparse.Namespace) -> int:
    """Train; the exit status: 0 done, 2 something in the way, which one sentence names."""
    try:
        return _run(options)
    except ImportError as error:
        return _refuse(f"training needs NumPy and SciPy: pip install gradproof ({error})")
    except MemoryError:
        return _refuse("not enough memory: a smaller --dimension or a larger --min-count needs less")
    except (ValueError, RuntimeError) as error:  # the errors of numeric: one sentence each
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or tempfile.gettempdir()}: {error.strerror or error}")


def _refuse(sentence: str) -> int:
    print(f"gradproof train: {sentence}", file=sys.stderr)
    return 2


def _run(options: argparse.Namespace) -> int:
    from numeric.corpus import BUNDLED, Corpus
    from numeric.evaluate import installed_judgements, read_judgements
    from numeric.train import Settings, train

    if options.workers < 1:
        raise ValueError(f"--workers is {options.workers}, but must be at least 1")
    settings = Settings(
        epochs=(EPOCHS if options.corpus else BUNDLED_EPOCHS) if options.epochs is None else options.epochs,
        **{name: getattr(options, name) for name, *_ in OPTIONS.values()},
    )
    files = {str(options.judgements): options.judgements} if options.judgements else installed_judgements()
    judgements = {name: read_judgements(file) for name, file in files.items()}
    _require_writable(options.output)
    checkpoint = options.output / "checkpoint.npz"
    if options.fresh:
        checkpoint.unlink(missing_ok=True)
    with Corpus(options.corpus or [BUNDLED], options.min_count) as corpus:
        _describe(corpus, settings, options, resumed=checkpoint.exists())
        show = ProgressLine()
        try:
            model = train(
                corpus,
                settings,
                workers=options.workers,
                checkpoint=checkpoint,
                report=lambda progress: show(_shown(progress), last=progress.tokens == progress.total_tokens),
                problem=lambda sentence: print(f"\ngradproof train: {sentence}", file=sys.stderr),
            )
        except KeyboardInterrupt:
            if checkpoint.exists():
                print(f"\n{checkpoint} holds what was done: the same command goes on from there", file=sys.stderr)
            raise
        finally:
            show.end()
        kept = _save_results(options, corpus, model)
    _print_neighbours(options.words, model)
    _print_similarities(judgements, model)
    if kept:
        checkpoint.unlink(missing_ok=True)
    return 0 if kept else 2


def _require_writable(folder: Path) -> None:
    """Refuse before an hour of training, not after. Raises: OSError with the folder's name."""
    from numeric.checkpoint import write_atomically

    def one_byte(file: IO[bytes]) -> None:
        file.write(b"?")

    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is a file, but --output names a folder", str(folder))
    probe = folder / ".probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(probe, one_byte)
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, f"cannot be written to ({error.strerror})", str(folder)) from error


def _describe(corpus: "Corpus", settings: "Settings", options: argparse.Namespace, *, resumed: bool) -> None:
    names = ", ".join(map(str, options.corpus)) or "State of the Union addresses, 1900 to 2026"
    print(f"corpus      {names}: {corpus.tokens:,} words, vocabulary {len(corpus.vocabulary.words):,}")
    print(
        f"training    {settings.loss}, {settings.optimizer}, d {settings.d}, window {settings.window}, K {settings.K}, "
        f"{settings.epochs} epochs, workers {options.workers}, seed {settings.seed}"
    )
    if resumed:
        print("checkpoint  found: going on from it (--fresh starts anew)")
    sys.stdout.flush()


def _shown(progress: "Progress") -> str:
    return (
        f"{progress.tokens / progress.total_tokens:6.1%}  {progress.words_per_second / 1000:6.0f}k words/s  "
        f"loss {progress.loss:.4f}  {progress.seconds_left:5.0f} s left"
    )


def _save_results(options: argparse.Namespace, corpus: "Corpus", model: "Model") -> bool:
    """Write vectors and pictures and say where; whether the vectors are where they were asked for."""
    import numpy as np

    from numeric.plots import MissingMatplotlibError, plot_loss, plot_words, words_to_show
    from numeric.vectors import save_vectors

    words = list(model.vocabulary.words)
    chosen = words_to_show(words, options.words)
    rows = model.V[[words.index(word) for word in chosen]]
    epochs = len(model.losses) // corpus.chunks
    passed = np.arange(1, len(model.losses) + 1) * (corpus.tokens * epochs / len(model.losses))
    kept = _save(options.output, "vectors.txt", lambda path: save_vectors(path, words, model.V))
    try:
        _save(options.output, "loss.png", lambda path: plot_loss(path, passed, model.losses, corpus.chunks))
        if len(chosen) >= 2:
            _save(options.output, "words.png", lambda path: plot_words(path, chosen, rows))
    except MissingMatplotlibError as error:
        print(f"pictures    none: {error}")
    return kept


def _save(folder: Path, name: str, write: Callable[[Path], None]) -> bool:
    """Write a file in the folder; where that fails, in a temporary one, so that nothing is lost."""
    try:
        write(folder / name)
    except OSError as error:
        _refuse(f"{folder / name}: cannot be written ({error.strerror or error})")
        refuge = Path(tempfile.mkdtemp(prefix="gradproof-")) / name
        write(refuge)
        print(f"written     {refuge} instead")
        return False
    print(f"written     {folder / name}")
    return True


def _print_neighbours(wanted: Sequence[str], model: "Model") -> None:
    from numeric.vectors import neighbours

    words = list(model.vocabulary.words)
    known = set(words)
    for word in wanted:
        if word not in known:
            print(f"{word}: not in the vocabulary")
    shown = [word for word in wanted or SHOWN if word in known] or [word for word in words if len(word) > 3][:5]
    for word in shown:
        near = "  ".join(f"{other} {cosine:.2f}" for other, cosine in neighbours(words, model.V, word, 6))
        print(f"{word:<11} {near}")


def _print_similarities(judgements: dict[str, list[tuple[str, str, float]]], model: "Model") -> None:
    from numeric.evaluate import similarity

    for name, pairs in judgements.items():
        result = similarity(model.vocabulary.words, model.V, pairs)
        value = "too few pairs" if result.rho is None else f"Spearman {result.rho:.3f}"
        print(f"{name}: {value} ({result.used} of {result.total} pairs have vectors)")
    if not judgements:
        print("no similarity score: WordSim-353 and SimLex-999 come with gensim (pip install 'gradproof[similarity]')")
