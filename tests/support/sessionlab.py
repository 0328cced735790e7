"""Whole sessions of the real programs in the lab of network namespaces: a makes the code, b joins with it."""

import contextlib
import functools
import os
import subprocess

import netlab
import people
from netlab import Lab

SERVER_URL = f"ws://{netlab.SERVER}:4000/v1"
STUN = ["--stun", Lab.stun]
TURN_URL = "turn:" + Lab.stun

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
        argv = [os.path.join(os.environ["SF_BUILD_ROOT"], "app", "cli", "sameframe-rendezvous"),
                "--json", "--listen", f"{netlab.SERVER}:4000"]
        if lends_turn:
            lab.start_turn(secret="s")
            argv += ["--turn", TURN_URL, "--turn-secret-file", lab.path("secret")]
        else:
            lab.start_turn(user="u", password="p")
        server = lab.popen("server", argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        server.stdout.readline()  # it listens
        yield lab


def start_transit_relay(lab):
    """Starts the Magic Wormhole project's Transit Relay on the server. Returns the options that name it."""
    argv = ["twist3", "transitrelay", f"--port=tcp:{TRANSIT_PORT}:interface={netlab.SERVER}"]
    process = lab.popen("server", argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not lab.run("server", ["ss", "-Hltn", f"sport = :{TRANSIT_PORT}"]).stdout:
        assert process.poll() is None, "the transit relay ended"
    return ["--transit", f"{netlab.SERVER}:{TRANSIT_PORT}"]


def turn(lab, query=""):
    """Options for the relay, with the password in a file."""
    return ["--turn", TURN_URL + query, "--turn-credentials", lab.path("credentials")]


def start(lab, options_a, options_b, **picture):
    """Starts both, with drawn pictures (see people.write_picture). Returns the two of people.Person."""
    started = []
    for name, options in (("a", options_a), ("b", options_b)):
        image = lab.path(name + ".png")
        people.write_picture(image, name, **picture)
        words = ["share"] if name == "a" else ["join", started[0].wait("code")["code"]]
        words += ["--accept", "--rendezvous", SERVER_URL, "--image", image, "--output-dir", lab.path("of-" + name)]
        if "--transit" not in options:
            words += ["--transit", "none"]
        started.append(people.Person(functools.partial(lab.popen, name), [*words, *options]))
    return started


def check_complete(persons, path):
    """Both end well, over that kind of path, with the same picture in their folders."""
    for person in persons:
        assert person.end() == DONE, person.events
        assert person.find("connected")["path"] == path, person.find("connected")
        assert person.find("composite")["identical"], person.find("composite")
    one, other = (person.find("composite") for person in persons)
    assert one["pixels_sha256"] == other["pixels_sha256"] == one["peer_pixels_sha256"]
    with open(one["file"], "rb") as of_a, open(other["file"], "rb") as of_b:
        assert of_a.read() == of_b.read()
