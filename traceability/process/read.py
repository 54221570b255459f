"""Reading a process pack from its TOML, with every mistake found at once."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import msgspec

from traceability.codes.aim import SYMBOLOGIES
from traceability.codes.check_digits import check_digit_holds
from traceability.codes.patterns import runs_away
from traceability.process import mistakes
from traceability.process.draft import THING_OF_FIELD
from traceability.process.labels import DATA_IDENTIFIER, LABEL_KINDS
from traceability.process.mistakes import Mistake, misshapen, mistake, quantity_mistakes, unknown
from traceability.process.model import EventPlan, EventType, Field, FieldType, Pack, Series, Step
from traceability.quantity import PIECE

_SSCC_START = re.compile(r"[0-9]{17}")


def read_pack(content: str) -> Pack | tuple[Mistake, ...]:
    """The pack in a TOML text, or all mistakes found in it."""
    try:
        pack = msgspec.convert(tomllib.loads(content), Pack)
    except tomllib.TOMLDecodeError as error:
        return (mistake("", mistakes.NOT_TOML, detail=str(error)),)
    except msgspec.ValidationError as error:
        return (misshapen(error),)
    except (ValueError, RecursionError):  # thousands of digits, thousands of brackets
        return (mistake("", mistakes.UNREASONABLE),)
    return tuple(_mistakes(pack)) or pack


def _mistakes(pack: Pack) -> Iterator[Mistake]:
    yield from _material_mistakes(pack)
    yield from _label_code_mistakes(pack)
    for name, pattern in pack.patterns.items():
        yield from _pattern_mistakes(f"patterns.{name}", pattern.expression)
        if pattern.material is not None:
            yield from unknown(f"patterns.{name}", pattern.material, pack.materials, mistakes.MATERIAL)
    for name, series in pack.series.items():
        yield from _series_mistakes(f"series.{name}", series)
    yield from _bom_mistakes(pack)
    for name, step in pack.steps.items():
        yield from _step_mistakes(f"steps.{name}", step, pack)


def _material_mistakes(pack: Pack) -> Iterator[Mistake]:
    times = Counter(item.gtin for material in pack.materials.values() for item in material.trade_items)
    for code, material in pack.materials.items():
        where = f"materials.{code}"
        yield from quantity_mistakes(where, "1", material.unit)
        for item in material.trade_items:
            digits = item.gtin.isascii() and item.gtin.isdigit()
            if len(item.gtin) != 14 or not digits or not check_digit_holds(item.gtin):
                yield mistake(where, mistakes.GTIN, gtin=item.gtin)
            elif times[item.gtin] > 1:
                yield mistake(where, mistakes.TWICE, written=item.gtin)


def _label_code_mistakes(pack: Pack) -> Iterator[Mistake]:
    times = Counter(label.code for material in pack.materials.values() for label in material.label_codes)
    kinds = (*LABEL_KINDS, *pack.patterns)
    for code, material in pack.materials.items():
        where = f"materials.{code}"
        for label in material.label_codes:
            kind, colon, name = label.code.partition(":")
            if not (colon and name):
                yield mistake(where, mistakes.LABEL_CODE, code=label.code, name=name or kind)
            elif not DATA_IDENTIFIER.fullmatch(kind):
                yield from unknown(where, kind, kinds, mistakes.LABEL_KIND)
            if times[label.code] > 1:
                yield mistake(where, mistakes.TWICE, written=label.code)


def _bom_mistakes(pack: Pack) -> Iterator[Mistake]:
    for product, boms in pack.boms.items():
        yield from unknown(f"boms.{product}", product, pack.materials, mistakes.MATERIAL)
        for bom in boms:
            for line in bom.lines:
                where = f"boms.{product} version {bom.version}, position {line.position}"
                yield from unknown(where, line.material, pack.materials, mistakes.MATERIAL)
                yield from quantity_mistakes(where, line.quantity, PIECE)


def _series_mistakes(where: str, series: Series) -> Iterator[Mistake]:
    if _written(series, 1) == _written(series, 2):
        yield mistake(where, mistakes.SERIES, form=series.form)


def _written(series: Series, number: int) -> str | None:
    try:
        return series.form.format(number=number)
    except (LookupError, ValueError, AttributeError):
        return None


def _step_mistakes(where: str, step: Step, pack: Pack) -> Iterator[Mistake]:
    for field in step.fields:
        yield from _field_mistakes(f"{where}.{field.key}", field, step, pack)
    for before in step.after:
        yield from unknown(f"{where}.after", before, pack.steps, mistakes.STEP)
    keys = [field.key for field in step.fields]
    for key, times in Counter(keys).items():
        if times > 1:
            yield mistake(f"{where}.{key}", mistakes.KEY_TWICE)
    strange = [
        found
        for used in _fields_named(step.event)
        for found in unknown(f"{where}.event", used, keys, mistakes.FIELD)
    ]
    yield from strange or _event_mistakes(f"{where}.event", step)


def _field_mistakes(where: str, field: Field, step: Step, pack: Pack) -> Iterator[Mistake]:
    if field.material is not None:
        yield from unknown(where, field.material, pack.materials, mistakes.MATERIAL)
    if field.position is not None:
        positions = {line.position for boms in pack.boms.values() for bom in boms for line in bom.lines}
        yield from unknown(where, field.position, positions, mistakes.POSITION)
        if not step.needs_order:
            yield mistake(where, mistakes.NO_ORDER)
    if field.series is not None:
        yield from unknown(where, field.series, pack.series, mistakes.NUMBER_SERIES)
        written = _written(pack.series[field.series], 1) if field.series in pack.series else None
        if written and field.type is FieldType.LOGISTIC_UNIT and not _SSCC_START.fullmatch(written):
            yield mistake(where, mistakes.SSCC_START, written=written)
    if field.type is FieldType.CHOICE and not field.choices:
        yield mistake(where, mistakes.NO_CHOICES)
    if field.unreadable is not None and field.type not in THING_OF_FIELD:
        yield mistake(where, mistakes.UNREADABLE)
    if field.type is FieldType.DOCUMENT and not field.document:
        yield mistake(where, mistakes.NO_DOCUMENT)
    for name in field.symbologies:
        yield from unknown(where, name, SYMBOLOGIES, mistakes.SYMBOLOGY)
    if field.count < 1:
        yield mistake(where, mistakes.COUNT, count=str(field.count))


_NEEDED = {
    EventType.OBJECT: ("things",),
    EventType.TRANSACTION: ("things",),
    EventType.TRANSFORMATION: ("outputs",),
    EventType.AGGREGATION: ("parent", "children"),
    EventType.ASSOCIATION: ("parent", "children"),
}
"""What each type of event can't be made without."""


def _event_mistakes(where: str, step: Step) -> Iterator[Mistake]:
    """Mistakes that would make an event fail or leave a thing out of it."""
    plan = step.event
    for part in _NEEDED[plan.type]:
        if not getattr(plan, part):
            yield mistake(where, mistakes.EVENT_PART, event=plan.type.value, part=part)
    for part, kind in (
        ("quantity", FieldType.QUANTITY),
        ("expiry", FieldType.DATE),
        ("destination", FieldType.PARTY),
    ):
        key = getattr(plan, part)
        if key and step.field(key).type is not kind:
            yield mistake(where, mistakes.FIELD_TYPE, part=part, key=key, type=kind.value)
    if plan.parent is not None:
        parent = step.field(plan.parent)
        if parent.type not in {FieldType.UNIT, FieldType.LOGISTIC_UNIT} or not parent.required:
            yield mistake(where, mistakes.PARENT, key=parent.key)
    yield from _lot_mistakes(where, step)


def _lot_mistakes(where: str, step: Step) -> Iterator[Mistake]:
    plan = step.event
    measured = [step.field(key) for key in (*plan.things, *plan.outputs)]
    lots = [field for field in measured if field.type is FieldType.LOT]
    amount = step.field(plan.quantity) if plan.quantity else None
    if lots and (amount is None or not amount.required or amount.count != sum(lot.count for lot in lots)):
        yield mistake(where, mistakes.LOT_AMOUNTS, key=lots[0].key)
    for field in (step.field(key) for key in (*plan.inputs, *plan.children)):
        if field.type is FieldType.LOT and field.count > 1:
            yield mistake(where, mistakes.LOT_SHARES, key=field.key)


def _pattern_mistakes(where: str, expression: str) -> Iterator[Mistake]:
    try:
        re.compile(expression)
    except re.error as error:
        yield mistake(where, mistakes.NO_EXPRESSION, detail=str(error))
        return
    if runs_away(expression):
        yield mistake(where, mistakes.RUNS_AWAY)


def _fields_named(plan: EventPlan) -> tuple[str, ...]:
    single = (plan.parent, plan.quantity, plan.expiry, plan.destination)
    return (
        *plan.things,
        *plan.inputs,
        *plan.outputs,
        *plan.children,
        *(name for name in single if name is not None),
    )
