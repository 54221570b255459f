"""How large nodes are: by what they say."""

from unicodedata import east_asian_width

from central.web.graph.flow import Node, Shape
from central.web.graph.layout import Box

_LATIN_WIDTH = 0.6
_THING_HEIGHT, _EVENT_HEIGHT, _EVENT_RADIUS = 54.0, 82.0, 19.0
_LEAST_WIDTH, _PADDING = 116.0, 40.0
_TITLE_PX, _NOTE_PX, LABEL_PX = 14, 13, 12


def text_width(text: str, pixels: int) -> float:
    """About how wide a text is: East Asian wide characters are one em, others a bit over half."""
    return sum(pixels if east_asian_width(each) in "WF" else pixels * _LATIN_WIDTH for each in text)


def box_of(node: Node, title: str, note: str) -> Box:
    """The box of a node that says `title` and `note`."""
    wide = max(text_width(title, _TITLE_PX), text_width(note, _NOTE_PX))
    if node.shape is Shape.EVENT:
        return Box(
            id=node.id,
            column=node.column,
            width=max(2 * _EVENT_RADIUS, wide),
            height=_EVENT_HEIGHT,
            port=_EVENT_RADIUS,
            reach=_EVENT_RADIUS,
        )
    width = max(_LEAST_WIDTH, wide + _PADDING)
    return Box(
        id=node.id,
        column=node.column,
        width=width,
        height=_THING_HEIGHT,
        port=_THING_HEIGHT / 2,
        reach=width / 2,
    )
