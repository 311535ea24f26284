"""The parser of the command line: argparse that asks "did you mean", and shows examples at the foot of each help."""

import argparse
import difflib
import re
from typing import Any, NoReturn

_UNKNOWN = re.compile(r"unrecognized arguments: (\S+)|invalid choice: '([^']*)'")


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors name the nearest option, command or choice that there is."""

    def __init__(self, *arguments: Any, **settings: Any):
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*arguments, **settings)
        self.all: list[Parser] = [self]

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it; an option that no command has is an error of the command that was named."""
        options, left = self.parse_known_args(args, namespace)
        command = getattr(options, "parser", self)
        left = command.behind_options(options, left)
        if left:
            command.error(f"unrecognized arguments: {' '.join(left)}")
        return options

    def behind_options(self, options: argparse.Namespace, left: list[str]) -> list[str]:
        """What is left over of words that no option took, once those arguments have theirs that may be missing: PART --lang zh LATEX."""
        open_ = [each.dest for each in self._get_positional_actions() if getattr(options, each.dest, "") is None]
        if len(left) > len(open_) or any(word.startswith("-") for word in left):
            return left
        for name, word in zip(open_, left, strict=False):
            setattr(options, name, word)
        return []

    def error(self, message: str) -> NoReturn:
        """Two lines at most: what is wrong, and what was perhaps meant; status 2."""
        found = _UNKNOWN.search(message)
        near = nearest(found[1] or found[2] or "", self._known(bool(found[1]))) if found else ""
        short = re.sub(r" \(choose from .*\)$", "", message) if near else message
        self.exit(2, f"{self.prog}: {short}{near}\n{self.prog} --help shows what there is\n")

    def _known(self, options: bool) -> list[str]:
        if options:
            return list(self._option_string_actions)
        return [str(choice) for action in self._actions for choice in action.choices or ()]


def nearest(word: str, known: list[str]) -> str:
    """A question with the name that is meant, perhaps.

    >>> nearest("g.1.u_w", ["f", "g.1.v_c", "g.1.u_ws"]), nearest("zz", ["f"])
    ('; did you mean g.1.u_ws?', '')
    """
    name = word.split("=")[0]
    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name.casefold(), list(folded), 1, cutoff=0.6)
    return f"; did you mean {folded[near[0]]}?" if near else ""
