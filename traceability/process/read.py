"""Reading a process pack from its TOML, with every mistake found at once."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import get_close_matches

import msgspec

from traceability.codes.check_digits import check_digit_holds
from traceability.codes.patterns import runs_away
from traceability.process.draft import THING_OF_FIELD
from traceability.process.labels import DATA_IDENTIFIER, LABEL_KINDS
from traceability.process.model import EventPlan, EventType, Field, FieldType, Pack, Series, Step
from traceability.quantity import PIECE, Quantity, QuantityError

_SSCC_START = re.compile(r"[0-9]{17}")


class Mistake(msgspec.Struct, frozen=True):
    """One thing wrong with a pack: where (a path such as `steps.packing.fields[1]`) and what, with the way on."""

    where: str
    what: str


def read_pack(content: str) -> Pack | tuple[Mistake, ...]:
    """The pack in a TOML text, or all mistakes found in it."""
    try:
        pack = msgspec.convert(tomllib.loads(content), Pack)
    except tomllib.TOMLDecodeError as error:
        return (Mistake("the file", f"is not TOML: {error}"),)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        return (Mistake(where.strip("`$.") or "the file", what),)
    return tuple(_mistakes(pack)) or pack


def _mistakes(pack: Pack) -> Iterator[Mistake]:
    yield from _material_mistakes(pack)
    yield from _label_code_mistakes(pack)
    for name, pattern in pack.patterns.items():
        yield from _pattern_mistakes(f"patterns.{name}", pattern.expression)
        if pattern.material is not None:
            yield from _unknown(f"patterns.{name}", pattern.material, pack.materials, "material")
    for name, series in pack.series.items():
        yield from _series_mistakes(f"series.{name}", series)
    yield from _bom_mistakes(pack)
    for name, step in pack.steps.items():
        yield from _step_mistakes(f"steps.{name}", step, pack)


def _material_mistakes(pack: Pack) -> Iterator[Mistake]:
    times = Counter(item.gtin for material in pack.materials.values() for item in material.trade_items)
    for code, material in pack.materials.items():
        where = f"materials.{code}"
        yield from _quantity_mistakes(where, "1", material.unit)
        for item in material.trade_items:
            digits = item.gtin.isascii() and item.gtin.isdigit()
            if len(item.gtin) != 14 or not digits or not check_digit_holds(item.gtin):
                yield Mistake(where, f'has "{item.gtin}", which is no GTIN of 14 digits')
            elif times[item.gtin] > 1:
                yield Mistake(where, f'has "{item.gtin}", which stands in this pack more than once')


def _label_code_mistakes(pack: Pack) -> Iterator[Mistake]:
    times = Counter(label.code for material in pack.materials.values() for label in material.label_codes)
    kinds = (*LABEL_KINDS, *pack.patterns)
    for code, material in pack.materials.items():
        where = f"materials.{code}"
        for label in material.label_codes:
            kind, colon, name = label.code.partition(":")
            if not (colon and name):
                yield Mistake(
                    where, f'has the label code "{label.code}"; write for example "1P:{name or kind}"'
                )
            elif not DATA_IDENTIFIER.fullmatch(kind):
                yield from _unknown(where, kind, kinds, "data identifier, kind of label or pattern")
            if times[label.code] > 1:
                yield Mistake(where, f'has "{label.code}", which stands in this pack more than once')


def _bom_mistakes(pack: Pack) -> Iterator[Mistake]:
    for product, boms in pack.boms.items():
        yield from _unknown(f"boms.{product}", product, pack.materials, "material")
        for bom in boms:
            for line in bom.lines:
                where = f"boms.{product} version {bom.version}, position {line.position}"
                yield from _unknown(where, line.material, pack.materials, "material")
                yield from _quantity_mistakes(where, line.quantity, PIECE)


def _quantity_mistakes(where: str, quantity: str, unit: str) -> Iterator[Mistake]:
    try:
        if Quantity.of(quantity, unit).amount <= 0:
            yield Mistake(where, f"has a quantity of {quantity}; it must be more than nothing")
    except QuantityError as error:
        yield Mistake(where, f"has no good quantity: {error}")


def _series_mistakes(where: str, series: Series) -> Iterator[Mistake]:
    if _written(series, 1) == _written(series, 2):
        yield Mistake(
            where, f'writes numbers as "{series.form}"; it needs {{number}}, as in L26-{{number:06d}}'
        )


def _written(series: Series, number: int) -> str | None:
    try:
        return series.form.format(number=number)
    except (LookupError, ValueError, AttributeError):
        return None


def _step_mistakes(where: str, step: Step, pack: Pack) -> Iterator[Mistake]:
    for field in step.fields:
        yield from _field_mistakes(f"{where}.{field.key}", field, step, pack)
    for before in step.after:
        yield from _unknown(f"{where}.after", before, pack.steps, "step")
    keys = [field.key for field in step.fields]
    for key, times in Counter(keys).items():
        if times > 1:
            yield Mistake(f"{where}.{key}", "is the key of more than one field")
    strange = [
        mistake
        for used in _fields_named(step.event)
        for mistake in _unknown(f"{where}.event", used, keys, "field of this step")
    ]
    yield from strange or _event_mistakes(f"{where}.event", step)


def _field_mistakes(where: str, field: Field, step: Step, pack: Pack) -> Iterator[Mistake]:
    if field.material is not None:
        yield from _unknown(where, field.material, pack.materials, "material")
    if field.position is not None:
        positions = {line.position for boms in pack.boms.values() for bom in boms for line in bom.lines}
        yield from _unknown(where, field.position, positions, "BOM position")
        if not step.needs_order:
            yield Mistake(where, "has a BOM position, which only an order gives; set needs_order = true")
    if field.series is not None:
        yield from _unknown(where, field.series, pack.series, "number series")
        written = _written(pack.series[field.series], 1) if field.series in pack.series else None
        if written and field.type is FieldType.LOGISTIC_UNIT and not _SSCC_START.fullmatch(written):
            yield Mistake(where, f'draws "{written}"; an SSCC needs 17 digits before its check digit')
    if field.type is FieldType.CHOICE and not field.choices:
        yield Mistake(where, "is a choice without choices; list them under `choices`")
    if field.unreadable is not None and field.type not in THING_OF_FIELD:
        yield Mistake(
            where, "says how an unreadable code is entered; that is for lots, units and logistic units"
        )
    if field.type is FieldType.DOCUMENT and not field.document:
        yield Mistake(where, 'is a document of no kind; add for example document = "delivery-note"')
    if field.count < 1:
        yield Mistake(where, f"takes {field.count} values; a field takes one or more")


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
            yield Mistake(where, f"is {plan.type.value} without `{part}`")
    for part, kind in (
        ("quantity", FieldType.QUANTITY),
        ("expiry", FieldType.DATE),
        ("destination", FieldType.PARTY),
    ):
        key = getattr(plan, part)
        if key and step.field(key).type is not kind:
            yield Mistake(where, f'takes `{part}` from "{key}", which is no field of type {kind.value}')
    if plan.parent is not None:
        parent = step.field(plan.parent)
        if parent.type not in {FieldType.UNIT, FieldType.LOGISTIC_UNIT} or not parent.required:
            yield Mistake(
                where, f'has the parent "{parent.key}", which must be a required unit or logistic unit'
            )
    yield from _lot_mistakes(where, step)


def _lot_mistakes(where: str, step: Step) -> Iterator[Mistake]:
    plan = step.event
    measured = [step.field(key) for key in (*plan.things, *plan.outputs)]
    lots = [field for field in measured if field.type is FieldType.LOT]
    amount = step.field(plan.quantity) if plan.quantity else None
    if lots and (amount is None or not amount.required or amount.count != sum(lot.count for lot in lots)):
        yield Mistake(
            where, f'needs as many amounts as lots for "{lots[0].key}": name a required field as `quantity`'
        )
    for field in (step.field(key) for key in (*plan.inputs, *plan.children)):
        if field.type is FieldType.LOT and field.count > 1:
            yield Mistake(
                where, f'can\'t know how much of each lot of "{field.key}" went in: give each a field'
            )


def _pattern_mistakes(where: str, expression: str) -> Iterator[Mistake]:
    try:
        re.compile(expression)
    except re.error as error:
        yield Mistake(where, f"is no regular expression: {error}")
        return
    if runs_away(expression):
        yield Mistake(
            where, "repeats a part that varies itself, which can take for ever; take one repetition out"
        )


def _fields_named(plan: EventPlan) -> tuple[str, ...]:
    single = (plan.parent, plan.quantity, plan.expiry, plan.destination)
    return (
        *plan.things,
        *plan.inputs,
        *plan.outputs,
        *plan.children,
        *(name for name in single if name is not None),
    )


def _unknown(where: str, name: str, known: Collection[str], kind: str) -> Iterator[Mistake]:
    if name in known:
        return
    near = get_close_matches(name, list(known), n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    yield Mistake(where, f'names "{name}", which is no {kind} of this pack{hint}')
