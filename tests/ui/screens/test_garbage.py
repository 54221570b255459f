"""Cycles end on the screen's thread, whichever thread makes the next object."""

import gc
import threading

from pytestqt.qtbot import QtBot

from station.ui.garbage import Garbage


class Cycle:
    """Says on which thread it ended."""

    ended_on: threading.Thread | None = None

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Cycle.ended_on = threading.current_thread()


def test_cycles_end_on_the_screens_thread_even_when_another_makes_many_objects(qtbot: QtBot) -> None:
    garbage = Garbage()
    garbage.start()
    Cycle()
    busy = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    busy.start()
    busy.join()
    assert Cycle.ended_on is None
    # so many that what an earlier window lets go of meanwhile does not outweigh them
    kept = [[] for _ in range(20 * gc.get_threshold()[0])]  # type: ignore[var-annotated]  # of nothing
    qtbot.waitUntil(lambda: Cycle.ended_on is threading.main_thread())
    garbage.stop()
    assert kept
    assert gc.isenabled()


def test_the_last_to_stop_gives_collecting_back(qtbot: QtBot) -> None:
    first, second = Garbage(), Garbage()
    first.start()
    second.start()
    first.stop()
    assert not gc.isenabled()
    second.stop()
    assert gc.isenabled()
