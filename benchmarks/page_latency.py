r"""How long from a keystroke to the verdict on the screen: python benchmarks/page_latency.py [--rounds 1] [--hints 2]

Headless Chromium types answers letter by letter into the page of `gradproof serve`; between the `input` event and the frame that shows
the verdict of that very text, the clock of the browser runs. Half-written answers count too: they are what one sees while typing.
Needs `pip install 'gradproof[serve,browser]'`, Chromium and its driver.
"""

import argparse
import platform
import shutil
import subprocess
import sys
from itertools import chain
from typing import Any

ANSWERS = {
    "b.1": [
        r"\frac{\partial J}{\partial v_c} = U(\hat{y} - y)",
        r"\frac{\partial J}{\partial v_c} = -u_o + \sum_{w=1}^{V} \hat{y}_w u_w",
        r"U^\top(\hat{y} - y)",
        r"U\hat{y} + u_o",
    ],
    "c": [
        r"\begin{cases} (\hat{y}_o - 1)v_c & w = o \\ \hat{y}_w v_c & w \neq o \end{cases}",
        r"(\hat{y}_w - y_w)v_c",
        r"(y_w - \hat{y}_w)v_c",
    ],
    "f": [r"\sigma'(x) = \sigma(x)(1 - \sigma(x))", r"\sigma(x)(1 + \sigma(x))"],
    "g.1.v_c": [
        r"-(1 - \sigma(u_o^\top v_c))u_o + \sum_{s=1}^{K} (1 - \sigma(-u_{w_s}^\top v_c))u_{w_s}",
        r"(\sigma(u_o^\top v_c) - 1)u_o - \sum_{s=1}^{K} \sigma(u_{w_s}^\top v_c)u_{w_s}",
    ],
    "h": [r"\sum_{t: w_t = w_s} \sigma(u_{w_s}^\top v_c)v_c"],
    "i.2": [r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}"],
}
CLOCK = """
window.times = [];
answer.addEventListener("input", () => (window.since = performance.now()), { capture: true });
new MutationObserver(() => {
  const since = window.since;
  if (since === null) return;
  window.since = null;
  requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - since)));
}).observe(verdict, { childList: true });
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=1, help="how often every answer is typed (1)")
    parser.add_argument("--hints", type=int, choices=range(4), default=2, help="the level of hints (2)")
    options = parser.parse_args()
    server = subprocess.Popen(
        [sys.executable, "-m", "proofs.cli", "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )  # fmt: skip
    try:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        print(f"{platform.machine()}, Python {platform.python_version()}, hints {options.hints}")
        report(typed(url, options.rounds, options.hints))
    finally:
        server.terminate()
        server.wait()


def typed(url: str, rounds: int, hints: int) -> dict[str, list[float]]:
    """The milliseconds of every keystroke, by part."""
    from selenium import webdriver

    flags = webdriver.ChromeOptions()
    flags.binary_location = shutil.which("chromium") or ""
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ):
        flags.add_argument(flag)
    browser = webdriver.Chrome(options=flags, service=webdriver.ChromeService(shutil.which("chromedriver")))
    browser.set_script_timeout(60)
    times: dict[str, list[float]] = {}
    try:
        for part, answers in ANSWERS.items():
            browser.get("about:blank")
            browser.get(f"{url}#lang=en&part={part}&hints={hints}&latex=0")
            arrived(browser, "!!verdict.querySelector('.word')")
            browser.execute_script(CLOCK)
            field = browser.find_element("id", "answer")
            for answer in answers * rounds:
                browser.execute_script("answer.focus(); answer.select()")
                for letter in answer:
                    browser.execute_script("times.length = 0")
                    field.send_keys(letter)
                    times.setdefault(part, []).append(float(arrived(browser, "times[0]")))
    finally:
        browser.quit()
    return times


def arrived(browser: Any, value: str) -> Any:
    """Wait inside the browser until there is a value, and give it."""
    return browser.execute_async_script(
        f"const done = arguments[0]; const look = () => {{ const found = {value}; found ? done(found) : setTimeout(look, 1); }}; look();"
    )


def report(times: dict[str, list[float]]) -> None:
    """A line for every part, and one for all."""
    print(f"{'part':9}{'keys':>6}{'median':>9}{'p95':>9}{'p99':>9}{'worst':>9}   milliseconds")
    for part, found in (*times.items(), ("all", list(chain(*times.values())))):
        ordered = sorted(found)
        at = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95, 0.99, 1)]
        print(f"{part:9}{len(found):>6}" + "".join(f"{each:>9.1f}" for each in at))


if __name__ == "__main__":
    main()
