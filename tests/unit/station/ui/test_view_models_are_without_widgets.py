"""View-models and what they show can be loaded without a toolkit for windows."""

import subprocess
import sys

_LOAD = """
import importlib, pkgutil, sys
for package in ("station.ui.viewmodels", "station.ui.views"):
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.startswith("PySide6.Qt")))
"""


def test_view_models_load_qtcore_and_nothing_else_of_qt() -> None:
    loaded = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True)
    assert loaded.stdout.strip() == "['PySide6.QtCore']"
