"""Fits what came onto what a device would send if it were damaged in a given way."""

import string

import msgspec

_PLAIN = frozenset(string.ascii_letters + string.digits)
_MISSING = 3  # what a missing character costs: as much as one that is replaced by another
_LONGEST_REPLACEMENT = 12  # characters: `<0x1D>`, each twice


class Cell(msgspec.Struct, frozen=True):
    """One character of a code and what it should arrive as."""

    source: str
    output: str

    @property
    def is_control(self) -> bool:
        """Whether it is a control character, as separators are."""
        return self.source < " "

    @property
    def is_special(self) -> bool:
        """Whether it is neither a letter or digit nor a control character."""
        return not self.is_control and self.source not in _PLAIN

    @property
    def is_edible(self) -> bool:
        """Whether it arrives as a letter or digit, which is what an input method takes."""
        return bool(self.output) and _PLAIN.issuperset(self.output)


def fitted(cells: tuple[Cell, ...], body: str, *, eaten: bool) -> tuple[str, ...] | None:
    """What each cell arrived as, with as little missing or replaced as can be; None: the body can't be of these cells.

    Control characters may be missing or replaced, special ones missing, and what is edible where it may be `eaten`.
    """
    ahead = _costs_ahead(cells, body, eaten=eaten)
    if 0 not in ahead[0]:
        return None
    position, came = 0, list[str]()
    known: dict[str, str] = {}  # what is sent for one control character is sent for all of its kind
    for cell, rest in zip(cells, ahead[1:], strict=True):
        steps = {
            step: cost + rest[step]
            for step, cost in _steps(cell, body, position, eaten=eaten)
            if step in rest
        }
        alike = position + len(known.get(cell.source, body)) if cell.is_control else position
        step = (
            alike
            if body[position:alike] == known.get(cell.source) and alike in steps
            else min(steps, key=steps.__getitem__)
        )
        came.append(body[position:step])
        if cell.is_control:
            known[cell.source] = came[-1]
        position = step
    return tuple(came)


def _costs_ahead(cells: tuple[Cell, ...], body: str, *, eaten: bool) -> list[dict[int, int]]:
    """For each cell: the positions in the body from which the rest can be made, and what that costs at least."""
    places = [{0}]
    for cell in cells:
        places.append({step for at in places[-1] for step, _ in _steps(cell, body, at, eaten=eaten)})
    ahead = [{len(body): 0} if len(body) in places[-1] else {}]
    for cell, here in zip(reversed(cells), reversed(places[:-1]), strict=True):
        rest, costs = ahead[-1], {}
        for at in here:
            ways = [cost + rest[step] for step, cost in _steps(cell, body, at, eaten=eaten) if step in rest]
            if ways:
                costs[at] = min(ways)
        ahead.append(costs)
    return ahead[::-1]


def _steps(cell: Cell, body: str, position: int, *, eaten: bool) -> tuple[tuple[int, int], ...]:
    """Where the body may go on behind this cell, and what that costs: it arrived, it is missing, it is replaced."""
    arrived = ((position + len(cell.output), 0),) if body.startswith(cell.output, position) else ()
    if cell.is_control:
        last = min(position + _LONGEST_REPLACEMENT, len(body))
        replaced = ((step, 2 + step - position) for step in range(position + 1, last + 1))
        return (*arrived, (position, _MISSING), *replaced)
    if cell.is_special or (eaten and cell.is_edible):
        return (*arrived, (position, _MISSING))
    return arrived
