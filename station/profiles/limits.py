"""From when on a reading device counts as unwell: limits as data, each with its reason."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of one device's health.

    Attributes:
        read_rate_percent: of the last 200 attempts of a device that says when it could not read; below it is unwell.
            A fixed scanner over good labels reads 99.5 % and more; at 98 % a worker takes every fiftieth box in hand.
        incomplete_percent: of the last 100 scans, how many may arrive incomplete. One in a while is a plug that was
            pulled in the middle; more than 3 of 100 is a cable, a line's settings or a terminator that is not sent.
        silent_minutes: how long a device that used to read may be silent while others of its station read. Shorter
            than an hour would report every gun that lies on the table over a meal.
        silent_reads: how many codes others must have read meanwhile: a station that stands still alarms nobody.
    """

    read_rate_percent: int = 98
    incomplete_percent: int = 3
    silent_minutes: int = 60
    silent_reads: int = 100

    def __post_init__(self) -> None:
        """Refuse limits that are none, with every mistake at once. Raises ValueError."""
        shares, counts = ("read_rate_percent", "incomplete_percent"), ("silent_minutes", "silent_reads")
        values = {name: getattr(self, name) for name in (*shares, *counts)}
        mistakes = [
            f"{name} must be 0 to 100, not {values[name]}" for name in shares if not 0 <= values[name] <= 100
        ]
        mistakes += [f"{name} must be at least 1, not {values[name]}" for name in counts if values[name] < 1]
        if mistakes:
            raise ValueError("; ".join(mistakes))
