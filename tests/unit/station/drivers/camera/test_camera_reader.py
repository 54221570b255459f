"""The camera driver on videos, pictures and addresses; its common life is in `tests/contract/`."""

import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest
import zxingcpp

from station.drivers.camera.decoders import Picture
from station.drivers.camera.folder import Folder
from station.drivers.camera.pictures import decode_picture, read_picture
from station.drivers.camera.views import Capture, read_view
from station.drivers.connection import DeviceLostError
from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings, SystemWaiter
from station.ports import Camera, CameraPicture, DeviceState, Reader
from station.profiles.device import LABELS, ConfigurationError, DeviceConfig
from station.profiles.device_cause import DeviceCause
from tests.contract.reader_contract import DEADLINE_S, Log
from tests.unit.station.drivers.camera.network_camera import NetworkCamera
from traceability.codes.code_ids import CodeIds

PHOTOS = Path("tests/data/photos")
RATE = 25
EMPTY: Picture = np.full((480, 640), 200, dtype=np.uint8)


def showing(*values: bytes) -> Picture:
    """A frame with Data Matrix codes side by side."""
    frame = EMPTY.copy()
    for number, value in enumerate(values):
        symbol = zxingcpp.create_barcode(value, zxingcpp.BarcodeFormat.DataMatrix)
        image = np.array(zxingcpp.write_barcode_to_image(symbol, scale=6, add_quiet_zones=True))
        left = 20 + 200 * number
        frame[100 : 100 + image.shape[0], left : left + image.shape[1]] = image
    return frame


def video(path: Path, frames: Sequence[Picture]) -> Path:
    rows, columns = frames[0].shape
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (columns, rows))
    for frame in frames:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def camera_at(address: Path | str, **settings: object) -> Reader:
    configuration = DeviceConfig(name="camera-1", driver="camera", address=str(address), **settings)  # type: ignore[arg-type]  # settings of a test
    return create_reader(configuration, Surroundings(random=lambda: 0.0))


def test_a_code_is_read_once_while_it_stays_and_again_when_it_comes_back(tmp_path: Path) -> None:
    shown, away = [showing(b"LOT-1")] * RATE, [EMPTY] * (2 * RATE)
    log = Log()
    reader = camera_at(video(tmp_path / "belt.avi", shown + away + shown))
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(2)
    reader.stop()
    assert log.raws == [b"LOT-1", b"LOT-1"]
    assert log.scans[1].received_ns - log.scans[0].received_ns > 1_000_000_000
    assert log.states == [DeviceState.CONNECTING, DeviceState.READY, DeviceState.STOPPED]


def test_codes_of_one_view_follow_one_another_and_say_how_many_they_are(tmp_path: Path) -> None:
    log = Log()
    reader = camera_at(video(tmp_path / "tray.avi", [showing(b"LOT-1", b"LOT-2", b"LOT-3")] * 10))
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(3)
    reader.stop()
    assert set(log.raws) == {b"LOT-1", b"LOT-2", b"LOT-3"}
    assert {scan.among for scan in log.scans} == {3}
    assert len({scan.received_ns for scan in log.scans}) == 1


def test_a_scan_carries_the_identifier_beside_its_bytes(tmp_path: Path) -> None:
    log = Log()
    reader = camera_at(PHOTOS.resolve() / "datamatrix-1/gs1-figure-4.15.1-2-32x32.png")
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(1)
    reader.stop()
    (scan,) = log.scans
    assert (scan.symbology, scan.code_ids, scan.verified) == ("]d2", CodeIds.NONE, True)
    assert scan.raw == (PHOTOS / "datamatrix-1/gs1-figure-4.15.1-2-32x32.txt").read_bytes()


def test_a_weak_code_of_one_picture_only_one_reader_reads_is_not_verified() -> None:
    log = Log()
    reader = camera_at(PHOTOS.resolve() / "itf-1/2.webp")
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(1)
    reader.stop()
    assert [scan.verified for scan in log.scans] == [False]


def test_a_picture_without_a_code_is_reported_and_the_camera_stays_ready() -> None:
    log = Log()
    reader = camera_at(PHOTOS.resolve() / "falsepositives-1/02.webp")
    reader.start(log.on_scan, log.on_report)
    log.wait(lambda: any(report.cause is DeviceCause.NO_READ for report in log.reports))
    reader.stop()
    (missed,) = [report for report in log.reports if report.cause is not None]
    assert (missed.state, missed.detail) == (DeviceState.READY, "02.webp")


def test_whoever_looks_through_sees_every_frame_with_the_codes_outlined(tmp_path: Path) -> None:
    pictures: list[CameraPicture] = []
    outlined = threading.Event()

    def on_picture(picture: CameraPicture) -> None:
        pictures.append(picture)
        if picture.outlines:
            outlined.set()

    reader = camera_at(video(tmp_path / "belt.avi", [showing(b"LOT-1")] * RATE))
    assert isinstance(reader, Camera)
    reader.watch(on_picture)
    reader.start(Log().on_scan, Log().on_report)
    assert outlined.wait(DEADLINE_S)
    reader.stop()
    seen = pictures[-1]
    assert (seen.device, seen.width, seen.height, len(seen.pixels)) == ("camera-1", 640, 480, 640 * 480)
    (outline,) = seen.outlines
    assert outline.verified
    assert all(20 <= x <= 200 and 100 <= y <= 280 for x, y in outline.corners)


def test_only_the_symbologies_of_its_record_are_read(tmp_path: Path) -> None:
    log = Log()
    reader = camera_at(PHOTOS.resolve() / "multi-1/1.png", formats=("EAN/UPC",))
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(1)
    reader.stop()
    assert log.raws == [b"0031415926531"]


def png(colour: int, depth: int, pixels: bytes, width: int) -> bytes:
    """A PNG by its own bytes (ISO/IEC 15948), for kinds nothing here writes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    row = len(pixels) // width
    lines = b"".join(b"\0" + pixels[start : start + row] for start in range(0, len(pixels), row))
    size = width.to_bytes(4, "big") * 2
    header = size + bytes([depth, colour, 0, 0, 0])
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_odd_files_in_a_folder_are_told_or_read_and_the_camera_reads_on(tmp_path: Path) -> None:
    code = showing(b"LOT-1")[60:300, :240]
    whole = bytes(cv2.imencode(".png", code)[1])
    ink = 255 - code  # black where the code is, and nothing elsewhere
    nothing = np.zeros_like(code)
    see_through = np.dstack([nothing, nothing, nothing, ink])
    grey_and_alpha = np.dstack([nothing, ink]).tobytes()
    deep = (code.astype(np.uint16) * 257).astype(">u2").tobytes()
    unread = {"empty.png": b"", "cut.png": whole[: len(whole) // 3], "words.jpg": b"no picture"}
    read = {
        "whole.png": whole,
        "see-through.png": bytes(cv2.imencode(".png", see_through)[1]),
        "grey-and-alpha.png": png(4, 8, grey_and_alpha, 240),
        "deep.png": png(0, 16, deep, 240),
    }
    log = Log()
    reader = camera_at(tmp_path)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    for name, data in (unread | read).items():
        (tmp_path / name).write_bytes(data)
    log.wait_for_scans(len(read))
    reader.stop()
    assert log.raws == [b"LOT-1"] * len(read)
    missed = [report.detail for report in log.reports if report.cause is DeviceCause.NO_READ]
    assert len(missed) == len(unread)


def test_a_picture_being_searched_does_not_hold_up_who_stops_the_camera(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "nothing.png"), EMPTY)
    cv2.imwrite(str(tmp_path / "code.png"), showing(b"LOT-1"))
    waiter = SystemWaiter()
    waiter.interrupt()
    looks: list[int] = []

    def is_enough() -> bool:
        looks.append(1)
        return len(looks) == 3

    assert decode_picture(EMPTY, LABELS, is_enough) == ()
    assert len(looks) == 3
    assert (
        read_view(tmp_path / "nothing.png", LABELS, lambda *_: None, waiter) == ()
    )  # not told as unreadable
    (code,) = read_view(tmp_path / "code.png", LABELS, lambda *_: None, waiter)
    waiter.close()
    assert code.raw == b"LOT-1"


def test_files_that_are_no_pictures_by_their_name_are_not_looked_at(tmp_path: Path) -> None:
    log = Log()
    reader = camera_at(tmp_path)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.READY)
    (tmp_path / "upload.part").write_bytes(b"half a picture")
    cv2.imwrite(str(tmp_path / "1.PNG"), showing(b"LOT-1"))
    log.wait_for_scans(1)
    reader.stop()
    assert [report.cause for report in log.reports] == [None, None, None]


def test_more_pictures_than_the_kernel_keeps_news_of_are_told(tmp_path: Path) -> None:
    kept = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    folder, waiter = Folder(tmp_path), SystemWaiter()
    for number in range(kept + 2):
        (tmp_path / f"{number % 2}.png").write_bytes(b"")
    with pytest.raises(DeviceLostError, match="more pictures came") as told:
        list(iter(lambda: folder.next(waiter), None))
    folder.close()
    waiter.close()
    assert told.value.state is DeviceState.FAULTY


@pytest.mark.parametrize(
    ("own", "expected", "raws"),
    [
        (LABELS, {"EAN/UPC"}, {b"0031415926531"}),
        (LABELS, set(), {b"www.airtable.com/jobs", b"0031415926531"}),
        (("QR Code",), {"EAN/UPC", "QR Code"}, {b"www.airtable.com/jobs"}),
        (
            ("QR Code",),
            {"EAN/UPC"},
            {b"www.airtable.com/jobs"},
        ),  # nothing in common: better refused than unseen
    ],
)
def test_what_is_expected_is_looked_for_where_the_record_has_it(
    own: tuple[str, ...], expected: set[str], raws: set[bytes]
) -> None:
    log = Log()
    reader = camera_at(PHOTOS.resolve() / "multi-1/1.png", formats=own)
    assert isinstance(reader, Camera)
    reader.expect(expected)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(len(raws))
    reader.stop()
    assert set(log.raws) == raws


def test_a_code_in_view_that_is_expected_only_now_is_read(tmp_path: Path) -> None:
    frame = showing(b"LOT-1")
    qr = read_picture(PHOTOS / "qrcode-2/1.png")[::2, ::2]
    frame[200 : 200 + qr.shape[0], 300 : 300 + qr.shape[1]] = qr
    log = Log()
    reader = camera_at(video(tmp_path / "table.avi", [frame] * 10 * RATE))
    assert isinstance(reader, Camera)
    reader.expect({"Data Matrix"})
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(1)
    reader.expect({"Data Matrix", "QR Code"})
    log.wait_for_scans(2)
    reader.stop()
    assert [scan.symbology for scan in log.scans] == ["]d1", "]Q1"]


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("/dev/v4l/by-id/nothing-here", DeviceCause.NOT_FOUND),
        ("udev:ID_SERIAL=nothing-here", DeviceCause.NOT_FOUND),
        ("rtsp://127.0.0.1:9/stream", DeviceCause.UNREACHABLE),
    ],
)
def test_a_camera_that_is_not_there_is_absent(address: str, cause: DeviceCause) -> None:
    log = Log()
    reader = camera_at(address)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.ABSENT)
    reader.stop()
    assert log.reports[1].cause is cause


def test_a_network_camera_is_read_lost_and_found_again() -> None:
    camera = NetworkCamera(showing(b"LOT-1"))
    log = Log()
    reader = camera_at(camera.url)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(1)
    camera.switch_off()
    log.wait_for_state(DeviceState.ABSENT)
    camera = NetworkCamera(showing(b"LOT-2"), camera.port)
    log.wait_for_scans(2)
    reader.stop()
    camera.switch_off()
    assert log.raws == [b"LOT-1", b"LOT-2"]
    assert log.states == [
        DeviceState.CONNECTING,
        DeviceState.READY,
        DeviceState.ABSENT,
        DeviceState.READY,
        DeviceState.STOPPED,
    ]
    assert log.reports[2].cause is DeviceCause.UNREACHABLE


def frame_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "camera-1 frames"]


def seconds_to_stop(reader: Reader) -> float:
    """How long `stop` takes; what hung in the camera ends by itself a little later."""
    hanging = frame_threads()
    began = time.monotonic()
    reader.stop()
    took = time.monotonic() - began
    for thread in hanging:
        thread.join(DEADLINE_S)
    assert frame_threads() == []
    return took


def test_stopping_does_not_wait_for_a_camera_that_answers_nothing() -> None:
    log = Log()
    with socket.create_server(("127.0.0.1", 0)) as mute:
        reader = camera_at(f"rtsp://127.0.0.1:{mute.getsockname()[1]}/stream")
        reader.start(log.on_scan, log.on_report)
        link, _ = mute.accept()
        assert seconds_to_stop(reader) < 2
        link.close()
    assert log.states == [DeviceState.CONNECTING, DeviceState.STOPPED]


def test_stopping_does_not_wait_for_a_camera_that_hangs() -> None:
    camera = NetworkCamera(showing(b"LOT-1"))
    log = Log()
    reader = camera_at(camera.url)
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(1)
    camera.hang()
    assert seconds_to_stop(reader) < 2
    camera.switch_off()
    assert log.states == [DeviceState.CONNECTING, DeviceState.READY, DeviceState.STOPPED]


def test_a_camera_that_hung_when_it_was_let_go_shows_nothing_afterwards_and_leaves_nothing_behind() -> None:
    asked, answers, released = threading.Event(), threading.Event(), threading.Event()

    class Hanging:
        def read(self) -> tuple[bool, Picture]:
            asked.set()
            answers.wait(DEADLINE_S)
            return True, np.dstack([EMPTY] * 3)

        def release(self) -> None:
            released.set()

    def descriptors() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    before = descriptors()
    shown: list[Picture] = []
    capture = Capture(
        lambda: cast("cv2.VideoCapture", Hanging()), "camera-1 frames", shown.append, paced=False
    )
    assert asked.wait(DEADLINE_S)
    (thread,) = frame_threads()
    capture.close()
    assert frame_threads() == [thread]
    answers.set()
    thread.join(DEADLINE_S)
    assert frame_threads() == []
    assert released.is_set()
    assert len(shown) == 0
    assert descriptors() == before


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)  # a mistake of the program
def test_a_picture_that_can_not_be_shown_is_told_and_ends_the_camera(tmp_path: Path) -> None:
    def mistaken(_picture: CameraPicture) -> None:
        raise LookupError("nobody looks")

    log = Log()
    reader = camera_at(video(tmp_path / "belt.avi", [EMPTY] * RATE))
    assert isinstance(reader, Camera)
    reader.watch(mistaken)
    reader.start(log.on_scan, log.on_report)
    log.wait(lambda: any(report.cause is DeviceCause.PROGRAM_ERROR for report in log.reports))
    reader.stop()
    assert frame_threads() == []


def test_a_node_that_is_no_camera_is_faulty() -> None:
    log = Log()
    reader = camera_at("/dev/null")
    reader.start(log.on_scan, log.on_report)
    log.wait_for_state(DeviceState.FAULTY)
    reader.stop()
    assert log.reports[1].cause is DeviceCause.SYSTEM_ERROR


@pytest.mark.parametrize("address", ["", "camera", "http://10.0.0.1/stream", "/dev/video0"])
def test_an_address_no_camera_has_is_refused(address: str) -> None:
    with pytest.raises((ConfigurationError, ValueError)):
        camera_at(address)


def test_an_unknown_symbology_is_refused_with_the_near_name() -> None:
    with pytest.raises(ValueError, match="did you mean 'Data Matrix'"):
        DeviceConfig(name="camera-1", driver="camera", address="/c", formats=("DataMatrix",))


def test_finding_the_drivers_loads_no_camera_library() -> None:
    program = (
        "import sys; from station.drivers import registry; registry._find_drivers();"
        "print([name for name in ('cv2', 'numpy', 'zxingcpp', 'pyzbar') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert loaded == "[]\n"
