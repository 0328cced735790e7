"""Our programs run as processes, and what they say in JSON lines."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import threading

import tap

BUILD = pathlib.Path(os.environ["SF_BUILD_ROOT"])
GUARD_S = 60

CLI = BUILD / "app/cli/sameframe-cli"
RENDEZVOUS = BUILD / "app/cli/sameframe-rendezvous"


class Program:
    """A process whose standard output is one JSON object a line. `popen` may start it elsewhere, as Lab.popen does."""

    def __init__(self, *words, stdin=subprocess.DEVNULL, text_in=None, popen=subprocess.Popen):
        self.words = [str(word) for word in words]
        self.process = popen(
            self.words, stdin=stdin if text_in is None else subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "G_DEBUG": "fatal-criticals"})
        self.events = []
        self.complaints = ""
        self._news = threading.Condition()
        self._is_silent = False
        self._readers = [threading.Thread(target=self._read, daemon=True),
                         threading.Thread(target=self._read_complaints, daemon=True)]
        for reader in self._readers:
            reader.start()
        if text_in is not None:
            self.process.stdin.write(text_in)
            self.process.stdin.close()

    def _read(self):
        for line in self.process.stdout:
            with self._news:
                self.events.append(json.loads(line))
                self._news.notify_all()
        with self._news:
            self._is_silent = True
            self._news.notify_all()

    def _read_complaints(self):
        self.complaints = self.process.stderr.read()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        self.process.stdout.close()
        self.process.stderr.close()

    def find(self, event):
        return [found for found in self.events if found["event"] == event]

    def wait_for(self, event, nth=1, **members):
        """The event of that kind with those members, the nth of them; a failure when the program ends without it."""

        def matching():
            return [found for found in self.find(event) if all(found.get(key) == members[key] for key in members)]

        with self._news:
            self._news.wait_for(lambda: len(matching()) >= nth or self._is_silent, GUARD_S)
            if len(matching()) < nth:
                raise tap.Failure(f"no “{event}” {members or ''} ({nth}) from {self}")
            return matching()[nth - 1]

    def signal(self, number):
        self.process.send_signal(number)

    def interrupt(self):
        self.signal(signal.SIGINT)

    def expect_exit(self, status):
        """Waits for the end and checks the exit status and, where there is one, that the error was told."""
        try:
            self.process.wait(GUARD_S)
        except subprocess.TimeoutExpired as endless:
            raise tap.Failure(f"no end of {self}") from endless
        for reader in self._readers:
            reader.join()
        if self.process.returncode != status:
            raise tap.Failure(f"exit status {self.process.returncode}, not {status}, of {self}")
        if (status != 0) != bool(self.find("error")):
            raise tap.Failure(f"exit status {status} and {len(self.find('error'))} errors told by {self}")

    def __str__(self):
        lines = [" ".join(self.words), f"exit status: {self.process.poll()}", *map(json.dumps, self.events)]
        return "\n".join(lines + [self.complaints])


class Server(Program):
    """A rendezvous of our own on the loopback interface."""

    def __init__(self, *options):
        super().__init__(RENDEZVOUS, "--json", "--listen", "127.0.0.1:0", *options)
        self.url = self.wait_for("listening")["url"]


class Booth:
    """A folder and a server for sessions between two processes."""

    def __init__(self, folder, server):
        self.folder = pathlib.Path(folder)
        self.server = server
        subprocess.run([BUILD / "tests/support/sf-sample", folder, "300", "360"], check=True)

    def _options(self, name, picture, options, is_asked=False):
        given = [str(option) for option in options]
        defaults = {"--rendezvous": self.server.url, "--stun": "none",
                    "--transit": "none", "--output-dir": self.folder / name, "--timeout": GUARD_S, "--name": name}
        if "--camera" not in given:
            defaults["--image"] = self.folder / picture
        for option, value in defaults.items():
            if option not in given:
                given += [option, str(value)]
        if not is_asked and "--decline" not in given:
            given.append("--accept")
        return [*given, "--json"]

    def share(self, *options):
        return Program(CLI, "share", *self._options("creator", "first.png", options))

    def join(self, code, *options, **streams):
        """With a terminal as `stdin` it is asked there."""
        words = self._options("joiner", "second.png", options, is_asked="stdin" in streams)
        return Program(CLI, "join", code, *words, **streams)

    def files(self, name, part=""):
        return sorted(path for path in (self.folder / name).glob("*") if part in path.name)


@contextlib.contextmanager
def booth():
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        yield Booth(folder, server)


@contextlib.contextmanager
def session(place, share=(), join=()):
    """Both sides, the joiner with the creator's code."""
    with place.share(*share) as creator:
        with place.join(creator.wait_for("code")["code"], *join) as joiner:
            yield creator, joiner


def check(condition, sentence, *what):
    if not condition:
        raise tap.Failure("\n".join([sentence, *map(str, what)]))


def pixels(path):
    """A picture file’s, as a PPM; who asks depends on `sf_ppm`."""
    return subprocess.run([BUILD / "tests/support/sf-ppm", path], capture_output=True, check=True).stdout


def check_same_picture(*sides):
    pictures = [side.find("composite") for side in sides]
    check(all(picture["identical"] for side in pictures for picture in side), "not identical", *sides)
    hashes = [[picture["pixels_sha256"] for picture in side] for side in pictures]
    check(hashes[0] == hashes[1] and hashes[0], f"the hashes differ: {hashes}")
    for picture in pictures[0] + pictures[1]:
        check(pathlib.Path(picture["file"]).is_file(), "no such file", picture)
        check(picture["pixels_sha256"] == picture["peer_pixels_sha256"], "not what the other has", picture)


def complete(share=(), join=()):
    with booth() as place, session(place, share, join) as (creator, joiner):
        creator.expect_exit(0)
        joiner.expect_exit(0)
        check_same_picture(creator, joiner)
        return creator, joiner
