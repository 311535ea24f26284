"""A whole report as one HTML file: a table of the answers of each document, then an article for each answer."""

from collections.abc import Sequence
from html import escape

from proofs.report.fields import SIGNS, counts, kind, leaves, where
from proofs.report.html import verdict_html
from proofs.report.json import Record
from proofs.report.style import PAGE, SHEET
from proofs.report.wording import phrase, word

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the browser may do with a page that shows an author's words: nothing but its own styles."""


def page(title: str, body: str, lang: str = "en", more_style: str = "") -> str:
    """A complete page in one file: no script, nothing loaded."""
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{PAGE}{SHEET}{more_style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def document_html(made: Record, lang: str = "en", number: int = 1) -> str:
    """What is said of one document: a table of its answers, then an article for each."""
    answers = list(leaves(made["answers"]))
    macros, names = made.get("macros", ""), [f"d{number}-{k}" for k in range(len(answers))]
    parts = [f"<h2>{escape(made['file'])}</h2>"]
    parts += [
        f"<p>{escape(each)}</p>" for each in ((made["error"],) if made.get("error") else made.get("remarks") or ())
    ]
    if not answers and not made.get("error"):
        parts.append(f"<p>{escape(phrase('none', lang))}</p>")
    if answers:
        groups = [kind(each["verdict"]) for each in answers]
        rows = "".join(
            f'<tr class="{group}"><td class="sign">{SIGNS[group]}</td><td><a href="#{name}">{escape(each["part"] or "–")}</a></td>'
            f'<td class="word">{escape(word(each["verdict"], lang))}</td><td class="where">{escape(where(each, lang))}</td></tr>'
            for each, name, group in zip(answers, names, groups, strict=True)
        )
        said = phrase("counts", lang, **counts(answers))
        parts += [f'<table class="overview"><tbody>{rows}</tbody></table>', f'<p class="counts">{escape(said)}</p>']
        parts += [
            verdict_html(each, lang, macros=macros, style=False).replace('id="', f'id="{name}" data-part="', 1)
            for each, name in zip(answers, names, strict=True)
        ]
    return f'<div class="gradproof">{"".join(parts)}</div>'


def render(documents: Sequence[Record], lang: str = "en") -> str:
    """The report on some documents as one page."""
    sections = "\n".join(document_html(each, lang, number) for number, each in enumerate(documents, 1))
    title = phrase("report", lang)
    return page(title, f"<h1>{title}</h1>\n{sections}", lang)
