"""What import-linter can't say: names of parts of an outside library, and libraries nobody has placed."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

OURS = ("traceability", "station", "central", "demo")
FREE = {"msgspec"}

LOAD_VIEWMODELS = """
import importlib, pkgutil, sys
import station.ui.viewmodels as viewmodels
for module in pkgutil.walk_packages(viewmodels.__path__, "station.ui.viewmodels."):
    importlib.import_module(module.name)
assert "PySide6.QtCore" in sys.modules
print([name for name in ("PySide6.QtGui", "PySide6.QtWidgets") if name in sys.modules])
"""


def test_view_models_load_neither_widgets_nor_painting() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_VIEWMODELS], capture_output=True, text=True, check=True
    ).stdout
    assert loaded.strip() == "[]"


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.add(node.module.partition(".")[0])
    return found


def test_every_outside_library_in_use_has_a_home() -> None:
    contracts = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    placed = {name for each in contracts for name in each.get("protected_modules", ())}
    used = {name for package in OURS for path in Path(package).rglob("*.py") for name in imported(path)}
    assert used - sys.stdlib_module_names - set(OURS) - FREE == placed
