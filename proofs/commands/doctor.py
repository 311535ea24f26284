"""`gradproof doctor`: what is installed, and whether another distribution has put its files over ours."""

import argparse
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module, metadata
from pathlib import Path

from proofs.commands.common import UsageError, complain, write
from proofs.language import language

OURS = "gradproof"
PACKAGES = ("derive", "gradproof", "numeric", "proofs")
NEEDED = ("sympy", "numpy", "scipy", "hypothesis", "python-flint", "math-core")
OPTIONAL = {
    # distribution: what it is for, in English and Chinese
    "matplotlib": ("plots of training", "训练过程的图"),
    "pytest": ("tests, and the plugin", "测试与插件"),
    "pytest-xdist": ("tests in several processes", "多进程测试"),
    "starlette": ("the page: gradproof serve", "网页：gradproof serve"),
    "shtab": ("completion of a shell", "命令行补全"),
    "mpmath": ("high precision in the tests", "测试中的高精度计算"),
}
TEXTS = {
    "python": ("Python {version} on {system}", "Python {version}，系统 {system}"),
    "needed": ("needed", "必需"),
    "optional": ("optional", "可选"),
    "missing": ("not installed", "未安装"),
    "fine": (
        "The packages derive, numeric and proofs are those of gradproof.",
        "derive、numeric、proofs 三个包都属于 gradproof。",
    ),
    "shadowed": (
        (
            "The package {package} also belongs to the distribution {others}. Installed together they overwrite each other's files: "
            "give gradproof an environment of its own."
        ),
        "包 {package} 同时属于发行包 {others}。两者装在一起会互相覆盖文件：请为 gradproof 使用单独的环境。",
    ),
    "elsewhere": (
        "The package {package} is imported from {place}, not from beside proofs.",
        "包 {package} 是从 {place} 导入的，与 proofs 不在一处。",
    ),
    "lacking": ("{package} is needed and not installed.", "缺少必需的 {package}。"),
    "unimportable": ("The package {package} cannot be imported: {reason}", "包 {package} 无法导入：{reason}"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or json")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of to the terminal")
    parser.add_argument("--lang", choices=("en", "zh"), default=language(), help="language (from LANG)")


@dataclass
class Findings:
    """What the doctor saw. A problem is a key of TEXTS and its values."""

    versions: dict[str, str | None]
    optional: dict[str, str | None]
    problems: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    """Look, report; 1 when something is wrong."""
    findings = examine()
    try:
        write(
            as_json(findings, options.lang) if options.format == "json" else as_text(findings, options.lang),
            options.output,
        )
    except UsageError as error:
        return complain("doctor", str(error))
    return 1 if findings.problems else 0


def examine() -> Findings:
    """Look at what is installed."""
    versions = {name: version(name) for name in (OURS, *NEEDED)}
    found = Findings(versions, {name: version(name) for name in OPTIONAL})
    found.problems += shadows(metadata.packages_distributions())
    found.problems += [("lacking", {"package": name}) for name in NEEDED if versions[name] is None]
    home = Path(__file__).resolve().parents[2]
    for package in PACKAGES:
        try:
            file = import_module(package).__file__
        except Exception as error:  # noqa: BLE001 (whatever a foreign package does when imported, it is not ours)
            found.problems.append(("unimportable", {"package": package, "reason": str(error)}))
            continue
        if not file or Path(file).resolve().parent != home / package:
            found.problems.append(("elsewhere", {"package": package, "place": str(file)}))
    return found


def shadows(owners: Mapping[str, Sequence[str]]) -> list[tuple[str, dict[str, str]]]:
    """The packages of ours that another distribution has too.

    >>> shadows({"proofs": ["gradproof", "proofs"], "derive": ["gradproof"]})
    [('shadowed', {'package': 'proofs', 'others': 'proofs'})]
    """
    problems = []
    for package in PACKAGES:
        others = sorted({name for name in owners.get(package, ()) if name.lower() != OURS})
        if others:
            problems.append(("shadowed", {"package": package, "others": ", ".join(others)}))
    return problems


def version(name: str) -> str | None:
    """The version of a distribution, or None when it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def text(key: str, lang: str, **values: str) -> str:
    """A text of the table."""
    return TEXTS[key][lang == "zh"].format(**values)


def as_json(findings: Findings, lang: str) -> str:
    """The findings as JSON."""
    from proofs.report.json import pretty

    made = asdict(findings) | {
        "problems": [
            {"problem": key, **values, "message": text(key, lang, **values)} for key, values in findings.problems
        ]
    }
    return pretty({"python": platform.python_version(), **made}) + "\n"


def as_text(findings: Findings, lang: str) -> str:
    """The findings for a person."""
    from proofs.report.layout import padded, wrapped

    lines = [text("python", lang, version=platform.python_version(), system=sys.platform), ""]
    missing = text("missing", lang)
    lines += [f"  {padded(name, 14)}{each or missing}" for name, each in findings.versions.items()]
    lines += ["", f"{text('optional', lang)}:"]
    lines += [
        f"  {padded(name, 14)}{padded(each or missing, 16)}{OPTIONAL[name][lang == 'zh']}"
        for name, each in findings.optional.items()
    ]
    lines.append("")
    for key, values in findings.problems:
        lines += wrapped("✗ " + text(key, lang, **values), "", "  ")
    return "\n".join([*lines, *([] if findings.problems else [text("fine", lang)])]) + "\n"
