"""Rendezvous servers, ours and the Python one, and a WebSocket client that speaks to them in bare frames."""

import collections
import contextlib
import json
import os
import select
import shutil
import socket
import struct
import subprocess
import tempfile
import time

import tap

GUARD_S = 30
PROGRAM = os.path.join(os.environ["SF_BUILD_ROOT"], "app", "cli", "sameframe-rendezvous")
TWIST = "/usr/bin/twist3"

Server = collections.namedtuple("Server", "port pid")


@contextlib.contextmanager
def our_server(*options):
    """Runs the program. It must end well when it is told to."""
    process = subprocess.Popen([PROGRAM, "--listen", "127.0.0.1:0", "--json", *options], stdout=subprocess.PIPE)
    try:
        yield Server(json.loads(process.stdout.readline())["port"], process.pid)
        process.terminate()
        if process.wait(GUARD_S) != 0:
            raise tap.Failure(f"the server ended with {process.returncode}")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for_port(port):
    end = time.monotonic() + GUARD_S
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        select.select([], [], [], 0.05)
    raise tap.Failure("the Python server does not listen")


@contextlib.contextmanager
def python_server():
    """Runs Debian's mailbox server, in memory."""
    if not os.path.exists(TWIST):
        raise tap.Skip("there is no twist3 (python3-magic-wormhole-mailbox-server)")
    port = free_port()
    folder = tempfile.mkdtemp(prefix="sf-mailbox-")
    process = subprocess.Popen(
        [TWIST, "--log-file=log", "wormhole-mailbox", f"--port=tcp:{port}:interface=127.0.0.1",
         "--channel-db=:memory:"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port)
        yield Server(port, process.pid)
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder)


def frame(opcode, payload):
    """A client's frame with the mask 0."""
    size = len(payload)
    if size < 126:
        length = bytes([0x80 | size])
    elif size < 65536:
        length = b"\xfe" + struct.pack(">H", size)
    else:
        length = b"\xff" + struct.pack(">Q", size)
    return bytes([0x80 | opcode]) + length + bytes(4) + payload


class Client:
    """A connection to a mailbox server."""

    def __init__(self, port, headers=""):
        self._socket = socket.create_connection(("127.0.0.1", port), GUARD_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self._barriers = 0
        self.is_closed = False
        self._socket.sendall((f"GET /v1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                              f"Sec-WebSocket-Version: 13\r\n{headers}\r\n").encode())
        while b"\r\n\r\n" not in self._received and self._receive():
            pass
        head, _, self._received = self._received.partition(b"\r\n\r\n")
        self.status = int(head.split()[1]) if head else 0

    def close(self):
        self._socket.close()

    def _receive(self):
        try:
            received = self._socket.recv(65536)
        except ConnectionResetError:
            received = b""
        self._received += received
        self.is_closed = not received
        return bool(received)

    def send_frame(self, opcode, payload):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._socket.sendall(frame(opcode, payload))

    def send(self, message):
        self.send_frame(1, json.dumps(message).encode())

    def _take(self):
        """The next frame, or None while it is incomplete."""
        data = self._received
        if len(data) < 2:
            return None
        size, at = data[1] & 127, 2
        if size == 126:
            size, at = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, at = int.from_bytes(data[2:10], "big"), 10
        if len(data) < at + size:
            return None
        self._received = data[at + size:]
        return data[0] & 15, data[at:at + size]

    def next_frame(self):
        """The next frame, or None at the end of the connection."""
        while (taken := self._take()) is None:
            if not self._receive():
                return None
        return taken

    def drain(self):
        """All messages up to now: what was said before a ping is answered before its pong."""
        self._barriers += 1
        barrier = f"barrier {self._barriers}"
        self.send({"type": "ping", "ping": barrier, "id": barrier})
        messages = []
        while (taken := self.next_frame()) is not None:
            if taken[0] == 1:
                message = json.loads(taken[1])
                if message["type"] == "pong" and message["pong"] == barrier:
                    return [other for other in messages if other.get("id") != barrier]
                messages.append(message)
        return messages
