"""Whole sessions whose live picture is watched, in the lab of network namespaces."""

import contextlib
import functools
import json
import os
import struct
import subprocess
import threading
import time

import programs
import sessionlab

DRIVER = programs.BUILD / "tests/bench/sf-live-driver"


@contextlib.contextmanager
def watched(lab):
    """Two people who look at each other. Gives the two programs; both have seen the other when it begins."""
    sides = []
    with contextlib.ExitStack() as stack:
        for name, seed in (("a", "1"), ("b", "2")):
            words = ["share" if name == "a" else "join", sessionlab.SERVER_URL, seed, lab.path("of-" + name)]
            if name == "b":
                words.append(sides[0].wait_for("code")["code"])
            popen = functools.partial(lab.popen, name)
            sides.append(stack.enter_context(
                programs.Program(DRIVER, *words, stdin=subprocess.PIPE, popen=popen)))
        for side in sides:
            side.wait_for("seen")
        yield sides
        for side in sides:
            side.process.stdin.close()
        for side in sides:
            side.expect_exit(0)


class Probe:
    """Small datagrams each way, twenty a second: what waits in the cable, no matter who filled it."""

    def __init__(self, lab):
        self.delays = {"a": [], "b": []}  # of what a side sent: (when it left, how long it took), in seconds
        self._sockets = {name: lab.socket(name) for name in self.delays}
        self._addresses = {name: (lab.host_address(name), sock.getsockname()[1])
                           for name, sock in self._sockets.items()}
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=job, args=way, daemon=True)
                         for way in (("a", "b"), ("b", "a")) for job in (self._send, self._receive)]

    def _send(self, sender, receiver):
        while not self._is_over.wait(0.05):
            self._sockets[sender].sendto(struct.pack("!d", time.monotonic()), self._addresses[receiver])

    def _receive(self, sender, receiver):
        while not self._is_over.is_set():
            with contextlib.suppress(TimeoutError):
                left, = struct.unpack("!d", self._sockets[receiver].recv(64))
                self.delays[sender].append((left, time.monotonic() - left))

    def waits(self, sender, begin, end):
        """Of what left between the two times: (when, how much longer than the shortest of all)."""
        least = min(delay for _, delay in self.delays[sender])
        return [(left, delay - least) for left, delay in self.delays[sender] if begin <= left < end]

    def __enter__(self):
        for sock in self._sockets.values():
            sock.settimeout(0.2)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception):
        self._is_over.set()
        for thread in self._threads:
            thread.join()
        for sock in self._sockets.values():
            sock.close()


def look_on(seconds):
    """Lets a measurement go on for so long."""
    threading.Event().wait(seconds)


def resources(process):
    """What a process holds: bytes of its own memory, threads, descriptors."""
    folder = f"/proc/{process.pid}"
    with open(folder + "/smaps_rollup", encoding="ascii") as file:
        private = sum(int(line.split()[1]) for line in file if line.startswith("Private_"))
    return {"memory_kb": private, "threads": len(os.listdir(folder + "/task")),
            "descriptors": len(os.listdir(folder + "/fd"))}


def cpu_s(process):
    """Processor seconds so far."""
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def report(benchmark, **figures):
    print(json.dumps({"benchmark": benchmark, **figures}), flush=True)
