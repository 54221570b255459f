"""Profiles, their mistakes and their corpora's differences as lines of text."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from station.profiles.device import LineSettings
from station.profiles.framing import Framing
from station.profiles.profile import Confidence, Cure, Evidence, Interface, Profile
from station.profiles.reading.corpus import Difference, Expected
from station.profiles.reading.mistakes import ProfileMistake
from station.profiles.reading.read import STATED
from traceability.language import Language, Text

_NOT_READ = Text("本程序不读，请换接口", "not read by this program: switch it")
_READ_BY = Text("由 {driver} 驱动读取", "read by {driver}")
_INTERFACES = Text("接口", "Interfaces")
_CURES = Text("故障与设置项", "Faults and their settings")
_QUIET = Text("关闭自己的鸣叫", "its own beep")
_SET_UP = Text("设置码", "Set-up codes")
_FACTS = Text("其他事实", "What else is known")
_VERSION = Text("第 {version} 版", "version {version}")
_ONLY = Text("仅 {models}", "only {models}")
_DIFFERENCE = Text(
    "样本 {sample} 第 {number} 次扫描：应为 {expected}，读出 {got}",
    "sample {sample}, scan {number}: expected {expected}, got {got}",
)
_NOTHING = Text("没有", "nothing")
_CONFIDENCE: Final = {
    Confidence.HIGH: Text("可靠", "high"),
    Confidence.MEDIUM: Text("较可靠", "medium"),
    Confidence.LOW: Text("未证实", "low"),
}


def mistake_lines(mistakes: Iterable[ProfileMistake], language: Language) -> list[str]:
    """`path:line: key: what`, one each."""
    return [mistake.sentence(language) for mistake in mistakes]


def difference_line(difference: Difference, language: Language) -> str:
    """Which scan of which sample came out how."""
    facts = {
        "sample": difference.sample,
        "number": str(difference.position + 1),
        "expected": _scan(difference.expected, language),
        "got": _scan(difference.got, language),
    }
    return _DIFFERENCE.in_language(language, facts)


def profile_lines(profile: Profile, language: Language) -> Iterator[str]:
    """Everything a profile says, with its sources."""
    version = _VERSION.in_language(language, {"version": str(profile.version)})
    yield f"{profile.family}  {version}  {profile.vendor}: {', '.join(profile.models)}"
    yield from ("", _INTERFACES.in_language(language))
    for interface in profile.interfaces:
        yield from _interface_lines(interface, language)
    cures = [(fault.value, cure) for fault, cure in profile.cures.items()]
    if profile.quiet:
        cures.append((_QUIET.in_language(language), profile.quiet))
    if cures:
        yield from ("", _CURES.in_language(language))
        for name, cure in cures:
            yield f"  {name}: {_change(cure)}  {_evidence(cure, language)}"
    if profile.set_up:
        yield from ("", _SET_UP.in_language(language))
        for name, code in profile.set_up.items():
            held = f"{code.symbology.name} {json.dumps(code.content)}{' FNC3' if code.function_3 else ''}"
            yield f"  {name}: {code.purpose.in_language(language)}: {held}  {_evidence(code, language)}"
    if profile.facts:
        yield from ("", _FACTS.in_language(language))
        for fact in profile.facts:
            only = f" ({_models(fact.models, language)})" if fact.models else ""
            yield f"  {fact.about.in_language(language)}{only}  {_evidence(fact, language)}"


def _interface_lines(interface: Interface, language: Language) -> Iterator[str]:
    how = _READ_BY if interface.driver else _NOT_READ
    only = f", {_models(interface.models, language)}" if interface.models else ""
    yield f"  {interface.name} ({how.in_language(language, {'driver': interface.driver or ''})}{only})"
    for key in STATED:
        value = getattr(interface, key)
        if value not in (None, (), {}):
            yield f"    {key}: {_written(value)}  {_evidence(interface.evidence[key], language)}"


def _written(value: object) -> str:
    """A value as JSON; of settings what is not usual, and always how a scan ends."""
    plain = msgspec.to_builtins(value)
    if isinstance(value, Framing | LineSettings):
        usual = msgspec.to_builtins(type(value)())
        said = {"terminators", "baud_rate", "data_bits", "parity", "stop_bits"}
        plain = {key: held for key, held in plain.items() if held != usual[key] or key in said}
    return json.dumps(plain, ensure_ascii=False)


def _models(models: tuple[str, ...], language: Language) -> str:
    return _ONLY.in_language(language, {"models": ", ".join(models)})


def _change(cure: Cure) -> str:
    return f"{cure.setting}: {cure.before} → {cure.after}" if cure.before else f"{cure.setting}: {cure.after}"


def _evidence(evidence: Evidence, language: Language) -> str:
    return f"[{evidence.source}; {_CONFIDENCE[evidence.confidence].in_language(language)}]"


def _scan(scan: Expected | None, language: Language) -> str:
    if scan is None:
        return _NOTHING.in_language(language)
    return json.dumps(msgspec.to_builtins(scan))
