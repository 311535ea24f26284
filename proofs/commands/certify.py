"""`gradproof certify`: a theorem for Coq that an accepted answer is what was asked for, with its proof."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proofs.commands.common import (
    UsageError,
    add_assignment,
    assignment_data,
    complain,
    knows,
    language,
    positive,
    task_statement,
    unknown_part,
    write,
)
from proofs.commands.stating import add_statement, given, stated

if TYPE_CHECKING:
    from proofs.coq.making import Made

NONE = 3
"""The exit status of "no certificate": nothing is refused, and nothing certified."""
SAYS = {
    "not-accepted": (
        "{part}: the verdict is {verdict}; only accepted answers are certified",
        "{part}：判定为 {verdict}；只有被接受的答案才出证书",
    ),
    "none": ("{part}: {verdict}; no certificate: {reason}", "{part}：{verdict}；没有证书：{reason}"),
    "written": ("{part}: {verdict}; the certificate is in {file}", "{part}：{verdict}；证书在 {file}"),
    "run": (
        "Coq checks it by: coqc -R . '' {library} && coqc -R . '' {file}",
        "用 Coq 检查：coqc -R . '' {library} && coqc -R . '' {file}",
    ),
    "checked": (
        "Coq accepts it ({seconds:.1f} s). It rests on {axioms}. Read back, the statement agrees with loss and answer in {entries} entries.",
        "Coq 接受了它（{seconds:.1f} 秒）。它依赖 {axioms}。读回后，陈述与损失和答案在 {entries} 个分量上一致。",
    ),
}  # fmt: skip
"""What the command says, in English and in Chinese."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("part", nargs="?", metavar="PART", help="which part: b.1, c, g.1 (see gradproof parts)")
    parser.add_argument(
        "answer",
        nargs="?",
        metavar="ANSWER",
        help="the answer in LaTeX; without it, our own closed form; - is standard input",
    )
    add_statement(parser)
    parser.add_argument("-o", "--output", metavar="FILE.v", help="write there instead of to the terminal")
    parser.add_argument("--check", action="store_true", help="let Coq check the proof, and read the statement back")
    parser.add_argument("--defs", default="", metavar="LATEX", help="declarations that stand before the answer")
    add_assignment(parser)
    parser.add_argument("--limit", type=positive(float), default=120.0, metavar="SECONDS", help="time for Coq (120)")
    parser.add_argument("--lang", choices=("en", "zh"), default=language(), help="language of what is said (from LANG)")


def run(options: argparse.Namespace) -> int:
    """Certify, write, check; 0 certified, 3 no certificate, 1 refused, 2 usage."""
    try:
        assignment_data(options.assignment)
        file = module_file(options.output) if options.output else None
        name, found = _made(options)
        return _certified(name, found, options, file)
    except UsageError as error:
        return complain("certify", str(error))


def _made(options: argparse.Namespace) -> "tuple[str, Made]":
    """What is asked for, by its name, and what came of it."""
    from proofs.coq.making import made, made_of_statement

    if given(options):
        if options.answer is not None:
            raise UsageError("with --loss, give the answer and no PART")
        return f"∂J/∂{options.wrt}", made_of_statement(stated(options), _answer(options.part))
    if options.part is None:
        raise UsageError("name a part, or give a loss of your own by --loss and --wrt")
    if not knows(options.assignment, options.part):
        raise unknown_part(options.assignment, options.part)
    answer = _answer(options.answer)
    asked = task_statement(options.assignment, options.part)
    if asked is not None:
        return options.part, made_of_statement(asked, answer)
    return options.part, made(options.part, answer, options.defs, options.assignment)


def _answer(given: str | None) -> str | None:
    from proofs.commands.check import standard_input

    return standard_input() if given == "-" else given


def module_file(name: str) -> Path:
    """A file that Coq can compile: its name is that of a module."""
    from proofs.coq.coqc import LIBRARY

    path = Path(name)
    if path.suffix != ".v" or not re.fullmatch(r"[A-Za-z_]\w*", path.stem, re.ASCII):
        raise UsageError(f"{name}: Coq needs a name of letters, digits and _ that ends in .v, such as b1.v")
    if path.name == LIBRARY:
        raise UsageError(f"{name}: the library of all certificates has this name")
    return path


def _certified(name: str, found: "Made", options: argparse.Namespace, file: Path | None) -> int:
    told = {"part": name, "verdict": found.word}
    if found.certificate is None:
        _say("none" if found.accepted else "not-accepted", options.lang, **told, reason=found.reason)
        return NONE if found.accepted else found.status
    if file is None:
        write(found.certificate.text)
    else:
        save(file, found.certificate.text)
        _say("written", options.lang, **told, file=file)
    return _checked(told, found, options, file) if options.check else 0


def _checked(told: dict[str, Any], found: "Made", options: argparse.Namespace, file: Path | None) -> int:
    """Coq's word, and that of the reader."""
    from proofs.coq.agreement import MisreadError, in_file
    from proofs.coq.coqc import LIBRARY, MissingError, compiled

    assert found.certificate is not None
    try:
        entries = in_file(found.items, found.certificate.text)
        result = compiled(found.certificate.text, found.certificate.theorems, options.limit)
    except MisreadError as error:
        _say("none", options.lang, **told, reason=error)
        return NONE
    except MissingError as error:
        print(error, file=sys.stderr)
        return NONE
    if not result.accepted:
        _say("none", options.lang, **told, reason=result.message)
        return NONE
    _say("checked", options.lang, seconds=result.seconds, axioms=", ".join(result.axioms), entries=entries)
    if file is not None:
        _say("run", options.lang, library=LIBRARY, file=file.name)
    return 0


def save(file: Path, text: str) -> None:
    """The certificate, and the library beside it. A file of that name which is another's is not overwritten."""
    from proofs.coq.coqc import LIBRARY, library

    beside = file.with_name(LIBRARY)
    known = library()
    if beside.exists() and not beside.read_text(encoding="utf-8", errors="replace").startswith(known.split("\n", 1)[0]):
        raise UsageError(f"{beside} is another file; certificates keep their library under this name")
    write(known, str(beside))
    write(text, str(file))


def _say(code: str, lang: str, **values: Any) -> None:
    print(SAYS[code][lang == "zh"].format(**values), file=sys.stderr)
