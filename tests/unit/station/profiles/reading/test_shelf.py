"""Whose profile of a family holds: the station's own, then central's release, then the packaged one."""

import msgspec

from station.profiles.profile import Kind, Profile
from station.profiles.reading.shelf import Origin, Shelf

_ONE = Profile(schema=1, family="one", version=1, vendor="V", models=("M",), kind=Kind.FIXED, interfaces=())
_TWO = msgspec.structs.replace(_ONE, family="two")
_RELEASED = msgspec.structs.replace(_ONE, version=7)
_OWN = msgspec.structs.replace(_ONE, version=3)


def test_the_stations_own_word_wins_over_centrals_and_that_over_what_came_along() -> None:
    package = {"one": _ONE, "two": _TWO}
    assert Shelf(package=package).chosen("one") == _ONE
    assert Shelf(package=package, central={"one": _RELEASED}).chosen("one") == _RELEASED
    shelf = Shelf(package=package, central={"one": _RELEASED}, station={"one": _OWN})
    assert shelf.chosen("one") == _OWN
    assert shelf.chosen("two") == _TWO
    assert shelf.all() == (_OWN, _TWO)
    assert (shelf.origin("one"), shelf.origin("two")) == (Origin.STATION, Origin.PACKAGE)


def test_a_family_nobody_knows_has_no_profile() -> None:
    assert Shelf().chosen("one") is None
    assert Shelf().origin("one") is None
