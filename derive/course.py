"""What comes with a shipped assignment beyond its file: modules in a folder of its name, found by that name and imported by none.

>>> of_course("derive", "cs224n-a2", "lessons").LESSONS["b.1"].__name__
'part_b_1'
>>> of_course("derive", "mine", "lessons") is None
True
"""

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType


def of_course(package: str, assignment: str, name: str) -> ModuleType | None:
    """The module `package.courses.FOLDER.name`, the folder named after the assignment's id; None where there is no such folder.

    Only the ids of assignments that come with the package have folders: what a user's file calls itself is imported nowhere.
    """
    if not (Path(__file__).parent / "assignments" / f"{assignment}.toml").is_file():
        return None
    folder = f"{package}.courses.{assignment.replace('-', '_')}"
    return importlib.import_module(f"{folder}.{name}") if importlib.util.find_spec(folder) else None
