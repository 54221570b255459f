"""A work order as a row of the list."""

import datetime as dt

from station.ui.translations import Wording
from station.ui.views.entry import OrderLine, OrderTag
from station.workflows.knowledge import Knowledge
from traceability.process.model import Pack
from traceability.records import WorkOrder


def order_line(
    order: WorkOrder,
    step: str,
    pack: Pack,
    knowledge: Knowledge,
    words: Wording,
    *,
    last: bool,
    open_piece: bool,
) -> OrderLine:
    """The row of an order, with its progress at a step."""
    done = knowledge.progress(order.id).pieces(step)
    tags = []
    if last:
        tags.append(OrderTag("neutral", "clock", words.say("choose.last-worked")))
    if open_piece:
        tags.append(OrderTag("warn", "unit", words.say("choose.open-piece")))
    return OrderLine(
        order=order.id,
        product=product_name(order.material, pack, words),
        detail=words.say(
            "choose.due", due=_due(order.due, knowledge.today(), words), bom=str(order.bom_version)
        ),
        count=f"{done:,}",
        target=words.say("choose.target", quantity=words.amount(order.quantity)),
        fraction=float(done / order.quantity.amount) if order.quantity.amount > 0 else 0.0,
        tags=tuple(tags),
        selected=last,
    )


def product_name(material: str, pack: Pack, words: Wording) -> str:
    """A material's name with its number, which some names carry already."""
    known = pack.materials.get(material)
    if known is None:
        return material
    name = words.of(known.name)
    return name if material in name else f"{name} {material}"


def _due(due: str, today: dt.date, words: Wording) -> str:
    moment = dt.datetime.fromisoformat(due)
    if moment.date() == today:
        return words.say("choose.today", time=f"{moment:%H:%M}")
    return f"{moment:%m-%d %H:%M}" if moment.year == today.year else f"{moment:%Y-%m-%d}"
