import os
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from station.ports import Cue
from station.sounds.player import APLAY, AplaySounds
from station.sounds.tones import pcm

DEADLINE_S = 20.0


def wait_for(condition: Callable[[], bool]) -> None:
    ticks = threading.Event()
    for _ in range(int(DEADLINE_S / 0.01)):
        if condition():
            return
        ticks.wait(0.01)
    raise AssertionError("it did not come true in time")


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound card that keeps what is played in a file: ALSA's own `file` over `null`."""
    configuration = tmp_path / "asound.conf"
    target = tmp_path / "played.raw"
    configuration.write_text(
        "</usr/share/alsa/alsa.conf>\n"
        f'pcm.!default {{ type file; file "{target}"; format raw; slave.pcm {{ type null }} }}\n'
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(configuration))
    return target


def test_a_cue_is_played_to_the_sound_card(recorded: Path) -> None:
    with closing(AplaySounds()) as sounds:
        wait_for(lambda: sounds.available)
        sounds.play(Cue.SAVED)
        wait_for(lambda: pcm(Cue.SAVED) in recorded.read_bytes())
        sounds.play(Cue.REFUSE)
        wait_for(lambda: pcm(Cue.REFUSE) in recorded.read_bytes())


def test_a_newer_cue_cuts_off_an_older_one(tmp_path: Path) -> None:
    pipe, target = tmp_path / "pipe", tmp_path / "played.raw"
    os.mkfifo(pipe)
    # A card that takes a little of the first cue and then no more until it is told to.
    slow = ("sh", "-c", 'head -c 20000 > "$1"; cat "$0" > /dev/null; cat >> "$1"', str(pipe), str(target))
    with closing(AplaySounds(slow)) as sounds:
        wait_for(lambda: sounds.available)
        sounds.play(Cue.REFUSE)
        wait_for(lambda: target.exists() and target.stat().st_size == 20_000)
        sounds.play(Cue.READ)
        pipe.write_bytes(b"")
        wait_for(lambda: pcm(Cue.READ) in target.read_bytes())
        assert target.stat().st_size < 20_000 + len(pcm(Cue.READ)) + 20_000


@pytest.mark.parametrize("command", [("no-such-player",), ("false",), (*APLAY, "--device=no-such-card")])
def test_without_a_player_or_a_card_it_is_silent_and_says_so(command: tuple[str, ...]) -> None:
    with closing(AplaySounds(command)) as sounds:
        sounds.play(Cue.REFUSE)
        sounds.play(Cue.READ)
    assert not sounds.available


def test_sound_comes_back_when_the_player_does(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.touch()
    target = tmp_path / "played.raw"
    player = ("sh", "-c", 'test -e "$0" && exit 1; cat > "$1"', str(broken), str(target))
    with closing(AplaySounds(player)) as sounds:
        sounds.play(Cue.READ)
        wait_for(lambda: not sounds._cue)
        broken.unlink()

        def heard() -> bool:
            sounds.play(Cue.READ)
            return sounds.available

        wait_for(heard)


def test_closing_ends_the_player(recorded: Path) -> None:
    sounds = AplaySounds()
    wait_for(lambda: sounds.available)
    player = sounds._player
    assert player is not None
    sounds.close()
    sounds.close()
    assert player.poll() is not None
