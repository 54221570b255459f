"""The sheet of a device family: its test codes, set-up codes, its own beep, and the settings that end faults."""

from collections.abc import Iterator
from typing import Final

from station.printing.sheet import Code, Section, Sheet
from station.profiles.doctor.explanations import EXPLANATIONS
from station.profiles.doctor.test_codes import CHARACTERS_CODE, ELEMENTS_CODE, ENVELOPE_CODE, TEST_CODES
from station.profiles.faults import Fault
from station.profiles.profile import Confidence, Cure, Profile, SetUpCode, Symbology
from traceability.language import Language, Text

_TITLE = Text("扫码设备设置单：{vendor} {models}", "Set-up sheet: {vendor} {models}")
_USE = Text(
    "按原尺寸打印（100%）。一次只让设备看到一个码，用纸盖住旁边的码。",
    "Print at full size (100%). Let the device see one code at a time: cover its neighbours with paper.",
)
_FOOT = Text("追溯站 {profile}", "Tracepost {profile}")
_TESTS = Text("测试码", "Test codes")
_TESTS_USE = Text(
    "在扫描枪医生或学习向导里逐个扫描。激光枪只扫前两个。",
    "Scan them one after another for the scanner doctor or the learn wizard. Laser guns read the first two only.",
)
_TEST_CAPTIONS: Final = {
    ELEMENTS_CODE.id: Text("测试码 1：GS1-128", "Test code 1: GS1-128"),
    CHARACTERS_CODE.id: Text("测试码 2：Code 128", "Test code 2: Code 128"),
    ENVELOPE_CODE.id: Text("测试码 3：Data Matrix", "Test code 3: Data Matrix"),
}
_SET_UP = Text("设置码", "Set-up codes")
_SET_UP_USE = Text("扫描后设备会改变设置。", "Scanning one changes the device.")
_NO_SET_UP = Text(
    "没有查到此设备的设置码，请按厂商说明书改下面的设置项。",
    "No set-up codes of this device are known: change the settings below by the maker's manual.",
)
_QUIET = Text("关闭设备自己的鸣叫", "The device's own beep")
_QUIET_USE = Text(
    "关掉它，就只听到本站判定的声音。设置项 {setting}：{after}。",
    "Without it only the verdict is heard. Setting {setting}: {after}.",
)
_QUIET_UNKNOWN = Text(
    "没有查到关闭读码鸣叫的设置项，请查厂商说明书。",
    "The setting that ends its good-read beep is not known: see the maker's manual.",
)
_CURES = Text("故障与设置项", "Faults and their settings")
_CHANGE = Text("{symptom}：{setting}，{before} → {after}", "{symptom}: {setting}, {before} → {after}")
_SET_TO = Text("{symptom}：{setting} → {after}", "{symptom}: {setting} → {after}")
_SOURCE = Text("来源：{source}（{confidence}）", "Source: {source} ({confidence})")
_CONFIDENCE: Final = {
    Confidence.HIGH: Text("可靠", "reliable"),
    Confidence.MEDIUM: Text("较可靠", "fairly reliable"),
    Confidence.LOW: Text("未证实", "unconfirmed"),
}


def profile_sheet(profile: Profile, language: Language) -> Sheet:
    """The sheet of a family in one language."""
    facts = {"vendor": profile.vendor, "models": ", ".join(profile.models), "profile": profile.id}
    return Sheet(
        title=_TITLE.in_language(language, facts),
        text=_USE.in_language(language),
        foot=_FOOT.in_language(language, facts),
        sections=tuple(_sections(profile, language)),
    )


def _sections(profile: Profile, language: Language) -> Iterator[Section]:
    yield Section(
        title=_TESTS.in_language(language),
        text=_TESTS_USE.in_language(language),
        codes=_test_codes(language),
    )
    quiet = profile.quiet.codes if profile.quiet else ()
    yield Section(
        title=_QUIET.in_language(language),
        text=_quiet(profile.quiet, language),
        codes=tuple(_set_up_code(profile.set_up[name], language) for name in quiet),
    )
    others = tuple(code for name, code in profile.set_up.items() if name not in quiet)
    yield Section(
        title=_SET_UP.in_language(language),
        text=(_SET_UP_USE if others else _NO_SET_UP).in_language(language),
        codes=tuple(_set_up_code(code, language) for code in others),
    )
    if profile.cures:
        lines = (_cure(fault, cure, language) for fault, cure in profile.cures.items())
        yield Section(title=_CURES.in_language(language), text="\n".join(lines))


def _test_codes(language: Language) -> tuple[Code, ...]:
    return tuple(
        Code(
            caption=_TEST_CAPTIONS[code.id].in_language(language),
            content=code.content,
            elements=code.elements,
            symbology=Symbology(code.symbology),
        )
        for code in TEST_CODES
    )


def _set_up_code(code: SetUpCode, language: Language) -> Code:
    facts = {"source": code.source, "confidence": _CONFIDENCE[code.confidence].in_language(language)}
    return Code(
        caption=code.purpose.in_language(language),
        content=code.data,
        symbology=code.symbology,
        function_3=code.function_3,
        note=_SOURCE.in_language(language, facts),
    )


def _quiet(quiet: Cure | None, language: Language) -> str:
    if quiet is None:
        return _QUIET_UNKNOWN.in_language(language)
    return _QUIET_USE.in_language(language, {"setting": quiet.setting, "after": quiet.after})


def _cure(fault: Fault, cure: Cure, language: Language) -> str:
    symptom = next(each.symptom for (of, _), each in EXPLANATIONS.items() if of is fault)
    facts = {
        "symptom": symptom.in_language(language),
        "setting": cure.setting,
        "before": cure.before,
        "after": cure.after,
    }
    return (_CHANGE if cure.before else _SET_TO).in_language(language, facts)
