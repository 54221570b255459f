"""`station doctor`: what a device makes of the test codes, what is wrong with it, and whether the repair holds."""

import argparse
import os
from typing import Final

from station.cli.hardware.device_lines import chosen, code_name, finding_lines, read_lines, report_line
from station.cli.hardware.listening import Listening, Typed, listening
from station.cli.options import Subparsers, add_command, language_of
from station.ports import Chunk, Clock, DeviceReport
from station.profiles.profile import Profile
from station.settings import Home
from station.workflows.devices.doctor import PROOF, Examination
from traceability.language import Language, Text
from traceability.people import SYSTEM

_DOCTOR = Text("用测试码检查一把枪，并证明已修好", "examine a device with test codes and prove its repair")
_DEVICE = Text("设备名；只有一个时可以不写", "the device; may be left out where there is one")
_HOW = Text(
    "测试码在 station profile sheet 的打印页上，也在界面的“医生”里。s 回车：跳过此码（一维枪读不了）；q 回车：结束。",
    "The test codes are on the sheet of station profile sheet, and in the screen's doctor. "
    "s Enter: skip this code (a laser gun can't read it); q Enter: end.",
)
_SCAN = Text("请扫{code}", "Scan {code}")
_RIGHT = Text("✓ {code} 读对，连续 {count} 次", "✓ {code} is right, {count} in a row")
_REPAIR = Text(
    "改好设置后再扫：连续 {proof} 次读对才算修好。",
    "Change the setting, then scan again: {proof} right reads in a row prove the repair.",
)
_HEALTHY = Text("{device} 正常：测试码都读对。", "{device} is healthy: the test codes are read right.")
_UNPROVED = Text(
    "{device} 没有证明正常；已记录。", "{device} was not proved healthy; what was found is kept."
)

_LOOK_S: Final = 0.1
_HEALTHY_STATUS, _FAULTY_STATUS = 0, 1


def add_to(subparsers: Subparsers) -> None:
    """Add `doctor`."""
    parser = add_command(subparsers, "doctor", _DOCTOR, run)
    parser.add_argument(
        "device", nargs="?", metavar="DEVICE", help=_DEVICE.in_language(language_of(os.environ))
    )


def run(arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Examine a device; 0 when it is proved healthy, 1 when not."""
    from station.bootstrap.devices import device_tools  # noqa: PLC0415 -- loads slowly, `--help` does without

    with device_tools(home, reading=True) as tools:
        device = chosen(tools.devices(), arguments.device)
        examination = Examination(tools.configuration(device), lambda: None)
        print(_HOW.in_language(language))
        with listening([tools.reader(device)], typed=True) as ears:
            _Consultation(examination, tools.profile(device), language).hold(ears, tools.clock)
        examination.journal(tools.journal, SYSTEM).result()
        verdict = _HEALTHY if examination.healthy else _UNPROVED
        print(verdict.in_language(language, {"device": device.name}))
    return _HEALTHY_STATUS if examination.healthy else _FAULTY_STATUS


class _Consultation:
    """The examination at a terminal, until the device is healthy or the technician ends it."""

    def __init__(self, examination: Examination, profile: Profile | None, language: Language) -> None:
        self._examination = examination
        self._profile = profile
        self._language = language
        self._told = 0
        self._alone = False

    def hold(self, ears: Listening, clock: Clock) -> None:
        """Ask, hear and tell."""
        examination = self._examination
        self._ask()
        while not (examination.healthy or (self._alone and examination.complete)):
            match ears.next(_LOOK_S):
                case Chunk() as chunk:
                    examination.hear(chunk)
                case DeviceReport() as report:
                    print(report_line(report, self._language))
                case Typed(line="q"):
                    return
                case Typed(line="s"):
                    examination.skip()
                    self._ask()
                case Typed(line=None):
                    self._alone = True
            examination.look(clock.monotonic_ns())
            self._tell()

    def _ask(self) -> None:
        code = code_name(self._examination.wanted, self._language)
        print(_SCAN.in_language(self._language, {"code": code}), flush=True)

    def _tell(self) -> None:
        examination, language = self._examination, self._language
        for read in examination.reads[self._told :]:
            if read.findings:
                print(*read_lines(read.findings[0], language), sep="\n")
            else:
                facts = {"code": code_name(read.code, language), "count": str(examination.right)}
                print(_RIGHT.in_language(language, facts))
            for finding in read.findings:
                print(*finding_lines(finding, self._profile, language), sep="\n")
        if len(examination.reads) == self._told:
            return
        self._told = len(examination.reads)
        if examination.complete and examination.findings:
            print(_REPAIR.in_language(language, {"proof": str(PROOF)}))
        if not examination.healthy:
            self._ask()
