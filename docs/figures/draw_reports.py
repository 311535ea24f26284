"""The pictures of README and of docs/teacher.md, from what the commands print: python docs/figures/draw_reports.py

Needs Chromium, and a font for mathematics such as Latin Modern Math (Debian: chromium fonts-lmodern). The picture of the page is drawn by
draw_page.py. Compressed further by Pillow where that is installed.
"""

import contextlib
import random
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1.5",
)  # fmt: skip
ANSWER = "\\frac{\\partial J}{\\partial v_c} = -u_o + \\sum_{w=1}^V y_w u_w\n  = U(y - \\hat{y})"
NAMES = [
    "avila",
    "brandt",
    "chen",
    "dogan",
    "eze",
    "fischer",
    "garcia",
    "haddad",
    "ito",
    "jensen",
    "kaya",
    "lindqvist",
    "mbeki",
    "novak",
    "okafor",
    "park",
    "quispe",
    "rossi",
    "sato",
    "torres",
    "usman",
    "vasquez",
    "weber",
    "xu",
    "yilmaz",
    "zhao",
]
POINTS = '[points]\n"b.1" = 2\n"b.3" = 1\nc = 3\nd = 2\ne = 1\nf = 2\n"g.1" = 4\nh = 3\n'


def gradproof(*arguments: str, cwd: Path = ROOT) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "proofs.cli", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False).stdout


COLOURS = {"32": "#3fb950", "31": "#ff7b72", "33": "#d29922", "1": "#ffffff", "0": "#d4dae3"}
LINE, LETTER, FONT = 20, 8.43, 14


def terminal(prompt: str, printed: str) -> str:
    """Lines of a terminal, with their colours, as SVG."""
    lines = [f"\x1b[1m$ {prompt}\x1b[0m", *printed.rstrip("\n").split("\n")]
    width = max(len(re.sub("\x1b.*?m", "", line)) for line in lines) * LETTER + 40
    made = []
    for number, line in enumerate(lines):
        colour, spans = COLOURS["0"], ""
        for piece in re.split("(\x1b.*?m)", line):
            if code := re.fullmatch("\x1b\\[(\\d+)m", piece):
                colour = COLOURS.get(code[1], COLOURS["0"])
            elif piece:
                spans += f'<tspan fill="{colour}">{escape(piece)}</tspan>'
        made.append(f'<text x="20" y="{34 + number * LINE}" xml:space="preserve">{spans}</text>')
    height = 34 + len(lines) * LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" viewBox="0 0 {width:.0f} {height}" '
        f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT}">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n' + "\n".join(made) + "\n</svg>\n"
    )


def coloured(text: str) -> str:
    """A report with the colours that a terminal gives it."""
    text = re.sub(r"^(.*✗.*)$", "\x1b[31m\\1\x1b[0m", text, flags=re.MULTILINE)
    return re.sub(r"^(.*✓.*)$", "\x1b[32m\\1\x1b[0m", text, flags=re.MULTILINE)


def photographed(page: Path, picture: str, width: int, height: int) -> None:
    """A page as Chromium shows it."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            shutil.which("chromium") or "chromium", *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}",
            f"--screenshot={HERE / picture}", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)
    with contextlib.suppress(ModuleNotFoundError):
        from PIL import Image

        image = Image.open(HERE / picture).convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
        image.save(HERE / picture, optimize=True)


def a_class(folder: Path) -> None:
    """Submissions made from the example homework."""
    made = runpy.run_path(str(ROOT / "benchmarks" / "class.py"))
    chance = random.Random(5)
    documents = [ROOT / "examples" / name for name in ("homework.md", "homework.tex", "homework_zh.md")]
    for number, name in enumerate(NAMES):
        source = documents[number % 3]
        text = made["submission"](source.read_text("utf-8"), source.suffix, chance)
        (folder / f"{name}{source.suffix}").write_text(text, encoding="utf-8")


def main() -> None:
    """Draw all of them."""
    report = gradproof("check", "b.1", ANSWER, "--lang", "en")
    (HERE / "terminal.svg").write_text(
        terminal("gradproof check b.1 - < answer.tex", coloured(report)), encoding="utf-8"
    )
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        aligned = ANSWER.replace(" = -", " &= -").replace("\n  =", "\\\\\n  &=")
        (root / "answer.md").write_text(
            f"## (b) i\n\n**Answer:**\n\n$$\\begin{{aligned}}\n{aligned}\n\\end{{aligned}}$$\n"
        )
        gradproof("verify", "answer.md", "--format", "html", "-o", "report.html", "--lang", "en", cwd=root)
        photographed(root / "report.html", "report.png", 700, 900)
        gradproof("derive", "c", "--format", "html", "-o", str(root / "derivation.html"), "--lang", "en")
        photographed(root / "derivation.html", "derivation.png", 1000, 720)
        (root / "class").mkdir()
        a_class(root / "class")
        (root / "points.toml").write_text(POINTS)
        gradproof("grade", "class", "--points", "points.toml", "-o", "out", "--lang", "en", cwd=root)
        photographed(root / "out" / "class.html", "class.png", 760, 880)


if __name__ == "__main__":
    main()
