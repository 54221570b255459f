"""What a station makes of the keys of a gun that types for another keyboard country."""

from functools import lru_cache

from station.profiles.keyboard import KeyboardDecoder
from station.profiles.keyboard_typing import keys_of


@lru_cache(maxsize=512)
def retyped(characters: tuple[str, ...], gun: str, station: str) -> tuple[str, ...]:
    """What the station's layout makes of each of the characters typed for the gun's.

    An accent that waits for the next character comes with that one.
    """
    decoder = KeyboardDecoder(station)
    return tuple(
        b"".join(decoder.key(*key) for key in keys_of(character, gun, alt_numbers=True)).decode()
        for character in characters
    )
