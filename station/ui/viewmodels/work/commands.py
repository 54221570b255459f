"""What a command code does while a step is worked."""

from collections.abc import Callable

import msgspec

from station.ui.viewmodels.work.typing import Typing
from station.ui.views.entry import KeypadKind
from station.ui.views.frame import Action
from station.workflows.commands import Command, Deed
from station.workflows.work_state import Phase, WorkState

_SEPARATORS = {KeypadKind.QUANTITY: ".", KeypadKind.DATE: "-"}

_BY_HAND = {"withdraw", "unreadable"}
"""What no command code begins: it goes back, or a person types."""


class Hands(msgspec.Struct, frozen=True, kw_only=True):
    """What a finger could do on the screen now.

    Attributes:
        act, choose, enter, press: do an action, give the wanted field an answer, enter a typed value, press a key.
        cancel: close the keypad, where it was asked for; else None.
        typing, typed: the keypad shown, and what was typed on it so far.
        choices: the answers offered, in their order.
        offered: what the bar offers for the form.
        busy: whether an input is on its way to the disk.
    """

    act: Callable[[str], None]
    choose: Callable[[str], None]
    enter: Callable[[str], None]
    press: Callable[[str], None]
    cancel: Callable[[], None] | None
    typing: Typing | None
    typed: str
    choices: tuple[Action, ...]
    offered: tuple[Action, ...]
    busy: bool


def obey(command: Command, state: WorkState, hands: Hands) -> bool:
    """Do what is commanded; False where it does nothing now."""
    number = command.number
    match command.deed:
        case Deed.CONFIRM if state.phase in {Phase.REFUSED, Phase.UNWRITABLE}:
            hands.act("acknowledge")
        case Deed.CONFIRM if hands.typing and hands.typed:
            hands.press("=")
        case Deed.UNDO if hands.typing and hands.typed:
            hands.press("<")
        case Deed.UNDO if hands.cancel:
            hands.cancel()
        case Deed.UNDO if state.piece.readings or hands.busy:
            hands.act("withdraw")
        case Deed.NEXT if entries := [one.id for one in hands.offered if one.id not in _BY_HAND]:
            hands.act(entries[0])
        case Deed.DIGIT if hands.typing:
            hands.press(number)
        case Deed.POINT if hands.typing and hands.typing.kind in _SEPARATORS:
            hands.press(_SEPARATORS[hands.typing.kind])
        case Deed.QUANTITY if hands.typing and hands.typing.kind is KeypadKind.QUANTITY:
            hands.enter(number)
        case Deed.CHOICE if 0 < int(number) <= len(hands.choices):
            hands.choose(hands.choices[int(number) - 1].id)
        case _:
            return False
    return True
