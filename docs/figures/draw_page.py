"""The picture of the page in docs/page.md: python docs/figures/draw_page.py

Needs `pip install 'gradproof[serve,browser]'`, Chromium and its driver. Compressed further by Pillow where that is installed.
"""

import contextlib
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

PICTURE = Path(__file__).with_name("page.png")
SHOWN = {
    "lang": "en",
    "hints": "3",
    "latex": "\\frac{\\partial J}{\\partial v_c}\n  = -u_o + \\sum_{w} y_w u_w\n  = U(y - \\hat{y})",
}
WIDTH, HEIGHT = 1240, 860


def main() -> None:
    """Start the server, open the page, take the picture."""
    from selenium import webdriver

    command = [sys.executable, "-m", "proofs.cli", "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
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
    try:
        assert server.stdout is not None
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1.5, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(f"{server.stdout.readline().strip()}#{urlencode(SHOWN)}")
        while not browser.execute_script("return document.querySelector('#verdict .word')"):
            time.sleep(0.1)
        time.sleep(0.5)  # the fade of an older verdict
        browser.save_screenshot(str(PICTURE))
    finally:
        browser.quit()
        server.terminate()
    with contextlib.suppress(ModuleNotFoundError):
        from PIL import Image

        Image.open(PICTURE).convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
