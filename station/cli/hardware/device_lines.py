"""Devices, reads and findings as lines for the terminal; nothing in them reaches it as a control character."""

from collections.abc import Iterator, Sequence
from typing import Final

from station.ports import DeviceReport, DeviceState
from station.problems import Problem
from station.profiles.device_cause import SENTENCES
from station.profiles.doctor.explanations import explanation_of
from station.profiles.doctor.findings import Finding, Mark
from station.profiles.doctor.test_codes import CHARACTERS_CODE, ELEMENTS_CODE, ENVELOPE_CODE, TestCode
from station.profiles.doctor.visible import visible
from station.profiles.profile import Profile
from traceability.language import Language, Text
from traceability.records import Device

_STATES: Final = {
    DeviceState.CONNECTING: Text("连接中", "connecting"),
    DeviceState.READY: Text("就绪", "ready"),
    DeviceState.ABSENT: Text("不在", "absent"),
    DeviceState.FAULTY: Text("有故障", "faulty"),
    DeviceState.STOPPED: Text("已停止", "stopped"),
}
_CODES: Final = {
    ELEMENTS_CODE.id: Text("测试码 1（GS1-128）", "test code 1 (GS1-128)"),
    CHARACTERS_CODE.id: Text("测试码 2（Code 128）", "test code 2 (Code 128)"),
    ENVELOPE_CODE.id: Text("测试码 3（Data Matrix）", "test code 3 (Data Matrix)"),
}
_READ: Final = (
    Text("  应收到：{expected}", "  expected: {expected}"),
    Text("  收到：  {received}", "  received: {received}"),
)
_FINDING: Final = (
    Text("✗ {title}", "✗ {title}"),
    Text("  后果：{consequence}", "  consequence: {consequence}"),
    Text("  原因：{cause}", "  cause: {cause}"),
    Text("  改这里：{cure}", "  change: {cure}"),
)
_SETTING: Final = Text("设置项 {setting}：{before} → {after}", "setting {setting}: {before} → {after}")
_NO_DEVICE: Final = Text(
    "没有叫 {name} 的设备；本站有：{known}。", "There is no device {name}; this station has: {known}."
)
_WHICH: Final = Text("请写明哪个设备：{known}。", "Name one of the devices: {known}.")
_NONE: Final = Text(
    "本站还没有设备；用 station devices learn 学习一个。",
    "This station has no device yet; station devices learn sets one up.",
)


def chosen(devices: Sequence[Device], name: str | None) -> Device:
    """The device of that name, or the only one. Raises Problem."""
    known = ", ".join(device.name for device in devices)
    if not devices:
        raise Problem(_NONE, {})
    if name is None and len(devices) > 1:
        raise Problem(_WHICH, {"known": known})
    found = next((device for device in devices if name in {None, device.name}), None)
    if found is None:
        raise Problem(_NO_DEVICE, {"name": str(name), "known": known})
    return found


def code_name(code: TestCode, language: Language) -> str:
    """What a test code is called."""
    return _CODES[code.id].in_language(language)


def report_line(report: DeviceReport, language: Language) -> str:
    """How a device is, and why."""
    words = [_STATES[report.state].in_language(language)]
    if report.cause is not None:
        words.append(SENTENCES[report.cause].in_language(language))
    if report.detail:
        words.append(visible(report.detail.encode()))
    return f"{report.device}  {'  '.join(words)}"


def finding_lines(finding: Finding, profile: Profile | None, language: Language) -> Iterator[str]:
    """What is wrong, what comes of it, what to change: in the vendor's words where its profile knows them."""
    explanation, named = explanation_of(finding), dict[str, str]()
    for part in ("title", "consequence", "cause", "cure"):
        named[part] = getattr(explanation, part).in_language(language, finding.facts)
    cure = profile.cures.get(finding.fault) if profile else None
    if cure is not None:
        settings = {"setting": cure.setting, "before": cure.before or "?", "after": cure.after}
        named["cure"] = _SETTING.in_language(language, settings)
    yield from (line.in_language(language, named) for line in _FINDING)


def read_lines(finding: Finding, language: Language) -> Iterator[str]:
    """The read a finding is of, beside what a right device sends; what differs between ⟦ and ⟧."""
    lines = {
        "expected": "".join(_marked(span.mark, span.expected) for span in finding.spans),
        "received": "".join(_marked(span.mark, span.received) for span in finding.spans),
    }
    yield from (line.in_language(language, lines) for line in _READ)


def _marked(mark: Mark, data: bytes) -> str:
    return visible(data) if mark is Mark.SAME else f"⟦{visible(data)}⟧"
