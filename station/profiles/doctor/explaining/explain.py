"""Which damage makes of a known line what came: of all that would, the one with the fewest faults."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

import msgspec

from station.profiles.doctor.explaining import input_method
from station.profiles.doctor.explaining.match import Cell, fitted
from station.profiles.doctor.explaining.retyping import retyped
from station.profiles.keyboard_layouts import LAYOUTS

_CASES: Final[Mapping[str, Callable[[str], str]]] = {
    "": str,
    "upper": str.upper,
    "lower": str.lower,
    "flipped": str.swapcase,
}

_MOST_SETTINGS: Final = 2
"""More wrong settings at once than this are found one after the other: each cure is proved by another read."""


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """One way a device may be set wrong.

    Attributes:
        layouts: keyboard countries it may type for; empty: for the one it is read with.
        case: `upper`, `lower`, `flipped` or empty.
        doubled: each character comes twice.
        identifier: whether the code identifier is sent.
        identifier_spared: whether the rest leaves the code identifier alone.
        lost: special characters that it does not send.
        method: what an input method left: `composed`, `full-width`, `private-use`, `eaten` or empty.
        replaced: control character → what came for it, empty where nothing did.
    """

    layouts: tuple[str, ...] = ()
    case: str = ""
    doubled: bool = False
    identifier: bool = True
    identifier_spared: bool = False
    lost: frozenset[str] = frozenset()
    method: str = ""
    replaced: Mapping[str, str] = {}

    @property
    def faults(self) -> int:
        """How many faults these are."""
        separators = {bool(came) for came in self.replaced.values()}
        return self.settings + bool(self.lost) + bool(self.method) + len(separators)

    @property
    def settings(self) -> int:
        """How many faults of layout, case, doubling and identifier."""
        return sum((bool(self.layouts), bool(self.case), self.doubled, not self.identifier))

    @property
    def freedom(self) -> int:
        """How many characters had to be assumed lost or put in: the more, the less they explain."""
        return len(self.lost) + sum(map(len, self.replaced.values()))


def explained(
    identifier: str, content: str, body: str, layout: str, *, is_typed: bool = True
) -> Damage | None:
    """The least damage to `identifier` and `content` that gives `body`, read with this layout; None: none does.

    No input method eats letters of what is not typed.
    """
    if body == identifier + content:
        return Damage()
    typed, method = input_method.undone(body)
    for eaten in (False, True) if is_typed else (False,):
        found = list(_explanations(identifier, content, typed, layout, eaten=eaten))
        if found:
            _, least = min(found, key=lambda one: (one[0], one[1].faults, one[1].freedom))
            named = _all_layouts(least, [damage for _, damage in found])
            return _with_method(named, method or ("eaten" if eaten else ""))
    return None


def _explanations(
    identifier: str, content: str, body: str, layout: str, *, eaten: bool
) -> Iterator[tuple[int, Damage]]:
    """Damages that fit, each with how many characters are missing where they may be eaten."""
    most = 1 if eaten else _MOST_SETTINGS
    for damage in _damages(identifier, content, body, layout):
        if damage.settings > most:
            continue
        cells = _cells(damage, identifier, content, layout)
        came = fitted(cells, body, eaten=eaten)
        if came is None or not _is_alike(cells, came):
            continue
        if not eaten or input_method.ate(cells, came):
            missing = _missing(damage, cells, came) if eaten else 0
            yield missing, _completed(damage, cells, came, eaten=eaten)


def _damages(identifier: str, content: str, body: str, layout: str) -> Iterator[Damage]:
    for other, case, doubled in product(
        ((), *((name,) for name in LAYOUTS if name != layout)), _CASES, (False, True)
    ):
        lost = _losses(identifier + content, body, other[0], layout) if other else {frozenset[str]()}
        for sent, gone in product((True, False) if identifier else (True,), lost):
            harmful = bool(sent and identifier and (other or case))
            for spared in (False, True) if harmful else (False,):
                yield Damage(
                    layouts=other,
                    case=case,
                    doubled=doubled,
                    identifier=sent,
                    identifier_spared=spared,
                    lost=gone,
                )


def _losses(line: str, body: str, gun: str, station: str) -> set[frozenset[str]]:
    """Which special characters may be lost before another layout changes the rest: none, all, those not to be seen."""
    special = {character for character in line if Cell(character, character).is_special}
    unseen = {
        character
        for character in special
        if "".join(retyped((character, " "), gun, station)).strip(" ") not in body
    }
    return {frozenset(), frozenset(special), frozenset(unseen)}


def _cells(damage: Damage, identifier: str, content: str, layout: str) -> tuple[Cell, ...]:
    spared = damage.identifier_spared or not damage.identifier
    line = content if spared else identifier + content
    cased = [_CASES[damage.case](character) for character in line]
    sent = tuple("" if character in damage.lost else character for character in cased)
    arriving: Sequence[str] = retyped(sent, damage.layouts[0], layout) if damage.layouts else sent
    if spared and damage.identifier:
        line, arriving = identifier + line, [*identifier, *arriving]
    return tuple(
        Cell(source, "".join(character * 2 for character in output) if damage.doubled else output)
        for source, output in zip(line, arriving, strict=True)
    )


def _is_alike(cells: tuple[Cell, ...], came: tuple[str, ...]) -> bool:
    """Whether each control character arrived in one way wherever it stands: a setting makes no difference of them."""
    ways = {(cell.source, arrived) for cell, arrived in zip(cells, came, strict=True) if cell.is_control}
    return len(ways) == len({source for source, _ in ways})


def _missing(damage: Damage, cells: tuple[Cell, ...], came: tuple[str, ...]) -> int:
    """How many characters did not arrive, whoever took them."""
    return sum(
        1
        for cell, arrived in zip(cells, came, strict=True)
        if not arrived and (cell.output or cell.source in damage.lost)
    )


def _completed(damage: Damage, cells: tuple[Cell, ...], came: tuple[str, ...], *, eaten: bool) -> Damage:
    """The damage with what is seen to be lost and replaced."""
    pairs = tuple(zip(cells, came, strict=True))
    lost = {
        cell.source
        for cell, arrived in pairs
        if cell.is_special and cell.output and not arrived and not (eaten and cell.is_edible)
    }
    replaced = {cell.source: arrived for cell, arrived in pairs if cell.is_control and arrived != cell.output}
    return msgspec.structs.replace(damage, lost=damage.lost | lost, replaced=replaced)


def _all_layouts(least: Damage, found: list[Damage]) -> Damage:
    """The damage with every layout that explains the read as well as its own."""
    if not least.layouts:
        return least
    alike = {
        layout
        for damage in found
        if msgspec.structs.replace(damage, layouts=least.layouts) == least
        for layout in damage.layouts
    }
    return msgspec.structs.replace(least, layouts=tuple(sorted(alike)))


def _with_method(damage: Damage, method: str) -> Damage:
    """The damage with what an input method did; private-use characters are its doing, no replacement of the gun's."""
    private = {control for control, came in damage.replaced.items() if input_method.is_private(came)}
    if not private:
        return msgspec.structs.replace(damage, method=method)
    return msgspec.structs.replace(damage, method=method or "private-use")
