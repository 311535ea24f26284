"""Two pictures: chosen words in the plane (principal components by SVD), and the loss over training.

matplotlib is imported when a picture is drawn.
"""

import os
from collections.abc import Sequence
from typing import IO, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numeric.checkpoint import write_atomically
from numeric.vectors import unit_rows

INK, ACCENT, FAINT = "#1b1b1b", "#1f5fa8", "#9db8d6"

FEWEST, MOST = 8, 30
"""Fewer words of GROUPS than this make no map; so many of the most frequent words do."""
GROUPS: tuple[tuple[str, ...], ...] = (
    ("january", "march", "june", "october", "november", "december"),
    ("two", "three", "four", "five", "six", "seven"),
    ("france", "spain", "germany", "england", "mexico", "russia"),
    ("navy", "army", "military", "troops", "naval", "vessels"),
    ("taxes", "tax", "revenue", "tariff", "debt", "expenditures"),
    ("school", "schools", "teachers", "education", "children", "students"),
)
"""Words to show where none are asked for, each line of one kind: near ones should come to lie together."""


class MissingMatplotlibError(ImportError):
    """matplotlib is not installed; the message says what to install."""


def project(vectors: NDArray[Any]) -> NDArray[np.float64]:
    """The first two principal components (n, 2) of rows (n, d): centered, then U Σ of the singular value decomposition.

    A component's sign is chosen so that its largest entry is positive. Missing components (n or d below 2) are 0.

    >>> (project(np.array([[0.0, 0], [1, 1], [3, 3]])).round(3) + 0).tolist()
    [[-1.886, 0.0], [-0.471, 0.0], [2.357, 0.0]]
    """
    rows = np.asarray(vectors, dtype=np.float64)
    U, sigma, _ = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    components = (U * sigma)[:, :2]
    components = components * np.where(
        components[np.abs(components).argmax(axis=0), range(components.shape[1])] < 0, -1, 1
    )
    return np.pad(components, ((0, 0), (0, 2 - components.shape[1])))


def words_to_show(words: Sequence[str], wanted: Sequence[str] = ()) -> list[str]:
    """Those wanted that have a vector; if none are wanted, those of GROUPS, or the most frequent longer words."""
    known = set(words)
    if wanted:
        return [word for word in wanted if word in known]
    grouped = [word for group in GROUPS for word in group if word in known]
    return grouped if len(grouped) >= FEWEST else [word for word in words if len(word) > 3][:MOST]


def plot_words(path: str | os.PathLike[str], words: Sequence[str], vectors: NDArray[Any]) -> None:
    """A map of words by the principal components of their vectors at length 1, row i for words[i].

    The picture's kind is that of the file's ending (png, svg, pdf). Raises: MissingMatplotlibError, OSError.
    """
    figure, axes = new_figure(8, 6)
    x, y = project(unit_rows(vectors)).T
    group_of = {word: number for number, group in enumerate(GROUPS) for word in group}
    palette = ["#1f5fa8", "#b3471d", "#2e7d4f", "#7a3e9d", "#8a6d00", "#a3195b"]
    colours = [palette[group_of[word]] if word in group_of else ACCENT for word in words]
    axes.scatter(x, y, s=14, c=colours, zorder=3)
    labels = [
        axes.annotate(word, (a, b), xytext=(4, 3), textcoords="offset points", fontsize=9, color=colour)
        for word, a, b, colour in zip(words, x, y, colours, strict=True)
    ]
    axes.margins(0.08)
    axes.set(title="Word vectors, first two principal components", xlabel="component 1", ylabel="component 2")
    figure.canvas.draw()  # lays the axes out, so that the points have their places
    _spread(figure, labels, axes.transData.transform(np.column_stack([x, y])))
    save_figure(figure, path)


def plot_loss(path: str | os.PathLike[str], tokens: ArrayLike, losses: ArrayLike, per_epoch: int) -> None:
    """The loss over training: tokens (n,) passed, mean loss per pair (n,), `per_epoch` of each to an epoch.

    Raises: MissingMatplotlibError, OSError.
    """
    figure, axes = new_figure(8, 4.2)
    x, y = np.asarray(tokens, dtype=np.float64) / 1e6, np.asarray(losses, dtype=np.float64)
    width = max(1, min(per_epoch, len(y) // 4))
    axes.plot(x, y, color=FAINT, linewidth=0.8, marker="." if len(y) < 2 * width + 1 else None, label="one chunk")
    if len(y) >= 2 * width + 1:
        mean = np.convolve(y, np.ones(width) / width, mode="valid")
        axes.plot(x[width - 1 :], mean, color=ACCENT, linewidth=1.8, label=f"mean of {width} chunks")
        axes.legend(frameon=False)
    for end in x[per_epoch - 1 : -1 : per_epoch]:
        axes.axvline(end, color=INK, linewidth=0.6, alpha=0.15)
    axes.set(title="Training loss", xlabel="words of text, millions (thin lines: epochs)", ylabel="mean loss per pair")
    save_figure(figure, path)


def new_figure(width: float, height: float) -> tuple[Any, Any]:
    """A figure of this size in inches and its one pair of axes, drawn without a window.

    Raises: MissingMatplotlibError.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingMatplotlibError("pictures need matplotlib: pip install 'gradproof[plots]'") from error
    figure = Figure(figsize=(width, height), dpi=130, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.15)
    return figure, axes


def _spread(figure: Any, labels: Sequence[Any], points: NDArray[Any], rounds: int = 80, push: float = 1.0) -> None:
    """Move labels up and down, a little at a time, until none covers another or a point (in pixels, (n, 2))."""
    renderer = figure.canvas.get_renderer()
    for _ in range(rounds):
        boxes = [label.get_window_extent(renderer) for label in labels]
        moves = np.zeros(len(labels))
        for i, box in enumerate(boxes):
            for j, other in enumerate(boxes):
                if i != j and box.overlaps(other):
                    moves[i] += push if (box.y0, i) > (other.y0, j) else -push
            for x, y in points:
                if box.x0 < x < box.x1 and box.y0 < y < box.y1:
                    moves[i] += push if y < (box.y0 + box.y1) / 2 else -push
        if not moves.any():
            return
        for label, move in zip(labels, moves, strict=True):
            left, height = label.get_position()
            label.set_position((left, height + move))


def save_figure(figure: Any, path: str | os.PathLike[str]) -> None:
    """Write the figure, whole or not at all; the file's ending says of what kind (without one: png).

    Raises: OSError.
    """
    kind = os.path.splitext(path)[1].lstrip(".") or "png"

    def write(file: IO[bytes]) -> None:
        figure.savefig(file, format=kind)

    write_atomically(path, write)
