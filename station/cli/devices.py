"""`station devices list | watch | learn`: what reads at this station, what it sends, and setting up a new one."""

import argparse
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from station.cli.hardware.device_lines import code_name, finding_lines, report_line
from station.cli.hardware.listening import Listening, Typed, listening
from station.cli.options import Subparsers, add_command, add_group, language_of
from station.ports import Attached, Chunk, Clock, DeviceReport
from station.problems import Problem
from station.profiles.doctor.visible import visible
from station.settings import Home
from station.workflows.devices.learn import Learning, Newcomer, newcomers
from traceability.language import Language, Text
from traceability.people import SYSTEM
from traceability.records import Device

if TYPE_CHECKING:
    from station.bootstrap.devices import DeviceTools

_DEVICES = Text("本站的扫码设备", "this station's reading devices")
_LIST = Text("列出设置好的和新插上的设备", "list the devices that are set up and those plugged in anew")
_WATCH = Text("实时显示插拔和原始字节", "show plugging, unplugging and raw bytes as they come")
_LEARN = Text("学习一个新插上的设备", "set up a device that was plugged in")
_NAME = Text("给设备起的名字", "the name to give the device")

_SET_UP = Text(
    "{name}  {driver}  {address}  配置文件 {profile}  {there}",
    "{name}  {driver}  {address}  profile {profile}  {there}",
)
_NEW = Text(
    "新：{label}  {node}  {driver}  可能是 {matches}", "new: {label}  {node}  {driver}  maybe {matches}"
)
_PLUGGED = Text("已插上", "plugged in")
_NOT_PLUGGED = Text("没插上", "not plugged in")
_NOT_KNOWN = Text("要连接才知道", "seen when connecting")
_WITHOUT = Text("无", "none")
_NOTHING = Text("没有设备。", "No devices.")
_WATCHING = Text("Ctrl+C 结束。", "Ctrl+C ends this.")
_COMES, _GOES = Text("+ {label}  {node}", "+ {label}  {node}"), Text("- {label}  {node}", "- {label}  {node}")
_NO_NEWCOMER = Text(
    "没有新插上的设备；请插好再来，或看 station devices list。",
    "Nothing new is plugged in; plug it in and try again, or see station devices list.",
)
_TAKEN = Text(
    "已经有叫 {name} 的设备；请换个名字。", "There is a device {name} already; choose another name."
)
_LEARNING = Text(
    "学习 {label}（{node}）。s 回车：跳过此码；q 回车：放弃。",
    "Learning {label} ({node}). s Enter: skip this code; q Enter: give up.",
)
_SCAN = Text("请扫{code}", "Scan {code}")
_LEFT = Text("放弃了，什么也没有改。", "Given up; nothing was changed.")
_LEARNT = Text(
    "{name} 已设好：配置文件 {profile}，选项 {options}。",
    "{name} is set up: profile {profile}, options {options}.",
)
_LOOK_S: Final = 0.1
_DONE, _SOME_WRONG = 0, 1


def add_to(subparsers: Subparsers) -> None:
    """Add `devices` and what can be done with them."""
    acts = add_group(subparsers, "devices", _DEVICES).add_subparsers(metavar="ACT", required=True)
    add_command(acts, "list", _LIST, run_list)
    add_command(acts, "watch", _WATCH, run_watch)
    learn = add_command(acts, "learn", _LEARN, run_learn)
    learn.add_argument("name", metavar="NAME", help=_NAME.in_language(language_of(os.environ)))


def run_list(_arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """List devices; 0."""
    from station.bootstrap.devices import device_tools  # noqa: PLC0415 -- loads slowly, `--help` does without

    with device_tools(home, reading=False) as tools:
        devices, attached = tools.devices(), tools.attached()
        new = newcomers(attached, devices, tools.profiles())
    lines = [_device_line(device, attached, language) for device in devices]
    lines += [_newcomer_line(newcomer, language) for newcomer in new]
    print(*lines or [_NOTHING.in_language(language)], sep="\n")
    return _DONE


def run_watch(_arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Show what comes until Ctrl+C."""
    from station.bootstrap.devices import device_tools  # noqa: PLC0415 -- loads slowly, `--help` does without

    with device_tools(home, reading=True) as tools:
        print(_WATCHING.in_language(language), flush=True)
        readers = [tools.reader(device) for device in tools.devices()]
        with listening(readers, typed=False) as ears:
            _watch(ears, tools, language)
    return _DONE


def run_learn(arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Set up the device that was plugged in; 0 when nothing is wrong with it, else 1."""
    from station.bootstrap.devices import device_tools  # noqa: PLC0415 -- loads slowly, `--help` does without

    with device_tools(home, reading=True) as tools:
        devices = tools.devices()
        if any(device.name == arguments.name for device in devices):
            raise Problem(_TAKEN, {"name": arguments.name})
        new = newcomers(tools.attached(), devices, tools.profiles())
        if not new:
            raise Problem(_NO_NEWCOMER, {})
        learning = Learning(new[0], arguments.name, lambda: None)
        facts = {"label": new[0].label, "node": new[0].attached.node}
        print(_LEARNING.in_language(language, facts))
        with listening([tools.reader(learning.trial)], typed=True) as ears:
            learnt = _learn(learning, ears, tools.clock, language)
        if not learnt:
            print(_LEFT.in_language(language))
            return _SOME_WRONG
        learning.set_up(tools.journal, SYSTEM, tools.keep_profile).result()
        return _say_lesson(learning, tools, language)


def _learn(learning: Learning, ears: Listening, clock: Clock, language: Language) -> bool:
    """Ask for the test codes; False when the technician gave up."""
    asked = None
    while learning.wanted is not None:
        if learning.wanted is not asked:
            asked = learning.wanted
            print(_SCAN.in_language(language, {"code": code_name(asked, language)}), flush=True)
        match ears.next(_LOOK_S):
            case Chunk() as chunk:
                learning.hear(chunk)
            case DeviceReport() as report:
                print(report_line(report, language))
            case Typed(line="s"):
                learning.skip()
            case Typed(line="q"):
                return False
        learning.look(clock.monotonic_ns())
    return bool(learning.reads)


def _say_lesson(learning: Learning, tools: "DeviceTools", language: Language) -> int:
    lesson = learning.lesson()
    device = lesson.device
    options = ", ".join(f"{name}={visible(str(value).encode())}" for name, value in device.options.items())
    without = _WITHOUT.in_language(language)
    facts = {"name": device.name, "profile": device.profile or without, "options": options or without}
    for finding in {(each.fault, each.variant): each for each in lesson.findings}.values():
        print(*finding_lines(finding, tools.profile(device), language), sep="\n")
    print(_LEARNT.in_language(language, facts))
    return _SOME_WRONG if lesson.findings else _DONE


def _watch(ears: Listening, tools: "DeviceTools", language: Language) -> None:
    before = _by_node(tools.attached())
    while True:
        match ears.next(1.0):
            case Chunk(device=device, data=data):
                print(f"{tools.clock.now():%H:%M:%S}  {device}  {visible(data)}", flush=True)
            case DeviceReport() as report:
                print(f"{tools.clock.now():%H:%M:%S}  {report_line(report, language)}", flush=True)
            case None:
                before = _say_plugging(before, _by_node(tools.attached()), language)


def _say_plugging(
    before: dict[str, Attached], now: dict[str, Attached], language: Language
) -> dict[str, Attached]:
    """Say what came and went; what is there now."""
    for text, nodes in ((_COMES, now.keys() - before.keys()), (_GOES, before.keys() - now.keys())):
        for node in sorted(nodes):
            label = Newcomer(attached=(now | before)[node], address="").label
            print(text.in_language(language, {"label": label, "node": node}), flush=True)
    return now


def _by_node(attached: tuple[Attached, ...]) -> dict[str, Attached]:
    return {each.node: each for each in attached}


def _device_line(device: Device, attached: tuple[Attached, ...], language: Language) -> str:
    there = _NOT_KNOWN
    if device.address.startswith("udev:"):
        there = _NOT_PLUGGED if _is_new(device, attached) else _PLUGGED
    facts = {
        "name": device.name,
        "driver": device.driver,
        "address": device.address or "-",
        "profile": device.profile or _WITHOUT.in_language(language),
        "there": there.in_language(language),
    }
    return _SET_UP.in_language(language, facts)


def _is_new(device: Device, attached: tuple[Attached, ...]) -> bool:
    """Whether nothing that is plugged in is this device."""
    return len(newcomers(attached, [device], ())) == len(attached)


def _newcomer_line(newcomer: Newcomer, language: Language) -> str:
    return _NEW.in_language(
        language,
        {
            "label": newcomer.label,
            "node": newcomer.attached.node,
            "driver": newcomer.attached.driver,
            "matches": ", ".join(_families(newcomer)) or "?",
        },
    )


def _families(newcomer: Newcomer) -> Iterator[str]:
    return (match.profile.family for match in newcomer.matches)
