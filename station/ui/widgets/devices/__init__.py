"""What a technician sees: devices, raw bytes, codes to scan, what is wrong and how it is set right."""
