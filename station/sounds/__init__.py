"""The station's loudspeaker: cues as tones, played by ALSA's `aplay`."""
