"""LaTeX before its text is looked at: comments cut, `\\input` followed, conditionals decided, definitions set aside."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from proofs.documents.document import DocumentError, DocumentRemark
from proofs.documents.loading import MOST_BYTES, load
from proofs.documents.page import Page, Source, Span

MOST_DEPTH = 10
MOST_FILES = 100
"""Files that include each other deeper or oftener than this are not followed further."""

LONGEST_VERB = 300
"""Characters of a \\verb; its end is not looked for further on."""
UNPRINTED = ("comment", "verbatim", "Verbatim", "lstlisting", "minted", "filecontents", "tikzpicture")
"""Environments that hold no mathematics that a reader sees."""

_OPENERS = re.compile(
    r"\\begin\s*\{(?P<env>" + "|".join(UNPRINTED) + r")\*?\}|\\verb\*?(?P<sign>[^a-zA-Z\s*])|\\[\\%]|(?P<comment>%)"
)
INPUT = re.compile(
    r"\\(?:input|include|subfile)\s*\{([^{}\n]*)\}|\\(?:sub)?import\s*\{([^{}\n]*)\}\s*\{([^{}\n]*)\}|\\input\s+([^\s{}\\%]+)"
)
DEFINING = re.compile(
    r"\\(?P<how>(?:re|provide)?newcommand|DeclareRobustCommand|DeclareMathOperator|(?:re)?newenvironment|(?:New|Renew|Provide|"
    r"Declare)DocumentCommand|DeclarePairedDelimiter|[gex]?def|let|newif|newtheorem|newcounter)\b\*?\s*"
)
# How many {…} arguments a definition has beside the name.
BODIES = {"newenvironment": 2, "renewenvironment": 2, "DeclarePairedDelimiter": 2} | dict.fromkeys(
    ("NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand", "DeclareDocumentCommand"), 2
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A macro, environment or switch that the author defines: its name without the backslash, and the whole text."""

    name: str
    text: str
    span: Span


def unprinted(text: str) -> list[Span]:
    r"""The spans of comments and of environments that are not printed as text.

    >>> text = "5\\% a % no\n% whole line\nb"
    >>> Page.of(Source("a.tex", text)).without(unprinted(text)).text
    '5\\% a \nb'
    """
    spans, at = [], 0
    last = {env: text.rfind(f"\\end{{{env}") for env in UNPRINTED}
    while match := _OPENERS.search(text, at):
        at = match.end()
        if match["env"]:
            end = text.find(f"\\end{{{match['env']}", at) if at <= last[match["env"]] else -1
            if end >= 0:
                at = text.find("}", end) + 1 or len(text)
                spans.append((match.start(), at))
        elif match["sign"]:
            end = text.find(match["sign"], at, at + LONGEST_VERB)
            at = end + 1 if end >= 0 and "\n" not in text[at:end] else at
        elif match["comment"]:
            line_end = text.find("\n", at)
            at = len(text) if line_end < 0 else line_end
            line_start = text.rfind("\n", 0, match.start()) + 1
            if text[line_start : match.start()].strip() == "" and at < len(text):
                at += 1
                spans.append((line_start, at))
            else:
                spans.append((match.start(), at))
    return spans


def expand(path: Path) -> tuple[Page, list[Source], list[DocumentRemark]]:
    """The page of a LaTeX file, comments cut and the files that it includes put in their places."""
    sources: list[Source] = []
    remarks: list[DocumentRemark] = []
    root = path.resolve().parent
    size = 0

    def page_of(file: Path, name: str, inside: tuple[Path, ...]) -> Page:
        nonlocal size
        source = Source(name, load(file))
        size += len(source.text)
        sources.append(source)
        page = Page.of(source).without(unprinted(source.text))
        pieces, at = [], 0
        for match in INPUT.finditer(page.text):
            wanted = (match[1] or match[4] or f"{match[2]}/{match[3]}").strip().strip('"')
            found, why = locate(wanted, file.parent, (*inside, file.resolve()))
            if found is None:
                remarks.append(DocumentRemark(f"\\input{{{wanted}}}: {why}", page.place(match.start())))
                continue
            pieces.append(page.part(at, match.start()))
            try:
                pieces.append(page_of(found, _shown(found, path), (*inside, file.resolve())))
            except DocumentError as error:
                remarks.append(DocumentRemark(str(error), page.place(match.start())))
            at = match.end()
        pieces.append(page.part(at, len(page.text)))
        return Page.joined(pieces) if page.text else page

    def locate(wanted: str, beside: Path, inside: tuple[Path, ...]) -> tuple[Path | None, str]:
        if "\0" in wanted or not wanted:
            return None, "no name of a file"
        if len(inside) > MOST_DEPTH or len(sources) >= MOST_FILES or size > MOST_BYTES:
            return None, "too many files inside one another; not read"
        for folder in (root, beside):
            for name in (wanted, wanted + ".tex"):
                file = folder / name
                if not file.resolve().is_relative_to(root):  # said of every such name, whether there is a file or not
                    return None, "lies outside the folder of the document; not read"
                if file.is_file():
                    if file.resolve() in inside:
                        return None, "includes itself; not read again"
                    return file, ""
        return None, "no such file"

    return page_of(path, str(path), ()), sources, remarks


def _shown(file: Path, main: Path) -> str:
    """The name of an included file, as a path beside the main one."""
    try:
        return str(main.parent / file.resolve().relative_to(main.resolve().parent))
    except ValueError:
        return str(file)


@lru_cache(maxsize=4)
def _groups(text: str) -> dict[int, int]:
    """For each brace that opens a group, the end of the group; one pass, however many never close."""
    waiting: list[int] = []
    ends: dict[int, int] = {}
    for match in re.compile(r"\\[\\{}]|[{}]").finditer(text):
        if match.group() == "{":
            waiting.append(match.start())
        elif match.group() == "}" and waiting:
            ends[waiting.pop()] = match.end()
    return ends


def braced(text: str, start: int) -> int | None:
    """The end of the group that opens at `start`, or None when it never closes."""
    return _groups(text).get(start)


def environments(text: str, names: Iterable[str]) -> list[Span]:
    """The spans of environments with these names, begin and end included; one that never ends is none."""
    waiting: dict[str, list[int]] = {}
    spans = []
    for match in re.finditer(r"\\(begin|end)\s*\{(" + "|".join(map(re.escape, names)) + r")\*?\}", text):
        if match[1] == "begin":
            waiting.setdefault(match[2], []).append(match.start())
        elif waiting.get(match[2]):
            spans.append((waiting[match[2]].pop(), match.end()))
    return spans


def definitions(text: str) -> list[Definition]:
    r"""Every definition in a text, in order.

    >>> [d.name for d in definitions(r"\newcommand{\bv}[1]{\mathbf{v}_{#1}} \def\R{\mathbb{R}} \DeclareMathOperator*{\smx}{softmax}")]
    ['bv', 'R', 'smx']
    """
    found: list[Definition] = []
    at = 0
    while match := DEFINING.search(text, at):
        at = match.end()
        name = re.compile(r"\{?\s*\\?([A-Za-z@]+\*?|[^A-Za-z\s{}])\s*\}?\s*").match(text, at)
        if not name:
            continue
        how, end = match["how"], name.end()
        if how == "let":
            rest = re.compile(r"=?\s*(?:\\[A-Za-z@]+|\\?.)").match(text, end)
            end = rest.end() if rest else end
        elif how.endswith("def"):
            brace = text.find("{", end, end + 80)
            closed = braced(text, brace)
            if closed is None:
                continue
            end = closed
        elif how not in ("newif", "newcounter"):
            closed = _arguments(text, end, BODIES.get(how, 1))
            if closed is None:
                continue
            end = closed
        found.append(Definition(name[1], text[match.start() : end].strip(), (match.start(), end)))
        at = end
    return found


ARGUMENTS = re.compile(r"\s*(?:\[[^\[\]]{0,300}\]\s*)*")


def _arguments(text: str, at: int, bodies: int) -> int | None:
    """Past any [options] and `bodies` groups."""
    for _ in range(bodies):
        end = braced(text, ARGUMENTS.match(text, at).end())  # type: ignore[union-attr]
        if end is None:
            return None
        at = end
    return at


IF = re.compile(r"\\newif\s*\\if([A-Za-z@]+)|\\(if[A-Za-z@]*|else|fi|[A-Za-z@]+?(?:true|false))(?![A-Za-z@])")
PRIMITIVE = {"iftrue": True, "iffalse": False} | dict.fromkeys(
    ("ifx", "ifdefined", "ifnum", "ifdim", "ifodd", "ifmmode", "ifcsname", "ifundefined"), True
)
ANSWER_SWITCH = re.compile(r"ans|sol|response", re.IGNORECASE)


def decided(text: str, switches: set[str]) -> list[Span]:
    r"""The spans that conditionals leave out. A printed branch under a switch named for answers keeps its `\if` and `\fi`.

    >>> text = r"a \iffalse b \else c \fi d"
    >>> Page.of(Source("a.tex", text)).without(decided(text, set())).text
    'a  c  d'
    """
    values = dict.fromkeys(switches, False)
    open_ifs: list[tuple[str, bool, int, int]] = []  # name, value, start and end of its \if
    cut: list[Span] = []
    for match in IF.finditer(text):
        word = match[2] or ""
        if word.endswith(("true", "false")) and word.removesuffix("true").removesuffix("false") in values:
            values[word.removesuffix("true").removesuffix("false")] = word.endswith("true")
            cut.append(match.span())
        elif word.startswith("if") and (word in PRIMITIVE or word[2:] in values):
            value = values.get(word[2:], PRIMITIVE.get(word, True))
            open_ifs.append((word, value, *match.span()))
        elif word == "else" and open_ifs:
            name, value, start, end = open_ifs.pop()
            if value:
                open_ifs.append((name + "!", value, match.start(), match.end()))
                if not ANSWER_SWITCH.search(name):
                    cut.append((start, end))
            else:
                cut.append((start, match.end()))
                open_ifs.append(("", True, match.end(), match.end()))
        elif word == "fi" and open_ifs:
            name, value, start, end = open_ifs.pop()
            if name.endswith("!"):  # the branch after \else, not printed
                cut.append((start, match.start() if ANSWER_SWITCH.search(name) else match.end()))
            elif not value:
                cut.append((start, match.end()))
            elif not ANSWER_SWITCH.search(name):
                cut += [(start, end), match.span()]
    return cut
