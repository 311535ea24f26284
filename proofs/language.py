"""The language of reports and messages: English, or Chinese where the environment asks for it."""

import os


def language() -> str:
    """The language that the environment asks for: Chinese or else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
