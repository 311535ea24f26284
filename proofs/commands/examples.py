"""TABLE of the examples at the foot of each command's help. They are run, or read by the parser, in the tests."""

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "verify": (
        ("gradproof verify homework.md", "a table, then a paragraph for each answer that is not accepted"),
        ("gradproof verify homework.tex --hints 1", "where it fails, and no more"),
        ("gradproof verify homework.ipynb --format html -o report.html", "one file to look at, print or send"),
        ("gradproof verify submissions/ --format csv -j 2", "a folder, as a table"),
    ),
    "check": (
        (r"gradproof check b.1 'U(\hat y - y)'", "one answer"),
        (r"gradproof check f - < answer.tex", "the answer from standard input"),
        ("gradproof check --jsonl answers.jsonl -o verdicts.jsonl", "many: one JSON object a line"),
    ),
    "grade": (
        ("gradproof grade submissions --points points.toml -o results", "the same command goes on where it stopped"),
        ("gradproof grade submissions --points points.toml -o results --hints 2 -j 2", "with counterexamples"),
    ),
    "derive": (
        ("gradproof derive c", "one part, in the terminal"),
        ("gradproof derive g --format html -o g.html", "a block, as a page"),
        (r"gradproof derive --loss '-\log \sigma(w^\top x)' --wrt w", "a loss of your own"),
    ),
    "test": (
        ("gradproof test word2vec.py", "what is wrong with it, and the smallest input that shows it"),
        ("gradproof test word2vec.py --format json -o findings.json", "for a program"),
    ),
    "train": (
        ("gradproof train", "on the corpus that ships with gradproof"),
        ("gradproof train corpus.txt -o vectors --epochs 5", "on text of your own"),
    ),
    "serve": (("gradproof serve", "then open the address that it prints"),),
    "compile": (
        (r"gradproof compile --loss '-\log \sigma(w^\top x)' --wrt w -o loss.py", "a file that needs NumPy only"),
    ),
    "certify": ((r"gradproof certify b.1 -o b1.v --check", "a theorem for Coq, and Coq's word on it"),),
    "parts": (("gradproof parts", "every assignment"), ("gradproof parts --format json", "for a program")),
    "doctor": (("gradproof doctor", "whether everything is as it should be"),),
    "completion": (
        (
            "gradproof completion bash > ~/.local/share/bash-completion/completions/gradproof",
            "bash, from the next shell on",
        ),
        ("gradproof completion zsh > ~/.zfunc/_gradproof", "zsh, with ~/.zfunc in fpath"),
    ),
}


def epilog(command: str) -> str:
    """The examples of a command as they stand under its help."""
    rows = EXAMPLES.get(command, ())
    return "\n".join(["examples:", *(f"  {line}\n      {what}" for line, what in rows)]) if rows else ""
