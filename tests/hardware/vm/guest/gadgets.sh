# Guns with their makers' own numbers, played by the kernel's USB gadgets on a controller that loops back to it.
# The station's user may plug them (their file UDC) and speak for them (the nodes hidg* and ttyGS*).
modprobe dummy_hcd num=2
modprobe -a libcomposite usb_f_hid usb_f_acm
mount -t configfs configfs /sys/kernel/config
echo 'KERNEL=="hidg*|ttyGS*", OWNER="tracepost-station"' >/etc/udev/rules.d/99-gadgets.rules

# A boot keyboard's report descriptor (HID 1.11, appendix B.1): 8 bytes in, 1 byte of lights out.
keyboard_report="05010906a101050719e029e71500250175019508810295017508810395057501050819012905910295017503910395067508150025650507190029658100c0"

gadget() { # name, vendor, product, function
    folder=/sys/kernel/config/usb_gadget/$1
    mkdir "$folder"
    mkdir "$folder/strings/0x409" "$folder/configs/gun.1" "$folder/functions/$4"
    echo "$2" >"$folder/idVendor"
    echo "$3" >"$folder/idProduct"
    echo "$1" >"$folder/strings/0x409/product"
    if [ "$4" = hid.gun ]; then
        echo 1 >"$folder/functions/hid.gun/subclass"
        echo 1 >"$folder/functions/hid.gun/protocol"
        echo 8 >"$folder/functions/hid.gun/report_length"
        python3 -c "import sys; sys.stdout.buffer.write(bytes.fromhex('$keyboard_report'))" \
            >"$folder/functions/hid.gun/report_desc"
    fi
    ln -s "$folder/functions/$4" "$folder/configs/gun.1"
    chown tracepost-station "$folder/UDC"
}

gadget honeywell-keyboard 0x0c2e 0x0b61 hid.gun
gadget newland-line 0x1eab 0x8206 acm.gun
