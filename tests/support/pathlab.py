"""Two paths, each a program of its own; their signals pass through here."""

import dataclasses
import heapq
import os
import selectors
import subprocess
import time

GUARD_S = 40


class Stuck(Exception):
    """What was waited for did not come; tells what came instead."""


@dataclasses.dataclass
class End:
    """One side: every event so far, split into words."""

    name: str
    process: subprocess.Popen
    events: list = dataclasses.field(default_factory=list)
    rest: bytes = b""

    def tell(self, command):
        self.process.stdin.write(command.encode() + b"\n")
        self.process.stdin.flush()

    def states(self):
        return [words for words in self.events if words[0] not in ("ready", "signal", "received", "error")]

    @property
    def state(self):
        return self.states()[-1][0] if self.states() else "gathering"

    @property
    def kind(self):
        return self.states()[-1][1] if self.state == "connected" else None

    @property
    def ms(self):
        """When the last state was reached, since the last permit or restart."""
        return int(self.states()[-1][-1])

    def signals(self):
        return [bytes.fromhex(words[1]) for words in self.events if words[0] == "signal"]


class Here:
    """In place of a lab: both sides on this computer."""

    @staticmethod
    def popen(_, argv, **options):
        return subprocess.Popen(argv, **options)


class Pair:
    """Both sides in `lab`, a netlab.Lab or Here. `delay_s` is what a signal takes from one to the other."""

    def __init__(self, lab, options_a=(), options_b=(), delay_s=0.0):
        self._delay_s = delay_s
        self._letters = []
        self._selector = selectors.DefaultSelector()
        program = os.path.join(os.environ["SF_BUILD_ROOT"], "tests", "support", "sf-path-driver")
        self.a = self._start(lab, "a", [program, "--controlling", *options_a])
        self.b = self._start(lab, "b", [program, *options_b])
        self.ends = (self.a, self.b)
        self.wait(lambda: all(end.events for end in self.ends))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for end in self.ends:
            end.process.stdin.close()
        for end in self.ends:
            end.process.wait(GUARD_S)
            end.process.stdout.close()
        self._selector.close()

    def _start(self, lab, name, argv):
        process = lab.popen(name, argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        os.set_blocking(process.stdout.fileno(), False)
        end = End(name, process)
        self._selector.register(process.stdout, selectors.EVENT_READ, end)
        return end

    def _read(self, end):
        data = end.process.stdout.read()
        if not data:
            self._selector.unregister(end.process.stdout)
            return
        *lines, end.rest = (end.rest + data).split(b"\n")
        for line in lines:
            words = line.decode().split(" ")
            end.events.append(words)
            if words[0] == "signal":
                other = self.b if end is self.a else self.a
                heapq.heappush(self._letters, (time.monotonic() + self._delay_s, len(end.events), other.name, line))

    def _deliver(self):
        while self._letters and self._letters[0][0] <= time.monotonic():
            _, _, name, line = heapq.heappop(self._letters)
            getattr(self, name).tell(line.decode())

    def wait(self, condition):
        """Passes on what comes until the condition holds."""
        guard = time.monotonic() + GUARD_S
        while not condition():
            if time.monotonic() > guard:
                raise Stuck([(end.name, end.states()) for end in self.ends])
            due = self._letters[0][0] - time.monotonic() if self._letters else 1.0
            for key, _ in self._selector.select(max(0.0, min(due, 1.0))):
                self._read(key.data)
            self._deliver()

    def wait_state(self, state):
        self.wait(lambda: all(end.state == state for end in self.ends))

    def permit(self):
        for end in self.ends:
            end.tell("permit")

    def connect(self):
        self.permit()
        self.wait_state("connected")

    def exchange(self):
        """A datagram each way, sent until it comes."""
        for end, other in (self.ends, self.ends[::-1]):
            n = len(other.events)
            while ["received", "from-" + end.name] not in other.events[n:]:
                end.tell("send from-" + end.name)
                seen = len(other.events)
                self.wait(lambda: len(other.events) > seen)  # pylint: disable=cell-var-from-loop


def candidates(signal):
    """The (type, address, port) of each candidate in the bytes of a signal, as drawn in net/ice/sf-ice-signal.h."""
    at = 6
    for _ in range(2):  # credentials; their sizes are varints of one byte here
        at += 1 + signal[at]
    count, at = signal[at], at + 1
    for _ in range(count):
        kind, size = signal[at], signal[at + 1]
        address = signal[at + 2:at + 2 + size]
        at += 2 + size
        port = int.from_bytes(signal[at:at + 2], "big")
        at += 6
        at += 1 + signal[at]
        yield kind, address, port
    assert at == len(signal)
