"""The symbologies a camera can be told to look for, by name."""

LABELS = (
    "Code 39",
    "Code 93",
    "Code 128",
    "DataBar",
    "DataBar Expanded",
    "Data Matrix",
    "EAN/UPC",
    "ITF",
    "PDF417",
    "QR Code",
)
"""What a camera looks for unless its record names less: what labels of material carry. Every further one costs time, and
the fewer they are the fewer misreadings there can be."""

SYMBOLOGIES = (
    *LABELS,
    "Aztec",
    "Codabar",
    "DataBar Limited",
    "DX Film Edge",
    "MaxiCode",
    "Micro QR Code",
    "MicroPDF417",
    "rMQR Code",
    "Telepen",
)
"""All there are."""
