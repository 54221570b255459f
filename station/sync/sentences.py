"""What a technician reads when synchronisation or enrolment did not come to its end."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from station.ports import Trouble
from traceability.language import Text

ALL_SYNCHRONISED: Final = Text("已全部同步。", "Everything is synchronised.")

ENROLLED: Final = Text(
    "本机已登记为站点 {station}，现在可以同步。",
    "This machine is enrolled as station {station} and can synchronise.",
)

NOT_ENROLLED: Final = Text("没有登记。", "Nothing was enrolled.")

KEPT: Final = Text(
    "记录都留在本站，下次同步会接着传。",
    "All entries are kept here; the next synchronisation goes on from there.",
)

WHY: Final[Mapping[Trouble, Text]] = MappingProxyType(
    {
        Trouble.NO_NETWORK: Text(
            "连不上中心；请检查网络和中心的地址。", "Central can't be reached; check network and address."
        ),
        Trouble.TIMEOUT: Text(
            "中心没有及时回答；请检查网络和中心。",
            "Central did not answer in time; check network and central.",
        ),
        Trouble.SERVER: Text(
            "中心自己出了错；请告诉中心管理员。", "Central has a fault of its own; tell its administrator."
        ),
        Trouble.NOT_CENTRAL: Text(
            "回答的不是本站所属的中心；请检查地址和代理。",
            "What answers is not this station's central; check address and proxies.",
        ),
        Trouble.ENROLMENT: Text(
            "中心不认这个站点或代码；请在中心取新代码，运行 station enrol。",
            "Central knows neither this station nor this code; get a new code there and run station enrol.",
        ),
        Trouble.REFUSED: Text(
            "中心拒绝了；原因在同步日志里，请告诉管理员。",
            "Central refused; the synchronisation's log says why, tell the administrator.",
        ),
        Trouble.STATION_TOO_OLD: Text(
            "本站的程序太旧；请更新本站。", "This station's program is too old; update the station."
        ),
        Trouble.STATION_TOO_NEW: Text(
            "中心的程序太旧；请更新中心。", "Central's program is too old; update central."
        ),
        Trouble.TOO_LARGE: Text(
            "有一条记录太大，中心收不下；请告诉管理员。",
            "One entry is too large for central; tell the administrator.",
        ),
        Trouble.GAP: Text(
            "中心缺了前面的记录，正在重新对齐。", "Central lacks earlier entries; both sides are aligning."
        ),
        Trouble.FORKED: Text(
            "中心有同一编号的另一份记录；请叫技术员，不要删任何文件。",
            "Central holds other entries under the same numbers; call the technician, delete nothing.",
        ),
        Trouble.AHEAD: Text(
            "中心有本站丢失的记录；请叫技术员，不要删任何文件。",
            "Central holds entries this station lost; call the technician, delete nothing.",
        ),
        Trouble.DISK: Text(
            "本站的磁盘读写失败；请检查磁盘空间和磁盘。",
            "This station's disk fails to read or write; check its space and health.",
        ),
        Trouble.DAMAGED: Text(
            "中心数据的副本坏了；重新启动同步会重建它。",
            "The copy of central's data is damaged; restarting synchronisation rebuilds it.",
        ),
        Trouble.NOT_UNDERSTOOD: Text(
            "中心的部分数据本站读不懂，没有用它；请更新本站，不行就告诉管理员。",
            "Some of central's data could not be read and was not used; update the station or tell the administrator.",
        ),
    }
)
"""For every trouble: what is the matter, and the way on."""
