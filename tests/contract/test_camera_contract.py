"""A camera that stores a picture per shot, held to the contract of all reading devices."""

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
import pytest
import zxingcpp

from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.ports import DeviceState
from station.profiles.device import DeviceConfig
from tests.contract.reader_contract import FEEDBACK, Begun, Log, MakeBench, Plug, ReaderContract, Step

QUICK = Surroundings(random=lambda: 0.0)


def picture_of(data: bytes) -> bytes:
    """A PNG that shows the bytes as a Data Matrix."""
    symbol = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.DataMatrix)
    image = np.array(zxingcpp.write_barcode_to_image(symbol, scale=4, add_quiet_zones=True))
    return bytes(cv2.imencode(".png", image)[1])


class FolderBench:
    """A folder a camera puts its pictures into, and the network share that can go away."""

    def __init__(self, place: Path) -> None:
        self._folder = place / "camera"
        self._folder.mkdir(exist_ok=True)
        self._numbers = itertools.count()
        self._begun: list[BinaryIO] = []
        configuration = DeviceConfig(
            name="gun-1", driver="camera", address=str(self._folder), feedback=FEEDBACK
        )
        self.reader = create_reader(configuration, QUICK)

    def perform(self, step: Step) -> None:
        path = self._folder / f"{next(self._numbers):05}.png"
        if step is Plug.PULLED:
            gone = self._folder.with_name("gone")
            self._folder.rename(gone)
            for each in gone.iterdir():
                each.unlink()
            gone.rmdir()
        elif step is Plug.PUT_BACK:
            self._folder.mkdir()
        elif isinstance(step, Begun):
            self._begun.append(path.open("wb"))
            self._begun[-1].write(picture_of(step.raw)[:40])
            self._begun[-1].flush()
        elif isinstance(step, bytes):
            path.write_bytes(picture_of(step))

    def told(self, count: int) -> None:
        """A camera hears nothing."""
        assert count

    def close(self) -> None:
        for each in self._begun:
            each.close()


class TestCamera(ReaderContract):
    @pytest.fixture
    def make_bench(self, tmp_path: Path) -> MakeBench:
        def make(_script: Sequence[Step], _log: Log) -> FolderBench:
            return FolderBench(tmp_path)

        return make

    def test_a_code_in_flight_when_the_plug_is_pulled_is_reported_and_never_joined_to_the_next(
        self, make_bench: MakeBench
    ) -> None:
        """A picture is whole or it is none: one that was being written when the folder went is never looked at."""
        log = Log()
        bench = make_bench([Begun(b"01095011"), Plug.PULLED, Plug.PUT_BACK, b"01530003"], log)
        bench.reader.start(log.on_scan, log.on_report)
        log.wait_for_state(DeviceState.READY)
        bench.perform(Begun(b"01095011"))
        bench.perform(Plug.PULLED)
        log.wait_for_state(DeviceState.ABSENT)
        bench.perform(Plug.PUT_BACK)
        log.wait_for_state(DeviceState.READY, times=2)
        bench.perform(b"01530003")
        log.wait_for_scans(1)
        bench.reader.stop()
        assert [(scan.raw, scan.complete) for scan in log.scans] == [(b"01530003", True)]
        bench.close()
