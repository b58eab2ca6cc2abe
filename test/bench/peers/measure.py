"""What every competitor in Python does: get ready, say so, and do its part once for each line it is given."""

import json
import re
import resource
import sys
import time


def settings():
    return json.loads(sys.argv[1])


def cpu_ms():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


def peak_mib():
    # getrusage starts at the size of the process that started this one.
    try:
        with open("/proc/self/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024
    except OSError:
        return None


def compete(turn, spent=None):
    """`turn` returns how much it did; times are told for one of these. `spent` measures what is not the turn."""
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        cpu, wall = cpu_ms(), time.perf_counter()
        units = turn()
        told = {
            "cpuMs": spent() if spent else (cpu_ms() - cpu) / units,
            "wallMs": (time.perf_counter() - wall) * 1000 / units,
            "peakMiB": peak_mib(),
        }
        print(json.dumps(told), flush=True)
