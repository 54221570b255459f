"""Profiles from files: what is read, and every mistake of a file at once, on its line, in both languages."""

import re

import pytest

from station.profiles.device import FlowControl, Parity
from station.profiles.faults import Fault
from station.profiles.profile import Confidence, Connection, Profile
from station.profiles.reading.mistakes import ProfileMistake
from station.profiles.reading.read import read_profile
from traceability.codes.code_ids import CodeIds
from traceability.language import Language

_GOOD = """\
schema = 1
family = "acme-gun"
version = 3
vendor = "Acme"
models = ["A1", "A2"]
kind = "handheld"

[[interfaces]]
name = "usb-serial"
connection = "usb-serial"
match = [{ ID_VENDOR_ID = "05e0", ID_MODEL_ID = "1701" }]
framing = { terminators = "", gap_ms = 40 }
line = { baud_rate = 115200, parity = "E", flow_control = "rts-cts" }
code_ids = "zebra-symbol"
dialect = "zebra-ssi"
feedback = { taken = "\\u0006\\u00ff" }
no_read_words = ["NoRead"]
[interfaces.evidence]
match = { source = "usb.ids", confidence = "high" }
framing = { source = "measured", confidence = "medium" }
line = { source = "manual p4", confidence = "low" }
code_ids = { source = "manual p4", confidence = "low" }
dialect = { source = "manual p4", confidence = "low" }
feedback = { source = "manual p4", confidence = "low" }
no_read_words = { source = "manual p4", confidence = "low" }

[[interfaces]]
name = "keyboard"
connection = "usb-keyboard"
models = ["A2"]

[cures.separator-lost]
setting = "Function Key Mapping"
from = "Disable"
to = "Enable"
codes = ["mapping"]
source = "manual p9"
confidence = "high"

[set_up.mapping]
purpose = { zh = "键映射", en = "Key mapping" }
content = "K1"
function_3 = true
source = "manual p9"
confidence = "high"

[[facts]]
about = { zh = "红色", en = "Red" }
models = ["A1"]
source = "seen"
confidence = "low"
"""


def _read(content: str, path: str = "profiles/acme-gun.toml") -> tuple[ProfileMistake, ...]:
    read = read_profile(content, path)
    assert not isinstance(read, Profile)
    return read


def _told(content: str, path: str = "profiles/acme-gun.toml") -> list[tuple[int, str, str]]:
    return [(mistake.line, mistake.where, mistake.what.en) for mistake in _read(content, path)]


def _line(content: str, text: str) -> int:
    return content[: content.index(text)].count("\n") + 1


def test_a_file_says_how_a_device_is_recognised_read_and_put_right() -> None:
    profile = read_profile(_GOOD, "profiles/acme-gun.toml")
    assert isinstance(profile, Profile)
    serial, keyboard = profile.interfaces
    assert profile.id == "acme-gun/3"
    assert serial.connection is Connection.USB_SERIAL
    assert serial.framing is not None
    assert serial.framing.ends_by_gap
    assert serial.line is not None
    assert (serial.line.parity, serial.line.flow_control) == (Parity.EVEN, FlowControl.RTS_CTS)
    assert serial.code_ids is CodeIds.ZEBRA_SYMBOL
    assert serial.evidence["line"].confidence is Confidence.LOW
    assert (keyboard.framing, keyboard.code_ids, keyboard.driver) == (None, None, "keyboard")
    assert profile.cures[Fault.SEPARATOR_LOST].before == "Disable"
    assert profile.set_up["mapping"].data == b"K1"


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('vendor = "Acme"', 'vender = "Acme"', "unknown 'vender'; did you mean 'vendor'?"),
        ('vendor = "Acme"', 'vender = "Acme"', "is missing"),
        ("version = 3", 'version = "3"', "must be a whole number, not a string"),
        ("version = 3", "version = true", "must be a whole number, not true or false"),
        ("version = 3", "version = 0", "must be 1 to 2147483647"),
        ("version = 3", f"version = {2**63}", "must be 1 to 2147483647"),
        ("version = 3", "version = 99999999999999999999999", "must be 1 to 2147483647"),
        ("schema = 1", "schema = 2", "this program reads schema 1; update it or rewrite the file"),
        ('kind = "handheld"', 'kind = "handhold"', "unknown 'handhold'; did you mean 'handheld'?"),
        ('models = ["A1", "A2"]', 'models = "A1"', "must be a list, not a string"),
        (
            'family = "acme-gun"',
            'family = "Acme gun"',
            "a family has lower-case letters, digits and dashes only",
        ),
        ('family = "acme-gun"', f'family = "{"a" * 65}"', "a family has lower-case letters"),
        ('family = "acme-gun"', 'family = "../acme-gun"', "a family has lower-case letters"),
        ('family = "acme-gun"', 'family = "acme-gun\\n"', "a family has lower-case letters"),
        ('family = "acme-gun"', 'family = "acme"', "the family must be the file's name: 'acme-gun'"),
        ('"1701"', '"170G"', "ID_MODEL_ID takes four lower-case hexadecimal digits"),
        ("ID_VENDOR_ID", "id_vendor_id", "'id_vendor_id' is no udev property"),
        ("gap_ms = 40", "gap_sm = 40", "unknown 'gap_sm'; did you mean 'gap_ms'?"),
        ("gap_ms = 40", "gap_ms = 0", "cannot be used: gap_ms must be 1 to 3600000, not 0"),
        ("baud_rate = 115200", "baud_rate = 0", "cannot be used: baud_rate must be 1 to 4000000, not 0"),
        ('"zebra-symbol"', '"zebra-symbols"', "unknown 'zebra-symbols'; did you mean 'zebra-symbol'?"),
        ("{ taken =", "{ token =", "unknown 'token'; did you mean 'taken'?"),
        ("\\u00ff", "\\u4e00", "each character must be within U+0000–U+00FF, one byte"),
        ('["NoRead"]', '[""]', "must not be empty"),
        ('match = { source = "usb.ids", confidence = "high" }\n', "", "'match' has no source; add"),
        ('source = "usb.ids"', 'source = " "', "must not be empty"),
        ('"usb.ids", confidence = "high"', '"usb.ids", confidence = "sure"', "unknown 'sure'; known: high"),
        ('no_read_words = ["NoRead"]\n', "", "'no_read_words' has a source and no value"),
        ('models = ["A2"]', 'layout = "uss"', "unknown 'uss'; did you mean 'us'?"),
        ('name = "keyboard"', 'name = "usb-serial"', "'usb-serial' stands here twice"),
        ('models = ["A2"]', "port = 65536", "must be 1 to 65535"),
        ('models = ["A2"]', "port = 0", "must be 1 to 65535"),
        ('models = ["A2"]', 'dialect = "newland"', "'dialect' means nothing on usb-keyboard"),
        ("[cures.separator-lost]", "[cures.separator-last]", "did you mean 'separator-lost'?"),
        ('codes = ["mapping"]', 'codes = ["maping"]', "unknown 'maping'; did you mean 'mapping'?"),
        ('models = ["A1"]', 'models = ["A9"]', "unknown 'A9'; known: A1, A2"),
        ('content = "K1"', 'content = "K1"\nsymbology = "]C1"', "a set-up code is no GS1 symbol"),
        ('[[interfaces]]\nname = "keyboard"', '[[interfaces]\nname = "keyboard"', "not TOML"),
    ],
)
def test_each_mistake_is_told_with_the_way_on(right: str, wrong: str, says: str) -> None:
    assert right in _GOOD
    content = _GOOD.replace(right, wrong, 1)
    assert any(says in what for _, _, what in _told(content))
    assert all("{" not in mistake.what.zh.replace("{ source", "") for mistake in _read(content))


def test_all_mistakes_of_a_file_come_at_once_each_on_its_line() -> None:
    content = (
        _GOOD.replace('vendor = "Acme"', 'vender = "Acme"')
        .replace('parity = "E"', 'parity = "X"')
        .replace('confidence = "medium"', 'confidence = "some"')
        .replace('to = "Enable"', "to = 4")
        .replace('"usb-keyboard"', '"keyboard"')
        .replace('zh = "红色", ', "")
    )
    assert [(line, where) for line, where, _ in _told(content)] == [
        (1, "vendor"),
        (_line(content, "vender"), "vender"),
        (_line(content, "line = "), "interfaces[0].line.parity"),
        (_line(content, "framing = { source"), "interfaces[0].evidence.framing.confidence"),
        (_line(content, '"keyboard"\nmodels'), "interfaces[1].connection"),
        (_line(content, "to = 4"), "cures.separator-lost.to"),
        (_line(content, 'about = { en = "Red"'), "facts[0].about.zh"),
    ]


def test_rules_between_values_are_all_checked_at_once_too() -> None:
    content = _GOOD.replace("version = 3", "version = 0").replace("1701", "170g").replace('["A1"]', '["A9"]')
    assert [where for _, where, _ in _told(content)] == [
        "version",
        "interfaces[0].match[0]",
        "facts[0].models",
    ]


def test_text_that_is_no_toml_is_told_with_its_line() -> None:
    content = _GOOD.replace("schema = 1", "schema = ")
    assert [(line, where) for line, where, _ in _told(content)] == [(1, "")]
    assert [line for line, _, _ in _told('a = """x\ny\n')] == [2]


def test_a_mistake_reads_as_one_line_in_each_language() -> None:
    (mistake,) = _read(_GOOD.replace("version = 3", "version = 0"))
    assert mistake.sentence(Language.ENGLISH) == "profiles/acme-gun.toml:3: version: must be 1 to 2147483647"
    assert mistake.sentence(Language.CHINESE) == "profiles/acme-gun.toml:3: version: 应为 1 到 2147483647"


def test_lines_inside_long_strings_are_not_taken_for_keys() -> None:
    content = _GOOD.replace('source = "seen"', 'source = """\n[[facts]]\nversion = 1\n"""').replace(
        "version = 3", "version = 0"
    )
    assert [line for line, _, _ in _told(content)] == [3]


def test_only_line_feeds_begin_a_line() -> None:
    content = _GOOD.replace('"seen"', '"s\u2028een"').replace('vendor = "Acme"', 'vendor = "A\u2028cme"')
    content = content.replace("version = 3", "version = 0").replace('["A1"]', '["A9"]')
    assert [line for line, _, _ in _told(content)] == [3, _line(content, 'models = ["A9"]')]


_WRONG = """\
schema = 1
famly = "bad-gun"
family = "bad-gun"
version = "2"
vendor = ""
models = ["A", 7]
kind = "handhled"

[[interfaces]]
name = "usb"
connection = "usb-keybord"
layout = "gb"
code_ids = "aim"
terminatrs = "x"
framing = { terminator = "\\r", gap_ms = 0, max_length = 0 }
match = [
  { ID_VENDOR_ID = "05e0" }, # a comment, with [ and "
  { ID_VENDOR_ID = "05E0", id_model = "1" },
]

[interfaces.evidence]
layuot = { source = "x", confidence = "high" }
code_ids = { source = "", confidence = "hihg" }
port = { source = "y", confidence = "low" }

[[interfaces]]
name = "serial"
connection = "rs-232"
line = { baud_rate = -1, data_bits = 9, parity = "X" }
port = 5
[interfaces.feedback]
takn = "a"
taken = "€"

[cures.separator-lots]
setting = "x"
to = 4
source = "z"
confidence = "high"

[cures.separator-lost]
setting = "x"
to = "y"
codes = ["nope"]
source = "z"
confidence = "high"

[set_up.gs]
purpose = { zh = "a" }
content = ""
source = "q"
confidence = "low"

[[facts]]
about = "text"
source = " "
confidence = "high"
"""


def test_no_mistake_hides_another() -> None:
    told = [(line, where) for line, where, _ in _told(_WRONG, "bad-gun.toml")]
    assert told == [
        (_line(_WRONG, "famly"), "famly"),
        (_line(_WRONG, "version"), "version"),
        (_line(_WRONG, "vendor"), "vendor"),
        (_line(_WRONG, "models"), "models[1]"),
        (_line(_WRONG, "kind"), "kind"),
        (_line(_WRONG, '"usb-keybord"'), "interfaces[0].connection"),
        (_line(_WRONG, '"gb"'), "interfaces[0].layout"),
        (_line(_WRONG, "terminatrs"), "interfaces[0].terminatrs"),
        (_line(_WRONG, "framing ="), "interfaces[0].framing.terminator"),
        (_line(_WRONG, "framing ="), "interfaces[0].framing"),
        *[(_line(_WRONG, "05E0"), "interfaces[0].match[1]")] * 2,
        *[
            (_line(_WRONG, "[interfaces.evidence]"), f"interfaces[0].evidence.{key}")
            for key in ("match", "framing", "layout")
        ],
        (_line(_WRONG, "layuot"), "interfaces[0].evidence.layuot"),
        (_line(_WRONG, '"hihg"'), "interfaces[0].evidence.code_ids.confidence"),
        (_line(_WRONG, '"hihg"'), "interfaces[0].evidence.code_ids.source"),
        (_line(_WRONG, 'source = "y"'), "interfaces[0].evidence.port"),
        *[
            (_line(_WRONG, '[[interfaces]]\nname = "serial"'), f"interfaces[1].evidence.{key}")
            for key in ("port", "line", "feedback")
        ],
        *[(_line(_WRONG, "line ="), where) for where in ("interfaces[1].line.parity", "interfaces[1].line")],
        (_line(_WRONG, "port = 5"), "interfaces[1].port"),
        (_line(_WRONG, "takn"), "interfaces[1].feedback.takn"),
        (_line(_WRONG, "taken"), "interfaces[1].feedback.taken"),
        (_line(_WRONG, "[cures.separator-lots]"), "cures.separator-lots"),
        (_line(_WRONG, "to = 4"), "cures.separator-lots.to"),
        (_line(_WRONG, "nope"), "cures.separator-lost.codes"),
        (_line(_WRONG, "purpose"), "set_up.gs.purpose.en"),
        (_line(_WRONG, "content"), "set_up.gs.content"),
        (_line(_WRONG, "about"), "facts[0].about"),
        (_line(_WRONG, '" "'), "facts[0].source"),
    ]


def test_all_that_is_wrong_in_one_setting_is_told() -> None:
    told = {where: what for _, where, what in _told(_WRONG, "bad-gun.toml")}
    assert (
        "gap_ms must be 1 to 3600000, not 0; max_length must be 1 to 1048576, not 0"
        in told["interfaces[0].framing"]
    )
    assert "baud_rate must be 1 to 4000000, not -1; data_bits must be" in told["interfaces[1].line"]


def test_what_follows_from_a_mistake_is_no_second_one() -> None:
    content = _GOOD.replace('connection = "usb-serial"', "connection = 1").replace('["A1", "A2"]', '"A1"')
    content = "set_up = 1\n" + content.partition("[set_up.mapping]")[0]
    content = content.replace("[interfaces.evidence]\n", "evidence = 1\n").replace(
        "\nmatch = { source", "\n#"
    )
    told = {where for _, where, _ in _told(re.sub(r"\n[a-z_]+ = { source.*", "", content))}
    assert told == {"set_up", "models", "interfaces[0].connection", "interfaces[0].evidence"}
