"""The pytest plugin: `pytest --gradproof=my_word2vec.py` makes a test of every known function of that file.

Nothing of NumPy, SymPy or Hypothesis is imported into the process of pytest: the work is done in a worker process.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from proofs.harness.findings import Finding, Report

SHELF = "gradproof_reports"  # the key under which workers are told the folder for their reports
MODULE_ITEM = "imports"  # the test that stands for the file itself


def pytest_addoption(parser: pytest.Parser) -> None:
    """All options have the prefix --gradproof."""
    group = parser.getgroup("gradproof", "gradproof: implementations held against derived gradients")
    group.addoption(
        "--gradproof", action="append", default=[], metavar="FILE", help="a file with the course's functions"
    )
    group.addoption("--gradproof-examples", type=int, default=None, metavar="N", help="examples of each kind")
    group.addoption("--gradproof-seed", type=int, default=None, metavar="N", help="other examples than the fixed ones")
    group.addoption("--gradproof-profile", choices=("ci", "explore"), default="ci", help="ci: the same 20 examples on every run; explore: 500 new ones")  # fmt: skip
    group.addoption("--gradproof-lang", choices=("en", "zh"), default="en", help="language of the sentences")
    group.addoption(
        "--gradproof-hints", type=int, choices=range(4), default=3, metavar="0..3", help="how much is given away"
    )
    group.addoption("--gradproof-time-limit", type=float, default=60.0, metavar="S", help="for one module")
    group.addoption("--gradproof-memory-limit", type=int, default=2048, metavar="MB", help="for one module")
    group.addoption("--gradproof-strict", action="store_true", help="a warning fails the test as well")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "gradproof: a function held against its derived gradient")
    config.addinivalue_line(
        "markers", "gradient(loss, wrt, **options): the test returns a function, which check_gradient is to accept"
    )


@pytest.fixture(name="check_gradient")
def _check_gradient() -> Any:
    """`gradproof.check_gradient`, as a fixture."""
    from proofs.harness.gradient import check_gradient

    return check_gradient


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    """A test marked `gradient` returns the function under test instead of asserting."""
    marker = pyfuncitem.get_closest_marker("gradient")
    if marker is None:
        return (yield)
    from proofs.harness.gradient import check_gradient

    test, returned = pyfuncitem.obj, []
    pyfuncitem.obj = lambda **arguments: returned.append(test(**arguments))
    try:
        result = yield
    finally:
        pyfuncitem.obj = test
    check_gradient(returned[0], *marker.args, **marker.kwargs)
    return result


class GradproofError(AssertionError):
    """Carries a finding to the report of a failed test."""

    def __init__(self, findings: "list[Finding]") -> None:
        super().__init__("; ".join(f"{f.message} [{f.bug}]" for f in findings))
        self.findings = findings


class GradproofFile(pytest.Module):
    """A file under test. It is never imported here; its report is made when the first of its tests runs."""

    report: "Report | None" = None

    def collect(self) -> Iterator["GradproofItem"]:
        from proofs.harness.course import known_functions
        from proofs.harness.scan import defined_names

        defined = set(defined_names(self.path))
        for name in (MODULE_ITEM, *(f for f in known_functions() if f in defined)):
            yield GradproofItem.from_parent(self, name=name)

    def result(self) -> "Report":
        """The report, made once; of several workers of pytest-xdist, one makes it and the others read it."""
        if self.report is None:
            from proofs.harness.hints import held_back

            option = self.config.getoption
            report = once(_shelf(self.config), str(self.path), self.made)
            self.report = held_back(report, option("--gradproof-hints"), option("--gradproof-lang"))
        return self.report

    def made(self) -> "Report":
        """Test the module."""
        from proofs.harness.runner import check_module

        option = self.config.getoption
        explore = option("--gradproof-profile") == "explore"
        return check_module(
            self.path,
            examples=option("--gradproof-examples") or (500 if explore else 20),
            seed=_fresh_seed() if explore and option("--gradproof-seed") is None else option("--gradproof-seed"),
            lang=option("--gradproof-lang"),
            time_limit=option("--gradproof-time-limit") * (10 if explore else 1),
            memory_limit=option("--gradproof-memory-limit"),
        )


def once(shelf: Path | None, name: str, make: "Callable[[], Report]") -> "Report":
    """What `make` returns; with a shelf, the first process to ask makes it, and those that ask meanwhile wait for it."""
    if shelf is None:
        return make()
    import fcntl  # a module is tested in a forked process: where this runs there is a lock as well
    import json
    from hashlib import sha256

    from proofs.harness.findings import dumps, report_from_dict

    kept = shelf / sha256(name.encode()).hexdigest()
    with kept.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if text := file.read():
            return report_from_dict(json.loads(text))
        report = make()
        file.write(dumps(report.as_dict()))
        return report


def _shelf(config: pytest.Config) -> Path | None:
    """The folder that the workers of one run share, or None in a run without workers."""
    folder = getattr(config, "workerinput", {}).get(SHELF)
    return Path(folder) if folder else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist which folder it shares with the others."""
    if SHELF not in node.config.__dict__:
        node.config.__dict__[SHELF] = tempfile.mkdtemp(prefix="gradproof-reports-")
    node.workerinput[SHELF] = node.config.__dict__[SHELF]


def pytest_unconfigure(config: pytest.Config) -> None:
    """The folder goes when the run does."""
    if folder := config.__dict__.get(SHELF):
        shutil.rmtree(folder, ignore_errors=True)


def _fresh_seed() -> int:
    import secrets

    return secrets.randbelow(2**32)


class GradproofItem(pytest.Item):
    """One function of the file."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.add_marker(pytest.mark.gradproof)

    @property
    def home(self) -> GradproofFile:
        assert isinstance(self.parent, GradproofFile)
        return self.parent

    def mine(self, finding: "Finding") -> bool:
        """Findings on the file, or on functions that no item stands for, belong to the item of the file."""
        others = {i.name for i in self.session.items if isinstance(i, GradproofItem) and i.parent is self.parent}
        return finding.function == self.name or (self.name == MODULE_ITEM and finding.function not in others)

    def runtest(self) -> None:
        report = self.home.result()
        found = [f for f in report.findings if self.mine(f)]
        strict = self.config.getoption("--gradproof-strict")
        failures = [f for f in found if f.severity == "error" or strict]
        for finding in found:
            self.user_properties.append(("gradproof", f"{finding.severity}: {finding.bug}"))
            if finding not in failures:
                self.warn(GradproofWarning(f"{finding.message} [{finding.bug}]"))
        if failures:
            raise GradproofError(failures)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if not isinstance(excinfo.value, GradproofError):
            return super().repr_failure(excinfo)
        from proofs.harness.report import text_finding

        write = partial(text_finding, lang=self.config.getoption("--gradproof-lang"))
        return "\n\n".join(write(f) for f in excinfo.value.findings)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, 0, f"gradproof: {self.name}"


class GradproofWarning(pytest.PytestWarning):
    """Right where the course asks, and not beyond."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add a test of each known function of the files named."""
    for name in config.getoption("--gradproof"):
        path = Path(config.invocation_params.dir, name).resolve()
        if not path.is_file():
            raise pytest.UsageError(f"--gradproof: there is no file {name}")
        home = GradproofFile.from_parent(session, path=path)
        items.extend(home.collect())
