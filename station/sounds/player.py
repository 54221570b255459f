"""Plays cues through one resident `aplay`, fed by a thread; silent where there is no `aplay` or no sound card."""

import subprocess
import threading
import time
from collections.abc import Sequence
from typing import IO, Final

from station.ports import Cue
from station.sounds.tones import RATE, pcm, silence

_BUFFER_S: Final = 0.04
"""What ALSA holds ahead: a cue begins at once and a newer one cuts it off within this time."""

APLAY: Final = (
    *("aplay", "--quiet", "--file-type=raw", "--format=S16_LE", "--channels=1", f"--rate={RATE}"),
    f"--buffer-time={round(_BUFFER_S * 1e6)}",
)

_PIPE_BYTES: Final = 4_096
"""The smallest pipe Linux makes: 43 ms at our rate."""
_BLOCK_BYTES: Final = 960
"""10 ms: how often a newer cue is looked for."""
_AGAIN_AFTER_S: Final = 2.0
"""To start a program for each scan would slow the station down; a sound card that was plugged in is soon found."""
_TAIL: Final = silence(_BUFFER_S) + bytes(2 * _PIPE_BYTES)
"""Follows each cue and pushes its end through pipe and buffer."""


class AplaySounds:
    """The `Sounds` port. While idle it costs nothing: `aplay` waits on its empty pipe."""

    def __init__(self, command: Sequence[str] = APLAY) -> None:
        """Start to play in the background. `command` takes PCM on standard input, as `aplay` does."""
        self._command = command
        self._available = False
        self._changed = threading.Condition()
        self._cue: Cue | None = None
        self._open = True
        self._player: subprocess.Popen[bytes] | None = None
        self._failed_s = float("-inf")
        self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
        self._thread.start()

    @property
    def available(self) -> bool:
        """Whether cues can be heard; where not, the screen must show more."""
        return self._available

    def play(self, cue: Cue) -> None:
        """Sound a cue; returns at once, never raises; a newer cue cuts off an older one."""
        with self._changed:
            self._cue = cue
            self._changed.notify()

    def close(self) -> None:
        """Fall silent and end `aplay`. Idempotent."""
        with self._changed:
            self._open = False
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        sounds = {cue: pcm(cue) for cue in Cue}
        self._feed(_TAIL)
        while (cue := self._next()) is not None:
            self._feed(sounds[cue] + _TAIL)
        self._end_player()

    def _next(self) -> Cue | None:
        """The next cue to play; None when it is time to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._cue is not None or not self._open)
            cue, self._cue = self._cue, None
            return cue if self._open else None

    def _feed(self, sound: bytes) -> None:
        """Play a sound until it ends or a newer cue comes."""
        if time.monotonic() - self._failed_s < _AGAIN_AFTER_S:
            return
        try:
            pipe = self._pipe()
            for start in range(0, len(sound), _BLOCK_BYTES):
                if self._cue is not None or not self._open:
                    return
                pipe.write(sound[start : start + _BLOCK_BYTES])
        except OSError:  # no aplay, or it found no sound card; a later cue tries again
            self._available = False
            self._failed_s = time.monotonic()
            self._end_player()
        else:
            self._available = True  # more than the pipe holds was taken: somebody plays it

    def _pipe(self) -> IO[bytes]:
        if self._player is None:
            self._player = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                pipesize=_PIPE_BYTES,
            )
        if self._player.stdin is None:
            raise OSError("the player has no standard input")
        return self._player.stdin

    def _end_player(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            player.kill()
            with player:  # closes the pipe and waits
                pass
