"""The picture of docs/architecture.md, from the table of its boxes: python docs/figures/draw_architecture.py

A test says when the picture is out of date, and when a folder that it names is not there.
"""

from html import escape
from pathlib import Path

PICTURE = Path(__file__).with_name("architecture.svg")
WAYS = (
    (
        "An answer becomes a verdict",
        (
            ("document", "proofs/documents", "blocks with labels"),
            ("formulas", "derive/parsing · derive/elaboration", "syntax, then trees"),
            ("claims", "proofs/answers · proofs/statements", "what is said to be what"),
            ("identity test", "proofs/identity", "for every size, or a point"),
            ("slip and repair", "proofs/diagnosis", "edits that are accepted"),
            ("report", "proofs/report", "text, HTML, JSON, …"),
        ),
    ),
    (
        "A loss becomes a derivation",
        (
            ("loss in LaTeX", "derive/elaboration", "declared, or guessed and told"),
            ("statement", "derive/statement.py", "loss, variable, shapes"),
            ("rules", "derive/rules.py · derive/rewrites.py", "one row, one step"),
            ("derivation", "derive/derivation.py", "steps as data"),
            ("check", "proofs/derivations", "every line, exactly"),
            ("page", "derive/writing", "LaTeX, Markdown, text"),
        ),
    ),
    (
        "A gradient becomes a program that is held to it",
        (
            ("statement", "derive/statement.py", "loss, variable, shapes"),
            ("tensors", "derive/tensors · derive/compiling", "contractions, stable forms"),
            ("NumPy file", "gradproof compile", "needs NumPy only"),
            ("properties", "proofs/harness", "Hypothesis draws inputs"),
            ("a program", "numeric, or anyone's", "the subject of the test"),
            ("finding", "proofs/harness/messages", "the bug by its name"),
        ),
    ),
)
BOX, GAP, TALL, LANE, LEFT, TOP = 200, 18, 66, 112, 12, 40
SHARED = "derive/expression.py: the one tree that maker and checker share. derive imports neither proofs nor numeric."


def picture() -> str:
    """The picture as SVG: three lanes of boxes, each an arrow from the one before."""
    wide = LEFT * 2 + 6 * BOX + 5 * GAP
    tall = TOP + len(WAYS) * LANE + 20
    drawn = []
    for row, (title, boxes) in enumerate(WAYS):
        y = TOP + row * LANE
        drawn.append(f'<text class="way" x="{LEFT}" y="{y - 8}">{row + 1}. {escape(title)}</text>')
        for column, (name, where, what) in enumerate(boxes):
            x = LEFT + column * (BOX + GAP)
            lines = ((name, "name", 22), (where, "where", 40), (what, "what", 56))
            drawn.append(f'<rect x="{x}" y="{y}" width="{BOX}" height="{TALL}" rx="7"/>')
            drawn += [
                f'<text class="{kind}" x="{x + BOX / 2:g}" y="{y + down}">{escape(text)}</text>'
                for text, kind, down in lines
            ]
            if column:
                drawn.append(f'<path d="M{x - GAP + 2} {y + TALL / 2:g} h{GAP - 8}" marker-end="url(#tip)"/>')
    drawn.append(f'<text class="what" x="{wide / 2:g}" y="{tall - 12}">{escape(SHARED)}</text>')
    style = (
        "text{font-family:Helvetica,Arial,sans-serif;fill:#1d2733;text-anchor:middle}.way{font-size:15px;font-weight:600;text-anchor:start}"
        ".name{font-size:14px;font-weight:600}.where{font-size:10.5px;fill:#2b5a8c}.what{font-size:11px;fill:#55606d}"
        "rect{fill:#f3f6fa;stroke:#b9c6d6}path{stroke:#7b8a9b;stroke-width:1.6;fill:none}"
    )
    tip = '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8" fill="#7b8a9b" stroke="none"/></marker>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}" role="img" '
        f'aria-label="The three ways through the house"><style>{style}</style><defs>{tip}</defs>'
        f'<rect x="0" y="0" width="{wide}" height="{tall}" style="fill:#fff;stroke:none"/>{"".join(drawn)}</svg>\n'
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf8")
