"""A canary for the bindings: PySide6 6.12.0 drops a reference of True with every signal (docs/adr/0004)."""

import subprocess
import sys

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    told = Signal(bool)

application = QCoreApplication([])
sender = Sender()
sender.told.connect(lambda value: None)
for _ in range(20_000):  # where True is immortal (PEP 683), its count first settles at its floor
    sender.told.emit(True)
before = sys.getrefcount(True)
for _ in range(20_000):
    sender.told.emit(True)
print(before - sys.getrefcount(True))
"""


def test_signals_cost_no_reference_of_true() -> None:
    """In a process of its own, because the interpreter does not survive the mistake."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert abs(int(ran.stdout)) < 100
