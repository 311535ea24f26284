"""`gradproof derive`: derivations of parts of an assignment or of a loss of one's own, every step checked before it is printed."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from proofs.commands.common import UsageError, add_assignment, can_be_read, columns, complain, tasks_of, write
from proofs.commands.stating import add_statement, given, stated
from proofs.language import language

if TYPE_CHECKING:
    from derive.derivation import Derivation

FORMATS = ("text", "latex", "markdown", "md", "html", "json", "coq")
ENGINES = {"en": "pdflatex", "zh": "xelatex"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="parts such as b.1, or blocks such as g; all if none is named"
    )
    add_statement(parser)
    add_assignment(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="text, latex, markdown, html, json or coq")
    parser.add_argument("--standalone", action="store_true", help="a complete LaTeX document instead of a fragment")
    parser.add_argument("--pdf", action="store_true", help="compile the LaTeX document, if TeX is installed")
    parser.add_argument("--detail", action="store_true", help="show every single step, trivial algebra too")
    parser.add_argument("--shapes", action="store_true", help="show the shape of every line")
    parser.add_argument("--lang", choices=("en", "zh"), default=language(), help="language of the words (from LANG)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of to the terminal")


def run(options: argparse.Namespace) -> int:
    """Derive, check, print; 1 if a derivation does not pass its check, 3 if a loss is outside what can be derived."""
    from derive.deriving import OutsideError
    from proofs.derivations import UncheckedError

    try:
        found = derivations(options)
    except UsageError as error:
        print(f"gradproof derive: {error}", file=sys.stderr)
        return 2
    except OutsideError as error:
        print(f"gradproof derive: {error}{_place(error.source or options.loss, error.span)}", file=sys.stderr)
        return 3
    except UncheckedError as error:
        print(f"gradproof derive: {error}; it is not shown", file=sys.stderr)
        return 1 if error.wrong else 3
    try:
        if options.format == "coq":
            return _certified(found, options)
        made = written(found, options)
        if options.pdf:
            return _compile(made, options)
        write(made if made.endswith("\n") else f"{made}\n", options.output, for_people=options.format == "text")
    except UsageError as error:
        return complain("derive", str(error))
    return 0


def _certified(found: "list[Derivation]", options: argparse.Namespace) -> int:
    """A theorem for each line, for Coq; 3 if a line has no proof."""
    from proofs.commands.certify import module_file, save
    from proofs.coq.lines import of_derivations

    file = module_file(options.output) if options.output else None
    made = of_derivations(found)
    if file is not None:
        save(file, made.certificate.text)
    else:
        write(made.certificate.text)
    for words, reason in made.missing:
        print(f"gradproof derive: no certificate ({reason}) of {' '.join(words.split())}", file=sys.stderr)
    return 3 if made.missing else 0


def _place(loss: str, span: tuple[int, int] | None) -> str:
    """The loss with carets under what is not understood."""
    if span is None:
        return ""
    start, end = span
    return f"\n  {loss}\n  {' ' * start}{'^' * max(end - start, 1)}"


def derivations(options: argparse.Namespace) -> "list[Derivation]":
    """The checked derivations that are asked for."""
    from proofs.derivations import derive

    if not given(options):
        return [derive(part, options.assignment) for part in _parts(options)]
    if options.parts:
        raise UsageError("name parts, or give a loss of your own, not both")
    from proofs.derivations import derive_stated

    return [derive_stated(stated(options), bool(options.declare))]


def _parts(options: argparse.Namespace) -> list[str]:
    from derive.problem import load

    try:
        assignment = tasks_of(options.assignment) or load(options.assignment)
        parts = [part.id for name in options.parts for part in assignment.block(name)] or [
            part.id for part in assignment.parts
        ]
    except KeyError as error:
        raise UsageError(str(error.args[0])) from None
    for part in parts:
        can_be_read(options.assignment, part)
    return list(dict.fromkeys(parts))


def written(found: "list[Derivation]", options: argparse.Namespace) -> str:
    """The derivations in the format that is asked for."""
    lang, detail, shapes = options.lang, options.detail, options.shapes
    if options.format == "latex" or options.pdf:
        from derive.writing.documents import latex_document

        fragments = [each.latex(lang, detail, shapes) for each in found]
        return latex_document(fragments, lang) if options.standalone or options.pdf else "\n\n".join(fragments) + "\n"
    if options.format == "html":
        from derive.writing.pages import page

        return page([each.html(lang, detail, shapes) for each in found], lang)
    if options.format == "json":
        from derive.writing.data import data

        return json.dumps({"derivations": [data(each, lang) for each in found]}, ensure_ascii=False, indent=1) + "\n"
    if options.format in ("markdown", "md"):
        return "\n".join(each.markdown(lang, detail, shapes) for each in found)
    return "\n".join(each.text(lang, detail, shapes, columns(options.output)) for each in found)


def _compile(document: str, options: argparse.Namespace) -> int:
    """Runs TeX on the document; without TeX, or if it fails, the .tex file is kept and one sentence says so."""
    target = Path(options.output or "derivations.pdf").with_suffix(".pdf")
    source = target.with_suffix(".tex")
    engine = ENGINES[options.lang]
    if shutil.which(engine) is None:
        source.write_text(document, encoding="utf8")
        print(
            f"gradproof derive: {engine} is not installed, so there is no PDF; the document is in {source}",
            file=sys.stderr,
        )
        return 0
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "derivation.tex").write_text(document, encoding="utf8")
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", "derivation.tex"]
        outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
        if outcome.returncode:
            source.write_text(document, encoding="utf8")
            first = next((line for line in outcome.stdout.splitlines() if line.startswith("!")), "! it gave no reason")
            print(f"gradproof derive: {engine} stopped ({first[2:]}); the document is in {source}", file=sys.stderr)
            return 1
        shutil.copyfile(Path(folder, "derivation.pdf"), target)
    print(target)
    return 0
