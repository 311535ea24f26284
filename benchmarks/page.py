"""A change of the page that changes the meaning changes the verdict, and one that does not, does not.

usage: python benchmarks/page.py [N] [SEED] [--show]

Every accepted formula of the tests' tables (and of published answers, where `../shared/field` is there) is put on the page in N ways
that change what it claims and in N ways that do not. Printed: how many of the changed ones are still accepted, how many of the inert
ones changed their verdict, by kind. Both must be none; the exit status is 1 otherwise.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "proofs" / "answers"))

from proofs import check

PARTS = ("b.1", "c", "d", "e", "f", "g.1.v_c", "g.1.u_o", "g.1.u_ws", "g.2.U", "g.2.v_c", "h", "i.1", "i.2")
"""Parts that ask for a value that is not zero, so that −, 2 and a square change it."""
Change = Callable[[str], str | None]


def around(before: str, after: str = "") -> Change:
    """Words before and behind a formula."""
    return lambda text: f"{before}{text}{after}"


def inside(text: str) -> str:
    """A formula without its dollars."""
    return text[1:-1]


def relation(sign: str) -> Change:
    """The first = as another sign."""
    return lambda text: re.sub(r"(?<![\\!<>:{])=(?!=)", lambda _: sign, text, count=1) if _has_left(text) else None


def left(form: str) -> Change:
    """Another left side that holds the derivative."""

    def changed(text: str) -> str | None:
        if not _has_left(text):
            return None
        side, rest = inside(text).split("=", 1)
        return f"${form.format(side)}={rest}$"

    return changed


def where(there: str, change: Change) -> Change:
    """A change of formulas in which something stands."""
    return lambda text: change(text) if re.search(there, text) else None


def instead(pattern: str, other: str, behind_left: bool = True) -> Change:
    """What stands first for a pattern, behind the left side, as something else; formulas without it are left out."""

    def changed(text: str) -> str | None:
        start = text.index("=") + 1 if behind_left and _has_left(text) else 0
        found = re.compile(pattern).search(text, start)
        return None if found is None else text[:start] + re.sub(pattern, other, text[start:], count=1)

    return changed


HAT = r"\\hat\s*\{?y"
LABEL = r"(?<![A-Za-z{\\])y(?![A-Za-z])"


def paired(change: Change) -> Change:
    """A change of formulas whose brackets all have a partner."""
    return lambda text: change(text) if text.count("(") == text.count(")") else None


def _has_left(text: str) -> bool:
    side, sign, _ = inside(text).partition("=")
    return (
        bool(sign)
        and bool(re.search(r"partial|nabla|\\frac\s*\{\s*d|'", side))
        and "{" * side.count("{") == "{" * side.count("}")
    )


CHANGED: dict[str, Change] = {
    "a minus before the dollars": around("-"),
    "a minus in dollars of its own": around("$-$ "),
    "a number before the dollars": around("2"),
    "a factor in dollars of its own": around(r"$2\times$ "),
    "a factor with a dot": around("3 · "),
    "a minus before an environment": lambda text: rf"-\begin{{aligned}}{inside(text)}\end{{aligned}}",
    "a power behind the dollars": lambda text: None if _has_left(text) else f"{text}^2",
    "a term behind in words": around("", " plus $v_c$"),
    "a term behind": around("", " + $v_c$"),
    "a number behind": around("", " - 1"),
    "a factor behind": around("", " times 2"),
    "squared": around("", " squared"),
    "twice": around("twice "),
    "half of": around("Half of "),
    "minus": around("It is minus "),
    "the negative of": around("The gradient is the negative of "),
    "up to": around("", " up to a constant factor"),
    "not": around("not "),
    "not true that": around("It is not true that "),
    "cannot have": around("We cannot have "),
    "never": around("Never "),
    "instead of": around("One finds something else instead of "),
    "is wrong": around("", " is wrong."),
    "this is false": around("", ". This is false."),
    "does not hold": around("", " does not hold."),
    "false, announced": around("False: "),
    "the following is wrong": around("The following is wrong: "),
    "no, it is": around("", ". No, it is twice that."),
    "commented out": around(r"\iffalse ", r" \fi"),
    "an HTML comment": around("<!-- ", " -->"),
    "a comment environment": around(r"\begin{comment}", r"\end{comment}"),
    "struck in Markdown": around("~~", "~~"),
    "deleted in HTML": around("<del>", "</del>"),
    "struck in LaTeX": around(r"\sout{", "}"),
    "a TeX comment": around("% "),
    "white": lambda text: rf"$\color{{white}}{{{inside(text)}}}$",
    "maybe": around("Maybe "),
    "a question": around("", " ?"),
    "not sure": around("I am not sure: "),
    "or another": around("", " or $7 v_c$"),
    "one size only": around("", " for $V=2$ only"),
    "if one size": around("", " if $d = 1$"),
    "unless": around("", " unless $V > 3$"),
    "except": around("Except for $V = 5$, "),
    "when even": around("", " when $V$ is even"),
    "supposed": around("Suppose ", ". Contradiction."),
    "a contradiction": around("", ", which leads to a contradiction."),
    "another answer behind": around("", r", so the answer is $7 v_c^\top v_c U v_c$"),
    "approximately": relation(r"\approx "),
    "proportional": relation(r"\propto "),
    "unequal": relation(r"\neq "),
    "at most": relation(r"\le "),
    "like": relation(r"\sim "),
    "a question over the sign": relation(r"\overset{?}{=}"),
    "minus the left side": left("-{0}"),
    "twice the left side": left("2{0}"),
    "the square of the left side": left(r"\left({0}\right)^2"),
    "the inverse of the left side": left(r"\left({0}\right)^{{-1}}"),
    "the logarithm of the left side": left(r"\log {0}"),
    "the size of the left side": left("|{0}|"),
    "another σ behind": where(r"\\sigma", around("", r", where $\sigma(z)=1/(1+e^{z})$")),
    "σ is tanh": where(r"\\sigma", around("", r" where $\sigma=\tanh$")),
    "another ŷ behind": where(HAT, around("", r", $\hat y=\exp(U^\top v_c)$")),
    "ŷ is the label": where(HAT, around("", r", where $\hat y$ is the one-hot label")),
    "if ŷ is uniform": where(HAT, around(r"If $\hat y$ is uniform, ")),
    "若均匀": where(HAT, around(r"若 $\hat y$ 均匀，")),
    "writing ŷ for labels": where(HAT, around("", r", writing $\hat y$ for the labels")),
    "a vector in a space of matrices": where("v_c", around("", r", $v_c\in\mathbb R^{d\times V}$")),
    "a centre vector as long as the vocabulary": where("v_c", around("", r" with $v_c\in\mathbb R^{V}$")),
    "a value in another space": lambda text: rf"{text[:-1]}\in\mathbb R^{{V\times V}}$",
    "a bracket left out": paired(instead(r"\)(?=[^)]*$)", "")),
    "a bracket opened": paired(instead(r"\(", "((")),
    "a font of sets": instead(r"(?<![A-Za-z\\])v_", r"\\mathcal v_"),
    "in a limit": around(r"As $\|v_c\|\to 0$: "),
    "in expectation": around("", ", in expectation"),
    "on average": around("", " on average"),
    "part of": around("Part of the gradient is "),
    "contains": around("The gradient contains "),
    "the loss is": around("The loss is "),
    "ignoring": around("Ignoring the regulariser, "),
    "dropping a factor": around("Dropping a factor of two, "),
    "up to sign": around("Up to sign, "),
    "then normalise": around("", "; then normalise it."),
    "忽略": around("忽略归一化项，"),
    "一部分": around("梯度的一部分是 "),
    "a false equation behind": around("", ", $0=1$"),
    "a condition on sizes": around("", ", $V<9$"),
    "a word compared with a number": instead(r"w_\{?(\w)\}? *= *w_\{?s\}?", r"w_\1 = s"),
    "a sample by its number beside its word": where(r"u_\{?w_.*u_\{?w_", instead(r"u_\{w_\{?([ks])\}?\}", r"u_{\1}")),
    "an offset as a word": instead(r"w_\{t ?\+ ?j\}", "w_{j}"),
    "a sum from a word on": instead(r"(\\sum_\{ *\w+ *= *)1(?= *\})", r"\1o"),
    "a sum to a number of samples": instead(r"(\\sum_\{ *\w+ *= *1 *\} *\^ *\{? *)K", r"\1k"),
    "the transpose in the loss": instead(r", *(?:\\bm|\\mathbf|\\boldsymbol)? *\{?U\}? *\)", r", U^\\top)"),
    "a set of numbers for a set of words": where(
        r"u_\{w_\{?k", instead(r"\\sum_\{ *k *= *1 *\} *\^ *\{? *K *\}?", r"\\sum_{k\\in\\{w_1,\\dots,w_K\\}}")
    ),
    "in a box of no size": around(r"\scalebox{0}{", "}"),
    "crossed out": around(r"\cancel{", "}"),
    "verbatim": around(r"\begin{verbatim}", r"\end{verbatim}"),
    "a picture": around(r"\begin{tikzpicture}\node {", r"};\end{tikzpicture}"),
    "a footnote": around(r"\footnote{", "}"),
    "behind the end": around(r"\end{document} "),
    "in a condition of TeX": around(r"\ifdraft ", r" \fi"),
    "white by numbers": around(r"\textcolor[rgb]{1,1,1}{", "}"),
    "a macro by its name": around(r"\expandafter\def\csname hat\endcsname#1{2#1} "),
    "a sign over the sign": relation(r"\overset{-}{=}"),
    "a number below the sign": relation(r"\underset{V=2}{=}"),
    "corrected behind": around("", ". Correction: a factor is missing."),
    "should have": around("", ". It should have a minus sign in front."),
    "still to be multiplied": around("", ". This must still be multiplied by two."),
    "roles": around("The roles of the two vectors are swapped here. "),
    "signs dropped": around("We drop all signs. "),
    "an approximation": around("", ". This is only an approximation."),
    "for unit vectors": around("For unit vectors, "),
    "near zero": around("Near zero, "),
    "given": around("", ", given $V=2$"),
    "per sample": around("", ", per sample"),
    "for one size behind": around("", ". This holds for $V=2$."),
    "simplified": around("", r", which simplifies to $7 v_c^\top v_c U v_c$"),
    "another function of the loss": instead(
        r"J(?=[^()=]*\()([^()=]*)\((\\bm|\\mathbf|\\boldsymbol)? *\{?v_c\}?", r"J\1(v_o", False
    ),
    "a set of one value": lambda text: (
        rf"${inside(text).split('=', 1)[0]}=\{{{inside(text).split('=', 1)[1]}\}}$"
        if _has_left(text) and text.count("=") == 1
        else None
    ),
    "a number for the transposition": where(r"\^\{? ?T", around("", " where $T=2$")),
    "a second gradient": instead(r"\\nabla_", r"\\nabla^2_", False),
    "nothing behind the bar": instead(r"[pP]\((\w) *(?:\||\\mid) *c\)", r"P(\1)"),
    "mixed up": around("", ". Wait, I mixed up the signs."),
    "a check fails": around("", ". A numerical check fails."),
    "to be shown": around("To be shown: "),
    "the expected gradient": around("The expected gradient is "),
    "the gradient of a reward": around("The gradient of the reward is "),
    "before clipping": around("Before clipping, "),
    "added in words": around("", " + the regulariser"),
    "raised": around("", r"\textsuperscript{2}"),
    "in a mistake": around(r"\begin{mistake}", r"\end{mistake}"),
    "over a letter": instead(r"\\sigma", r"\\overset{2}{\\sigma}"),
    "summed": around("", ", summed over the batch"),
    "between fences": lambda text: f"~~~\n{text}\n~~~",
    "对于单位向量": around("对于单位向量，"),
    "the mean is": lambda text: None if _has_left(text) else f"The mean of the gradients is {text}",
    "would need": around("We would need "),
    "nobody": around("", ". Nobody in class believed that."),
    "a guess beside": around("I take a temperature of two in every exponential. "),
    "a title": around("#### Thrown out\n\n"),
    "a bold title": around("**Superseded.** "),
    "a row of a table": around("| theirs | ours |\n|---|---|\n| ", " | $0$ |"),
    "no points": around("", " (0 points)"),
    "a box without its mark": around("- [ ] "),
    "hidden by a tag": around("<em hidden>", "</em>"),
    "a sentence later": around("", ". The shapes are fine. Still I got it backwards."),
    "博客": around("下一行抄自别人的博客。"),
    "taken back": around("", ". I take that back."),
    "the sign was lost": around("", ". The minus sign was lost."),
    "its negative": around("", ". Its negative is the gradient."),
    "then squared": around("", ". Each entry is then squared."),
    "for another loss": around("", ". This is for another loss."),
    "with dropout": around("With dropout, "),
    "the contrary": around("Assuming the contrary, "),
    "最后转置": around("", "。最后转置。"),
    "期望梯度": around("期望梯度为 "),
    "损失为": lambda text: None if _has_left(text) else f"损失为 {text}",
    "应取负号": around("", "。上式应取负号。"),
    "不是": around("不是 "),
    "错误": around("", " 是错误的"),
    "两倍": around("", " 的两倍"),
    "除非": around("除非 $V=2$，"),
    "也许": around("也许 "),
    "错误，先说": around("错误："),
}
INERT: dict[str, Change] = {
    "hence": around("Hence "),
    "so": around("So ", "."),
    "therefore": around("Therefore, "),
    "we get": around("By the chain rule we get "),
    "finally": around("Finally we obtain ", " ."),
    "answer": around("Answer: "),
    "answer in bold": around("**Answer.** "),
    "solution": around(r"\textbf{Solution.} "),
    "a letter": around("(a) "),
    "a number": around("1. "),
    "blank lines": around("\n\n", "\n\n"),
    "spaces": around("   ", "  "),
    "as required": around("", ", as required."),
    "a sentence behind": around("", ". This uses the chain rule twice."),
    "a sentence before": around("Let us differentiate the loss. "),
    "a sentence with not": around("The first term does not depend on the others. "),
    "a sentence with only": around("Only two terms remain in the end. "),
    "by definition": around("", " (by the definition of the softmax)"),
    "for every": around("", " for every word in the vocabulary."),
    "displayed": lambda text: rf"\[{inside(text)}\]",
    "displayed in dollars": lambda text: f"$${inside(text)}$$",
    "aligned": lambda text: (
        None if "&" in text or r"\\" in text or "begin" in text else rf"\begin{{align*}}{inside(text)}\end{{align*}}"
    ),
    "equation": lambda text: rf"\begin{{equation}}{inside(text)}\end{{equation}}",
    "a thin space": lambda text: rf"$\,{inside(text)}\;$",
    "a comment before": around("% the gradient\n"),
    "a hidden note": around("<!-- checked --> "),
    "something struck before": around("~~a slip~~ "),
    "σ as it is": where(r"\\sigma", around("", r", where $\sigma(z)=\frac{1}{1+e^{-z}}$.")),
    "ŷ as it is": where(HAT, around("", r", where $\hat y$ is the predicted distribution.")),
    "a vector in its space": where("v_c", around("", r", with $v_c\in\mathbb R^{d}$.")),
    "in total": around("In total, "),
    "because": around("", ", because the loss is a sum of logarithms."),
    "by linearity": around("By linearity of the derivative, "),
    "subtracting": around("", ". Subtracting this from the vector moves it towards what was seen."),
    "a common factor": around("", ". Here the minus comes from the logarithm, and all terms share a factor."),
    "the update": around("", ". This is then multiplied by the learning rate."),
    "in a frame": around(r"\begin{mdframed}", r"\end{mdframed}"),
    "in the same way": around("In the same way, "),
    "in blue": around(r"\textcolor{blue}{", "}"),
    "a reference over the sign": relation(r"\overset{(1)}{=}"),
    "no surprise": around("", ". This should be no surprise."),
    "the right shape": around("", ". The gradient must have the shape of its variable."),
    "所以梯度为": around("所以梯度为 "),
    "所以": around("所以 "),
    "因此": around("因此，", "。"),
    "可得": around("由链式法则可得 "),
    "解": around("解："),
    "an equation number": around("", " (1)"),
    "no indent": around(r"\noindent "),
    "QED": around("", " QED"),
}


def formulas() -> Iterator[tuple[str, str]]:
    """Accepted formulas without words, in dollars, by part."""
    import answers_table
    import students_table

    tables = [value for module in (answers_table, students_table) for value in vars(module).values()]
    every = [row for table in tables if isinstance(table, tuple) for row in table]
    rows = [(row.part, row.right) for row in every if hasattr(row, "right")]
    shared = HERE.parent.parent / "shared" / "field" / "answers.jsonl"
    if shared.is_file():
        found = [json.loads(line) for line in shared.read_text(encoding="utf8").splitlines()]
        rows += [(row["part"], row["latex"]) for row in found if row["expect"] == "right" and not row.get("copy_of")]
    for part, latex in dict.fromkeys(rows):
        text = latex.strip().strip("$").strip()
        plain = (
            "$" not in text
            and "\n" not in text
            and not re.search(r"\\(?:text|mbox|tag|newcommand|def)|[^\x00-\x7f]|%|\\\\|`", text)
        )
        if part in PARTS and plain and check(part, f"${text}$").accepted:
            yield part, f"${text}$"


def run(number: int, seed: int) -> tuple[dict[str, list[str]], dict[str, list[str]], Counter[str]]:
    """What stayed accepted of `number` changed pages, what changed of as many inert ones, and how many were tried by kind."""
    draw = random.Random(seed)
    pool = list(formulas())
    kept: dict[str, list[str]] = {}
    lost: dict[str, list[str]] = {}
    tried: Counter[str] = Counter()
    for table, wanted, out in ((CHANGED, False, kept), (INERT, True, lost)):
        kinds = list(table)
        done = 0
        while done < number:
            kind = kinds[done % len(kinds)] if done < len(kinds) else draw.choice(kinds)
            part, text = draw.choice(pool)
            page = table[kind](text)
            if page is None:
                done += done < len(kinds) and 1
                continue
            done += 1
            tried[kind] += 1
            found = check(part, page)
            if found.accepted != wanted:
                out.setdefault(kind, []).append(f"{part} {found.verdict}: {page}")
    return kept, lost, tried


def main() -> int:
    """Run and print."""
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    number, seed = (numbers + [2000, 0][len(numbers) :])[:2]
    kept, lost, tried = run(number, seed)
    for title, found in (("changed, still accepted", kept), ("inert, no longer accepted", lost)):
        print(f"{title}: {sum(map(len, found.values()))} of {number}")
        for kind, pages in sorted(found.items(), key=lambda each: -len(each[1])):
            print(f"  {kind}: {len(pages)} of {tried[kind]}")
            for page in pages[: 3 if "--show" in sys.argv else 0]:
                print(f"      {page}")
    print(f"kinds: {len(CHANGED)} that change the meaning, {len(INERT)} that do not")
    return 1 if kept or lost else 0


if __name__ == "__main__":
    sys.exit(main())
