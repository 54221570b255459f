"""Reading a profile from its TOML, with every mistake found at once."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import Final

from station.profiles.keyboard_layouts import LAYOUTS
from station.profiles.profile import SCHEMA, Connection, Cure, Interface, Profile, Symbology
from station.profiles.reading import mistakes
from station.profiles.reading.converting import converted
from station.profiles.reading.mistakes import ProfileMistake, filled, unknown
from station.profiles.reading.toml_lines import Lines, Path
from traceability.language import Text
from traceability.records import HIGHEST_PROFILE_VERSION, LONGEST_PROFILE, PROFILE_FAMILY

Mistakes = Iterator[tuple[Path, Text]]
Wrong = frozenset[Path]
"""Where the file's data are of a wrong kind."""

STATED: Final = (
    "match",
    "port",
    "line",
    "framing",
    "layout",
    "code_ids",
    "no_read_words",
    "dialect",
    "feedback",
    "limits",
)
"""What an interface says of its devices; each needs its evidence."""

_SERIAL = frozenset({Connection.USB_SERIAL, Connection.RS232})
_TWO_WAY = _SERIAL | {Connection.TCP}
_READ = _TWO_WAY | {Connection.USB_KEYBOARD}
_ONLY_ON: Final = {
    "port": frozenset({Connection.TCP}),
    "line": _SERIAL,
    "layout": frozenset({Connection.USB_KEYBOARD}),
    "dialect": _TWO_WAY,
    "feedback": _READ,
    "framing": _READ,
    "no_read_words": _READ,
}
_HIGHEST_PORT: Final = 65_535
_FEEDBACK: Final = ("taken", "attention", "refused")
_NO_SET_UP: Final = frozenset({Symbology.GS1_128, Symbology.GS1_DATA_MATRIX})
_AT_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)$")
_USB_NUMBER: Final = re.compile(r"[0-9a-f]{4}")
_PROPERTY: Final = re.compile(r"[A-Z][A-Z0-9_]*")


def read_profile(content: str, path: str) -> Profile | tuple[ProfileMistake, ...]:
    """The profile in a TOML text, or all mistakes in it by line; `path` names the file, whose stem is the family."""
    if len(content) > LONGEST_PROFILE:
        what = filled(mistakes.TOO_LONG, most=str(LONGEST_PROFILE))
        return (ProfileMistake(path=path, line=1, where="", what=what),)
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        return (_not_toml(content, path, str(error)),)
    except (ValueError, RecursionError):  # thousands of digits, thousands of brackets
        return (ProfileMistake(path=path, line=1, where="", what=mistakes.UNREASONABLE),)
    profile, found = converted(data, Profile)
    wrong = frozenset(where for where, _ in found)
    meant = [mistake for check in _CHECKS for mistake in check(profile, wrong)]
    meant += _family_mistakes(profile, PurePath(path).stem)
    found += [each for each in meant if not _is_known(each, wrong)]
    if not found:
        return profile
    lines = Lines(content)
    told = (
        ProfileMistake(path=path, line=lines.of(where), where=_dotted(where), what=what)
        for where, what in found
    )
    return tuple(sorted(told, key=lambda mistake: mistake.line))


def _is_known(mistake: tuple[Path, Text], wrong: Wrong) -> bool:
    """Whether a value was found wrong already, or stands in one that was: what it means says nothing then."""
    where, _ = mistake
    return any(where[:depth] in wrong for depth in range(1, len(where) + 1))


def _not_toml(content: str, path: str, error: str) -> ProfileMistake:
    at = _AT_LINE.search(error)
    line = int(at[1]) if at else content.rstrip("\n").count("\n") + 1
    what = filled(mistakes.NOT_TOML, detail=_AT_LINE.sub("", error).replace(" (at end of document)", ""))
    return ProfileMistake(path=path, line=line, where="", what=what)


def _dotted(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _family_mistakes(profile: Profile, stem: str) -> Mistakes:
    if not PROFILE_FAMILY.fullmatch(profile.family):
        yield ("family",), mistakes.FAMILY_FORM
    elif profile.family != stem:
        yield ("family",), filled(mistakes.FAMILY_FILE, stem=stem)


def _head_mistakes(profile: Profile, _: Wrong) -> Mistakes:
    if profile.schema != SCHEMA:
        yield ("schema",), filled(mistakes.SCHEMA_UNKNOWN, known=str(SCHEMA))
    if not 1 <= profile.version <= HIGHEST_PROFILE_VERSION:
        yield ("version",), filled(mistakes.OUT_OF_RANGE, least="1", most=str(HIGHEST_PROFILE_VERSION))
    for key in ("vendor", "models", "interfaces"):
        if not getattr(profile, key):
            yield (key,), mistakes.EMPTY
    for name, times in Counter(interface.name for interface in profile.interfaces).items():
        if times > 1:
            yield ("interfaces",), filled(mistakes.TWICE, name=name)


def _interface_mistakes(profile: Profile, wrong: Wrong) -> Mistakes:
    for index, interface in enumerate(profile.interfaces):
        here: Path = ("interfaces", index)
        wrong_here = frozenset(where[2:] for where in wrong if where[:2] == here and where != here)
        for check in (_evidence, _fitting, _matching, _values):
            for where, what in check(interface, wrong_here):
                yield (*here, *where), what


def _evidence(interface: Interface, wrong: Wrong) -> Mistakes:
    if ("evidence",) in wrong:
        return
    stated = [key for key in STATED if (key,) in wrong or getattr(interface, key) not in (None, (), {})]
    for key in stated:
        if key not in interface.evidence:
            yield ("evidence", key), filled(mistakes.NO_EVIDENCE, key=key)
    for key in interface.evidence:
        if key not in STATED:
            yield ("evidence", key), unknown(key, STATED)
        elif key not in stated:
            yield ("evidence", key), filled(mistakes.IDLE_EVIDENCE, key=key)


def _fitting(interface: Interface, wrong: Wrong) -> Mistakes:
    if ("connection",) in wrong:
        return
    for key, connections in _ONLY_ON.items():
        if getattr(interface, key) not in (None, (), {}) and interface.connection not in connections:
            yield (key,), filled(mistakes.NOT_THERE, key=key, connection=interface.connection.value)


def _matching(interface: Interface, _: Wrong) -> Mistakes:
    for index, wanted in enumerate(interface.match):
        where: Path = ("match", index)
        if not wanted:
            yield where, mistakes.EMPTY
        for key, value in wanted.items():
            if not _PROPERTY.fullmatch(key):
                yield where, filled(mistakes.PROPERTY_FORM, written=key)
            elif key in {"ID_VENDOR_ID", "ID_MODEL_ID"} and not _USB_NUMBER.fullmatch(value):
                yield where, filled(mistakes.USB_NUMBER, key=key)


def _values(interface: Interface, _: Wrong) -> Mistakes:
    if interface.port is not None and not 1 <= interface.port <= _HIGHEST_PORT:
        yield ("port",), filled(mistakes.OUT_OF_RANGE, least="1", most=str(_HIGHEST_PORT))
    if interface.layout is not None and interface.layout not in LAYOUTS:
        yield ("layout",), unknown(interface.layout, LAYOUTS)
    if not all(interface.no_read_words):
        yield ("no_read_words",), mistakes.EMPTY
    for value, written in interface.feedback.items():
        if value not in _FEEDBACK:
            yield ("feedback", value), unknown(value, _FEEDBACK)
        elif not _is_bytes(written):
            yield ("feedback", value), mistakes.NOT_BYTES


def _code_mistakes(profile: Profile, wrong: Wrong) -> Mistakes:
    for name, code in profile.set_up.items():
        if not code.content:
            yield ("set_up", name, "content"), mistakes.EMPTY
        if not _is_bytes(code.content):
            yield ("set_up", name, "content"), mistakes.NOT_BYTES
        if code.symbology in _NO_SET_UP:
            yield ("set_up", name, "symbology"), mistakes.NO_SET_UP_SYMBOL
    for where, cure in _cures(profile):
        for code_name in cure.codes:
            if code_name not in profile.set_up and ("set_up",) not in wrong:
                yield (*where, "codes"), unknown(code_name, profile.set_up)


def _cures(profile: Profile) -> Iterator[tuple[Path, Cure]]:
    for fault, cure in profile.cures.items():
        yield ("cures", fault.value), cure
    if profile.quiet:
        yield ("quiet",), profile.quiet


def _model_mistakes(profile: Profile, wrong: Wrong) -> Mistakes:
    if any(where[0] == "models" for where in wrong):
        return
    named: list[tuple[Path, Iterable[str]]] = [
        *((("interfaces", index), each.models) for index, each in enumerate(profile.interfaces)),
        *((("facts", index), each.models) for index, each in enumerate(profile.facts)),
        *((("set_up", name), each.models) for name, each in profile.set_up.items()),
    ]
    for where, models in named:
        for model in models:
            if model not in profile.models:
                yield (*where, "models"), unknown(model, profile.models)


def _source_mistakes(profile: Profile, _: Wrong) -> Mistakes:
    for index, interface in enumerate(profile.interfaces):
        for key, evidence in interface.evidence.items():
            if not evidence.source.strip():
                yield ("interfaces", index, "evidence", key, "source"), mistakes.EMPTY
    stated = (
        *((where, cure.source) for where, cure in _cures(profile)),
        *((("set_up", name), code.source) for name, code in profile.set_up.items()),
        *((("facts", index), fact.source) for index, fact in enumerate(profile.facts)),
    )
    for where, source in stated:
        if not source.strip():
            yield (*where, "source"), mistakes.EMPTY


def _is_bytes(text: str) -> bool:
    return all(ord(character) <= 0xFF for character in text)


_CHECKS: Final[tuple[Callable[[Profile, Wrong], Mistakes], ...]] = (
    _head_mistakes,
    _interface_mistakes,
    _code_mistakes,
    _model_mistakes,
    _source_mistakes,
)
