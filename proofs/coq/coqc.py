"""Coq, where it is installed: compiles a certificate, and lists the axioms that its theorems rest on."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

LIBRARY = "GradProof.v"
LIMIT = 120.0
"""Seconds that Coq gets for one certificate."""
INSTALL = "Coq is not installed: apt-get install --no-install-recommends coq libcoq-coquelicot"
AXIOMS = frozenset({
    "ClassicalDedekindReals.sig_not_dec",
    "ClassicalDedekindReals.sig_forall_dec",
    "functional_extensionality_dep",
    "Classical_Prop.classic",
})  # fmt: skip
"""What Coq's real numbers, and Coquelicot's analysis, rest on; a certificate may rest on nothing else."""


class MissingError(Exception):
    """There is no Coq, or no Coquelicot."""


@dataclass(frozen=True, slots=True)
class Run:
    """What Coq said: whether it accepts every proof, in how many seconds of the processor, what they rest on, and else why not."""

    accepted: bool
    seconds: float
    axioms: tuple[str, ...] = ()
    message: str = ""


def library() -> str:
    """The text of the library that every certificate opens with."""
    return (files("proofs.coq") / "library" / LIBRARY).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def workshop() -> tempfile.TemporaryDirectory[str]:
    """A folder that holds the compiled library, made once in a process. MissingError where there is no Coq."""
    if shutil.which("coqc") is None:
        raise MissingError(INSTALL)
    folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory(prefix="gradproof-coq-")
    Path(folder.name, LIBRARY).write_text(library(), encoding="utf-8")
    made = _coq("coqc", LIBRARY, folder.name, LIMIT)
    if made.returncode:
        folder.cleanup()
        raise MissingError(
            INSTALL if "Coquelicot" in made.stderr else f"Coq does not compile the library: {_said(made.stderr)}"
        )
    return folder


def _coq(program: str, argument: str, folder: str, limit: float) -> subprocess.CompletedProcess[str]:
    command = [program, "-R", ".", "", *(["-silent", "-norec"] if program == "coqchk" else []), argument]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=limit, check=False
    )


def compiled(text: str, theorems: Sequence[str], limit: float = LIMIT, kernel: bool = False) -> Run:
    """Coq's word on a certificate; `kernel`: coqchk, which shares no tactics with coqc, checks the compiled file as well."""
    folder = workshop().name
    started = _spent()
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix="c_", suffix=".v", encoding="utf-8", delete=False) as file:
        file.write(text)
    name = Path(file.name)
    try:
        made = _coq("coqc", name.name, folder, limit)
        if made.returncode:
            return Run(False, _spent() - started, message=_said(made.stderr))
        rests = axioms(made.stdout)
        if foreign := [each for each in rests if each not in AXIOMS]:
            return Run(False, _spent() - started, rests, f"it rests on {', '.join(foreign)}")
        if made.stdout.count("Axioms:") + made.stdout.count("Closed under the global context") != len(theorems):
            return Run(False, _spent() - started, rests, "Coq did not say what each theorem rests on")
        if kernel:
            again = _coq("coqchk", name.stem, folder, limit)
            if again.returncode:
                return Run(False, _spent() - started, rests, f"coqchk: {_said(again.stderr)}")
        return Run(True, _spent() - started, rests)
    except subprocess.TimeoutExpired:
        return Run(False, _spent() - started, message=f"Coq was stopped after {limit:g} seconds")
    finally:
        for each in (*Path(folder).glob(f"{name.stem}.*"), *Path(folder).glob(f".{name.stem}.*")):
            each.unlink()


def axioms(said: str) -> tuple[str, ...]:
    """The names that `Print Assumptions` lists."""
    found: dict[str, None] = {}
    for block in said.split("Axioms:")[1:]:
        for line in block.split("Closed under")[0].splitlines():
            if name := re.match(r"([A-Za-z_][\w.']*)(?:\s*:|$)", line):
                found[name[1]] = None
    return tuple(found)


def _spent() -> float:
    """Seconds of the processor that programs started from here have used."""
    now = os.times()
    return now.children_user + now.children_system


def _said(text: str) -> str:
    """The error in what Coq wrote, on one line."""
    start = text.find("Error:")
    return " ".join(text[max(start, 0) :].split())[:300]
