"""Why a reading device reports, and the sentence for the technician: what happened and the way on."""

from collections.abc import Mapping
from enum import Enum

from traceability.language import Text


class DeviceCause(Enum):
    """Why a device is not ready, or what happened to it while it was."""

    NOT_FOUND = "not-found"
    UNPLUGGED = "unplugged"
    UNREACHABLE = "unreachable"
    NO_PERMISSION = "no-permission"
    IN_USE = "in-use"
    AMBIGUOUS = "ambiguous"
    SETTINGS_REFUSED = "settings-refused"
    SYSTEM_ERROR = "system-error"
    PROGRAM_ERROR = "program-error"
    INPUT_LOST = "input-lost"
    NO_READ = "no-read"
    SILENT = "silent"
    FRAMING_ERRORS = "framing-errors"
    READ_RATE_LOW = "read-rate-low"


SENTENCES: Mapping[DeviceCause, Text] = {
    DeviceCause.NOT_FOUND: Text("找不到设备,请插好", "Device not found. Plug it in."),
    DeviceCause.UNPLUGGED: Text("设备已断开,请重新插好", "Device unplugged. Plug it in again."),
    DeviceCause.UNREACHABLE: Text("设备无应答,请查电源和网线", "No answer. Check power and network cable."),
    DeviceCause.NO_PERMISSION: Text("无权读取设备,请装udev规则", "Access denied. Install the udev rules."),
    DeviceCause.IN_USE: Text("设备被其他程序占用,请关闭它", "Another program holds it. Close that program."),
    DeviceCause.AMBIGUOUS: Text("多个设备符合,请加ID_PATH", "Several devices match. Add ID_PATH."),
    DeviceCause.SETTINGS_REFUSED: Text("设备拒绝串口参数,请核对", "Line settings refused. Check them."),
    DeviceCause.SYSTEM_ERROR: Text("系统报错,详情见下,会再试", "System error, see detail. Retrying."),
    DeviceCause.PROGRAM_ERROR: Text("程序出错,请重启并报告", "Program error. Restart and report it."),
    DeviceCause.INPUT_LOST: Text("按键丢失,请重新扫描", "Keystrokes were lost. Scan again."),
    DeviceCause.NO_READ: Text("没有读到条码,请重新扫描", "No code was read. Scan again."),
    DeviceCause.SILENT: Text("别的设备在读,它久未读,请试扫", "Silent while others read. Try a scan."),
    DeviceCause.FRAMING_ERRORS: Text(
        "扫描常不完整,请查线和设置", "Scans arrive incomplete. Check cable and settings."
    ),
    DeviceCause.READ_RATE_LOW: Text("读取率低,请擦镜头,查光照", "Read rate low. Clean lens, check light."),
}
