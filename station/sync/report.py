"""What synchronisation says of itself: one line an event, `word name=value …`, safe against what a value contains."""

import json
import logging

_log = logging.getLogger("station.sync")


def report(event: str, **facts: str | int) -> None:
    """Log an event with its facts, in English, for the technician."""
    _log.info("%s", line(event, **facts))


def line(event: str, **facts: str | int) -> str:
    """The event's line. A value that is not plain visible ASCII stands as a JSON string."""
    return " ".join([event, *(f"{name}={_value(value)}" for name, value in facts.items())])


def _value(value: str | int) -> str:
    text = str(value)
    plain = text.isascii() and text.isprintable() and not set(text) & {" ", '"', "=", "\\"}
    # JSON leaves DEL as it is; a terminal does not.
    return text if plain and text else json.dumps(text).replace("\x7f", "\\u007f")
