"""Two people at two terminals, each with `sameframe-cli --json`, as a test sees them."""

import json
import os
import queue
import random
import struct
import subprocess
import threading
import zlib

GUARD_S = 90


class Stuck(Exception):
    """What was waited for did not come; tells what came instead."""


class Person:
    """One running program. `popen` starts it: subprocess.Popen, or that of a lab's namespace."""

    def __init__(self, popen, words):
        program = os.path.join(os.environ["SF_BUILD_ROOT"], "app", "cli", "sameframe-cli")
        self.events = []
        self.process = popen([program, *words, "--json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True)
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def find(self, name):
        """The first event of that name so far, or None."""
        return next((event for event in self.events if event["event"] == name), None)

    def wait(self, name):
        """Waits for an event of that name, from here on, and returns it."""
        while True:
            try:
                event = self._lines.get(timeout=GUARD_S)
            except queue.Empty:
                raise Stuck(f"no {name} after {self.events}") from None
            if event is None:
                raise Stuck(f"ended without {name}: {self.events}")
            self.events.append(event)
            if event["event"] == name:
                return event

    def end(self):
        """Waits until the program has ended, and returns its exit status."""
        try:
            while (event := self._lines.get(timeout=GUARD_S)) is not None:
                self.events.append(event)
        except queue.Empty:
            raise Stuck(f"does not end after {self.events}") from None
        return self.process.wait(GUARD_S)


def write_picture(path, seed, width=640, height=480, noise=0):
    """Writes a PNG of coloured slopes; with noise (0 to 255) it is large however it is encoded."""
    dice = random.Random(seed)
    base = [dice.randrange(64, 192) for _ in range(3)]
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        row = bytearray((base[i % 3] + (i // 3 + y) // 16) % 256 for i in range(3 * width))
        if noise:
            row = bytes((value + grain % noise) % 256 for value, grain in zip(row, dice.randbytes(3 * width)))
        rows += row

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(bytes(rows), 1)) + chunk(b"IEND", b""))
