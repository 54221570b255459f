"""What the gallery says: one factory, one order, one shift; in each language the same."""

import msgspec

from station.ui.gallery.samples_devices import DeviceSamples


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """Texts as a screen would hand them over, already translated."""

    station: str
    plant: str
    step: str
    synchronised: tuple[str, str]
    uploading: tuple[str, str]
    offline: tuple[str, str]
    scanner: tuple[str, str]
    scanner_trouble: tuple[str, str]
    person: tuple[str, str]
    training: tuple[str, str]
    lesson: tuple[str, str, str, str]
    over: tuple[str, str, str]
    relay: tuple[str, str, str]
    paste: tuple[str, str, str]
    board: tuple[str, str, str]
    reading: tuple[str, str, str]
    reading_facts: tuple[str, str, str]
    provisional: tuple[str, str]
    saved: tuple[str, str, str]
    fields: tuple[str, str, str, str]
    field_words: tuple[str, str, str, str]
    product: str
    target: str
    tallies: tuple[str, str, str]
    recent: str
    recent_words: tuple[str, str]
    refuse: tuple[str, str, str, str]
    refuse_facts: tuple[str, str]
    warn: tuple[str, str, str]
    warn_facts: tuple[tuple[str, str], tuple[str, str]]
    lead: tuple[str, str, str]
    lead_facts: tuple[tuple[str, str, str], tuple[str, str]]
    lead_confirms: tuple[str, str, str, str, str, str, str]
    verdict_actions: tuple[str, str, str, str, str]
    recorded: str
    rule: tuple[str, str]
    actions: tuple[str, str, str, str, str]
    offline_card: tuple[str, str, tuple[str, str, str]]
    login: tuple[str, str, str, str]
    badge: str
    login_band: tuple[str, str, str]
    welcome: tuple[str, str, str, str, str]
    hint: tuple[str, str]
    pin: tuple[str, str, str, str, str]
    orders: str
    order_products: tuple[str, str, str, str]
    order_details: tuple[str, str, str, str]
    order_tags: tuple[str, str, str, str]
    order_actions: tuple[str, str, str, str, str]
    quantity: tuple[str, str, str, str]
    notices: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    dialog: tuple[str, str, str, str]
    history: tuple[tuple[str, str], ...]
    history_bar: tuple[str, str, str]
    entry: tuple[tuple[str, str], ...]
    entry_actions: tuple[str, str, str]
    camera: tuple[str, str]
    beside: str
    devices: DeviceSamples
