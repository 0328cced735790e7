"""Whole sessions of the real programs in the lab of network namespaces: a makes the code, b joins with it."""

import contextlib
import functools
import random
import struct
import subprocess
import zlib

import netlab
import programs
from netlab import Lab

SERVER_URL = f"ws://{netlab.SERVER}:4000/v1"
STUN = ["--stun", Lab.stun]
# By one transport: of two allocations libnice loses memory in sessions as short as these (net/ice/README.md).
TURN_BY_UDP = f"turn:{Lab.stun}?transport=udp"
TURN_BY_TCP = f"turn:{Lab.stun}?transport=tcp"
TRANSIT_PORT = 4001

DONE, NO_PATH, OTHER_LEFT = 0, 6, 7


def _write(path, line):
    with open(path, "w", encoding="ascii") as file:
        file.write(line + "\n")


@contextlib.contextmanager
def lab_with_servers(side_a, side_b, lends_turn=False):
    """A lab with coturn and our rendezvous server, which lends out coturn's passwords if told to."""
    with Lab(a=side_a, b=side_b) as lab:
        _write(lab.path("secret"), "s")
        _write(lab.path("credentials"), "u:p")
        options = ["--json", "--listen", f"{netlab.SERVER}:4000"]
        if lends_turn:
            lab.start_turn(secret="s")
            options += ["--turn", TURN_BY_UDP, "--turn-secret-file", lab.path("secret")]
        else:
            lab.start_turn(user="u", password="p")
        server = programs.Program(programs.RENDEZVOUS, *options, popen=functools.partial(lab.popen, "server"))
        server.wait_for("listening")
        yield lab


def start_transit_relay(lab):
    """Starts the Magic Wormhole project's Transit Relay on the server. Returns the options that name it."""
    argv = ["twist3", "transitrelay", f"--port=tcp:{TRANSIT_PORT}:interface={netlab.SERVER}"]
    process = lab.popen("server", argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not lab.run("server", ["ss", "-Hltn", f"sport = :{TRANSIT_PORT}"]).stdout:
        assert process.poll() is None, "the transit relay ended"
    return ["--transit", f"{netlab.SERVER}:{TRANSIT_PORT}"]


def write_noise(path, seed, width, height):
    """Writes a PNG that is large however it is encoded."""
    dice = random.Random(seed)
    rows = b"".join(b"\0" + dice.randbytes(3 * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b"")):
            file.write(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))


def turn(lab, url=TURN_BY_UDP):
    """Options for the relay, with the password in a file."""
    return ["--turn", url, "--turn-credentials", lab.path("credentials")]


def start(lab, options_a, options_b, width=96, height=72):
    """Starts both, with photographs of that size. Returns the two programs."""
    started = []
    for name, options in (("a", options_a), ("b", options_b)):
        image = lab.path(name + ".png")
        write_noise(image, name, width, height)
        words = ["share"] if name == "a" else ["join", started[0].wait_for("code")["code"]]
        words += ["--json", "--accept", "--rendezvous", SERVER_URL, "--output-dir", lab.path("of-" + name), *options]
        if "--camera" not in options:
            words += ["--image", image]
        if "--transit" not in options:
            words += ["--transit", "none"]
        started.append(programs.Program(programs.CLI, *words, popen=functools.partial(lab.popen, name)))
    return started


def check_complete(sides, path):
    """Both end well, over that kind of path, with the same picture in their folders."""
    for side in sides:
        side.expect_exit(DONE)
        side.wait_for("connected", path=path)
        side.wait_for("composite", identical=True)
    one, other = (side.find("composite")[0] for side in sides)
    assert one["pixels_sha256"] == other["pixels_sha256"] == one["peer_pixels_sha256"]
    with open(one["file"], "rb") as of_a, open(other["file"], "rb") as of_b:
        assert of_a.read() == of_b.read()
