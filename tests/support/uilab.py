"""People before windows of `sameframe`: what they see by the accessibility bus, what they do by pointer and keys."""

import contextlib
import os
import pathlib
import select
import shutil
import signal
import subprocess
import time

import a11y
import cameralab
import desktop
import tap
from a11y import GLib, State

BUILD = pathlib.Path(os.environ["SF_BUILD_ROOT"])
PROGRAM = BUILD / "ui/sameframe"
SHOTS = BUILD / "screens"
GUARD_S = 100
POLL_S = 0.05
APP = "io/github/sameframe/Sameframe"
# Servers that nobody runs: nothing leaves the computer, and nothing waits for them.
NOWHERE = "127.0.0.1:9"


def missing():
    """Why these tests cannot run here, or None."""
    tools = ("xdotool", "xwininfo", "import")
    absent = desktop.missing() or next((name for name in tools if not shutil.which(name)), None)
    return f"there is no {absent}" if absent else None


def main(register, size="1400x720x24", picture=None):
    """Runs the tests that `register` registers for a screen of their own."""
    if missing():
        tap.main(skip=missing())
    with Screen(size, picture) as screen:
        register(screen)
        tap.main()


def until(condition, what, poll_s=POLL_S):
    """Waits until a condition holds that nobody tells of; returns what it gave. `what` is asked only in vain."""
    end = time.monotonic() + GUARD_S
    while True:
        given = condition()
        if given:
            return given
        if time.monotonic() > end:
            raise tap.Failure(f"waited in vain for {what()}")
        select.select([], [], [], poll_s)


class Screen:
    """An X server and an accessibility bus for several people, who each have a session of their own."""

    def __init__(self, size, picture=None):
        self.size = size
        self.picture = picture
        self.bus = None
        self._stack = contextlib.ExitStack()
        self._desktop = None

    def __enter__(self):
        self._desktop = self._stack.enter_context(desktop.Desktop(self.size, picture=self.picture))
        address = a11y.find_address(a11y.connect(self._desktop.env["DBUS_SESSION_BUS_ADDRESS"]))
        self._desktop.env["AT_SPI_BUS_ADDRESS"] = address
        self.bus = a11y.connect(address)
        return self

    def __exit__(self, *error):
        self._stack.close()

    def person(self, name, **options):
        """A person who has started the program."""
        return Person(self, desktop.Desktop(beside=self._desktop), name, **options)

    def run(self, *words, check=True, **options):
        """A program of the screen; returns what it says."""
        return subprocess.run([str(word) for word in words], env=self._desktop.env, check=check, text=True,
                              stdout=subprocess.PIPE, **options).stdout

    def shoot(self, name, area=None):
        """Keeps a picture of the screen, or of `area` of it as ImageMagick writes one."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.run("import", "-window", "root", *(["-crop", area] if area else ["-trim"]), "+repage", path)
        return path


class Person:
    """Use as a context. `left` is where on the screen the window is put, `settings` are keys of GSettings as they are
    written in its files, beside those of a person who has been here before, with a test camera. `command` ends by
    becoming the program."""

    def __init__(self, screen, own, name, left=0, size=(640, 640), server="ws://127.0.0.1:9/v1", env=None,
                 is_camera_denied=False, is_sandboxed=False, command=(PROGRAM,), **settings):
        self.screen = screen
        self.name = name
        self.left = left
        self.process = None
        self._own = own
        self._env = env or {}
        self._is_camera_denied = is_camera_denied
        self._is_sandboxed = is_sandboxed
        self._command = command
        self._program = None
        self._window = None
        self._main = None  # the same on the accessibility bus
        self._settings = {
            "first-run": "false", "display-name": f"'{name}'", "last-camera-id": "'test:1'", "screen-flash": "false",
            "countdown-sound": "false", "shutter-sound": "false", "rendezvous": f"'{server}'",
            "stun-server": f"'{NOWHERE}'", "transit-relay": f"'{NOWHERE}'", "window-width": size[0],
            "window-height": size[1], **settings}

    def __enter__(self):
        self._own.__enter__()
        self._own.env.update(self._env, GSETTINGS_BACKEND="keyfile", G_DEBUG="fatal-criticals")
        self._keys().parent.mkdir(parents=True)
        self._keys().touch()
        self.set(APP, **self._settings)
        if self._is_camera_denied:
            self._own.env["GSETTINGS_SCHEMA_DIR"] += ":" + cameralab.make_privacy_schema(self.folder("schemas"))
        self.start()
        return self

    def __exit__(self, *error):
        ended = self.process.poll()
        complaints = self.complaints()
        if ended is None:
            self.process.kill()
        self.process.wait()
        self._own.__exit__(*error)
        if error[0] is None and ended not in (None, 0, -signal.SIGKILL):
            raise tap.Failure(f"{self.name}’s program ended with {ended}\n{complaints}")

    def start(self):
        """Opens the window; to be used again after the program has ended."""
        log = open(self.folder("home") / "complaints", "ab")
        with log:
            self.process = subprocess.Popen(self._command, env=self._own.env, stdout=subprocess.DEVNULL, stderr=log)
        self._program = until(self._find_program, lambda: f"{self.name}’s program")
        self._window = until(self._find_window, lambda: f"{self.name}’s window")
        self._main = self.elements()[1]
        self.screen.run("xdotool", "windowmove", "--sync", self._window, self.left, 0)

    def _keys(self):
        return pathlib.Path(self._own.env["XDG_CONFIG_HOME"], "glib-2.0/settings/keyfile")

    def set(self, path, **settings):
        """Changes keys of GSettings, of this program or of the desktop; a program that runs learns it."""
        keys = GLib.KeyFile()
        keys.load_from_file(str(self._keys()), GLib.KeyFileFlags.NONE)
        for key, value in settings.items():
            keys.set_value(path, key.replace("_", "-"), str(value))
        keys.save_to_file(str(self._keys()))

    def folder(self, name):
        return pathlib.Path(self._own.env["HOME"]).parent / name

    def pictures(self):
        """The files that this person has kept."""
        return sorted(self.folder("home/Pictures").glob("**/*.*"))

    # What this person sees

    def _find_program(self):
        if self.process.poll() is not None:
            raise tap.Failure(f"{self.name}’s program has ended\n{self.complaints()}")
        with contextlib.suppress(LookupError):
            return a11y.Program(self.screen.bus, self.process.pid)

    def _windows(self):
        """From the lowest to the one on top; menus have no name. In a sandbox GTK does not tell whose they are."""
        whose = [] if self._is_sandboxed else ["--pid", self.process.pid]
        return self.screen.run("xdotool", "search", "--all", "--onlyvisible", *whose, "--name", ".", check=False,
                               stderr=subprocess.DEVNULL).split()

    def _find_window(self):
        return next(filter(self._takes_keys, reversed(self._windows())), None)

    def _takes_keys(self, window):
        """A tooltip has the name of a window, but no window manager would give it the focus."""
        facts = self.screen.run("xwininfo", "-id", window, check=False, stderr=subprocess.DEVNULL)
        return "Override Redirect State: no" in facts

    def complaints(self):
        return (self.folder("home") / "complaints").read_text("utf-8")

    def elements(self):
        if self.process.poll() is not None:
            raise tap.Failure(f"{self.name}’s program has ended\n{self.complaints()}")
        return self._program.elements()

    def title(self):
        return self.elements()[1].name

    def find(self, text, *states, role=None):
        """The first element with that text in its name that has all these states, or None."""
        for element in self.elements():
            if (role is None or element.role == role) and element.has(*states) and text in element.name:
                return element
        return None

    def wait_for(self, text, *states, role=None):
        return until(lambda: self.find(text, *states, role=role), lambda: f"“{text}”: {self}")

    def wait_until_gone(self, text):
        until(lambda: not self.find(text), lambda: f"“{text}” to go away: {self}")

    def __str__(self):
        shot = self.screen.shoot(f"failure-{os.getpid()}")
        return "\n".join([f"{self.name} sees (and {shot})", *map(str, self.elements()), self.complaints()])

    # What this person does

    def _focus(self):
        """What comes before the program has seen that it has the focus is lost."""
        window = until(self._find_window, lambda: f"{self.name}’s window")
        self.screen.run("xdotool", "windowfocus", "--sync", window)
        until(self._find_active, lambda: f"{self.name}’s window to have the focus: {self}")
        return window

    def _find_active(self):
        """The window that takes the keys. GTK 4.8 tells of a dialog only what in it has the focus."""
        top = None
        for element in self.elements():
            top = element if element.depth == 1 else top
            if element.has(State.ACTIVE) or element.has(State.FOCUSED):
                return top
        return None

    def focused(self):
        """The name of what takes the keys: the innermost that says so."""
        self._focus()
        return until(lambda: [element.name for element in self.elements() if element.has(State.FOCUSED)],
                     lambda: f"something to have the focus: {self}")[-1]

    def key(self, *keys):
        """Presses keys by X's names, such as ctrl+c, after one another."""
        self._focus()
        self.screen.run("xdotool", "key", *keys)

    def type(self, text):
        self._focus()
        self.screen.run("xdotool", "type", text)

    def _point(self, text, role=None):
        """Waits for something to be there and able, and moves the pointer to the middle of it."""
        window = self._focus()
        x, y, width, height = self.wait_for(text, State.SENSITIVE, role=role).place
        left, top = self._corner(window)
        spot = left + x + width // 2, top + y + height // 2
        # From beside it: a key makes GTK forget a pointer that then does not move, and lose its next press.
        self.screen.run("xdotool", "mousemove", spot[0] - 1, spot[1], "mousemove", *spot)
        self.elements()  # the program has seen where the pointer is: a click that comes with it may be lost

    def rest(self, text):
        """Rests on something until its tooltip is there."""
        before = self._windows()
        self._point(text)
        until(lambda: len(self._windows()) > len(before), lambda: f"the tooltip of “{text}”: {self}")

    def click(self, text, role=None):
        self._point(text, role)
        self.screen.run("xdotool", "click", "1")
        self.elements()  # nor must the focus go to another person before it has seen that

    def _geometry(self, window):
        """Its x, y, width and height on the screen, with the border that is its own to draw."""
        lines = self.screen.run("xdotool", "getwindowgeometry", "--shell", window).split()
        outer = dict(line.split("=") for line in lines)
        return [int(outer[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")]

    def _corner(self, window):
        """Where on the screen the window begins, without its border."""
        x, y, *outer = self._geometry(window)
        _, _, width, height = self._find_active().place
        return x + (outer[0] - width) // 2, y + (outer[1] - height) // 2

    def resize(self, width, height):
        """Makes the window that large without its border, and puts what is over it into its middle and makes it no
        larger, as a desktop does. Returns where on the screen it is then, as ImageMagick writes an area."""
        main = self._main
        x, y, outer, _ = self._geometry(self._window)
        border = (outer - main.place[2]) // 2
        full = width + 2 * border, height + 2 * border
        self.screen.run("xdotool", "windowsize", self._window, *full)
        until(lambda: main.place[2:] == (width, height), lambda: f"{main.place[2:]} to be {width, height}: {self}")
        top = self._find_window()
        if top != self._window:
            small = [min(pair) for pair in zip(self._geometry(top)[2:], full)]
            spot = x + (full[0] - small[0]) // 2, y + (full[1] - small[1]) // 2
            self.screen.run("xdotool", "windowsize", top, *small, "windowmove", top, *spot)
        return f"{width}x{height}+{x + border}+{y + border}"

    def hide(self):
        """Takes the window off the screen, as who minimizes it."""
        self.screen.run("xdotool", "windowunmap", "--sync", self._find_window())

    def kill(self):
        """The program ends without another word; start() begins it anew."""
        self.process.kill()
        self.process.wait()

    def quit(self):
        """Leaves the program, which must end well."""
        self.key("ctrl+q")
        self.expect_end()

    def expect_end(self):
        until(lambda: self.process.poll() is not None, lambda: f"the end of the program: {self}")
        if self.process.returncode != 0:
            raise tap.Failure(f"{self.name}’s program ended with {self.process.returncode}\n{self.complaints()}")
