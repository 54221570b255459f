"""Which command languages there are, and what each can say."""

from enum import Enum


class Dialect(Enum):
    """A vendor's command language."""

    ZEBRA_SSI = "zebra-ssi"
    HONEYWELL_MENU = "honeywell-menu"
    HONEYWELL_HOST_ACK = "honeywell-host-ack"
    NEWLAND = "newland"
    DATALOGIC = "datalogic"
    OPTICON = "opticon"
    COGNEX_DMCC = "cognex-dmcc"
    KEYENCE = "keyence"
    SICK_COLA = "sick-cola"
