"""docs/api.markdown is what the docstrings say now."""

import importlib.util
import inspect
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def script():
    spec = importlib.util.spec_from_file_location("write_api", DOCS / "write_api.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current():
    assert (DOCS / "api.markdown").read_text(encoding="utf-8") == script().page(), "run python docs/write_api.py"


def test_everything_on_it_has_a_docstring_and_a_signature():
    page = script()
    for module_name, names in page.SECTIONS.items():
        module = importlib.import_module(module_name)
        for name in names or set(module.__all__) - {"__version__"}:
            assert len(inspect.getdoc(getattr(module, name)) or "") > 20, f"{module_name}.{name}"
    assert "### softmax_cases" in page.page()
    assert "check_gradient(function, loss, wrt=(), *," in page.page()
