"""What a screen reader sees of a program, asked over the accessibility bus. It never reads what is not shown."""

import enum
import re

import gi

gi.require_version("Gio", "2.0")
# pylint: disable=wrong-import-position
from gi.repository import Gio, GLib

ATSPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
TIMEOUT_MS = 20_000
IN_WINDOW = 1  # of AT-SPI's kinds of coordinates
PAGE = "tab panel"  # of a stack
# GTK names a widget without a name after its type.
TYPE_NAME = re.compile(r"(Gtk|Adw|Sf)[A-Z]\w+")


class State(enum.IntFlag):
    """Those of AT-SPI's states that tests ask for."""

    ACTIVE = 1 << 1
    CHECKED = 1 << 4
    EDITABLE = 1 << 7
    FOCUSABLE = 1 << 11
    FOCUSED = 1 << 12
    PRESSED = 1 << 20
    SENSITIVE = 1 << 24
    VISIBLE = 1 << 30


def connect(address):
    """A connection to the bus at that address."""
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)


def call(bus, name, path, method, arguments=None):
    """`method` with its interface before it."""
    interface, _, member = method.rpartition(".")
    return bus.call_sync(name, path, interface, member, arguments, None, Gio.DBusCallFlags.NONE, TIMEOUT_MS,
                         None).unpack()


def find_address(session_bus):
    """Where the accessibility bus of a session is; starts it."""
    return call(session_bus, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")[0]


class Element:
    """One thing in a window."""

    def __init__(self, program, path, depth, answers):
        role, name, state, _ = answers
        self.program = program
        self.path = path
        self.depth = depth
        self.parent = None
        self.role = role[0]
        self.name = "" if TYPE_NAME.fullmatch(name[0]) else name[0]
        self.state = State(state[0][0] & sum(State))

    def has(self, *states):
        return all(state in self.state for state in states)

    @property
    def place(self):
        """x, y, width, height in pixels from the corner of its window, which is within the border."""
        place, = self.program.places([self])
        if place is None:
            raise LookupError(f"{self} is gone")
        return place

    @property
    def way_up(self):
        """Itself, what it is in, and so on to its window."""
        return [self] if self.depth == 1 else [self, *self.parent.way_up]

    def __str__(self):
        states = " ".join(state.name.lower() for state in State if state in self.state and state != State.VISIBLE)
        return f"{'  ' * self.depth}{self.role} “{self.name}” {states}"


def _place(way, extents):
    """GTK 4.18 adds up where each is in the one above: from the border of the window, and pages of a stack twice. What
    GTK 4.8 tells is right, and stays as it is."""
    if not all(extents[element.path] for element in way):
        return None
    x, y, width, height = extents[way[0].path]
    left, top, *_ = extents[way[-1].path]
    if len(way) == 1:
        return 0, 0, width + 2 * left, height + 2 * top
    for page, stack in zip(way[1:], way[2:]):
        if page.role == PAGE:
            left += extents[page.path][0] - extents[stack.path][0]
            top += extents[page.path][1] - extents[stack.path][1]
    return x - left, y - top, width, height


class Program:
    """A program on the accessibility bus, by its process id."""

    def __init__(self, bus, pid):
        self._bus = bus
        self._name = None
        self._known = []  # where something was when it was last looked at
        for name, path in call(bus, ATSPI + "Registry", ROOT, ATSPI + "Accessible.GetChildren")[0]:
            if path == ROOT and self._pid(name) == pid:
                self._name = name
        if self._name is None:
            raise LookupError(f"{pid} is not on the accessibility bus")

    def _pid(self, name):
        return call(self._bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                    "org.freedesktop.DBus.GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))[0]

    def ask(self, path, method, arguments=None):
        return call(self._bus, self._name, path, ATSPI + method, arguments)

    def _ask_all(self, questions):
        """All at once: a program that draws answers once a frame. What is gone meanwhile is answered by None."""
        answers = [None] * len(questions)
        left = len(questions)

        def on_answer(bus, result, i):
            nonlocal left
            left -= 1
            try:
                answers[i] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass

        for i, (path, interface, member, arguments) in enumerate(questions):
            self._bus.call(self._name, path, interface, member, arguments, None, Gio.DBusCallFlags.NONE, TIMEOUT_MS,
                           None, on_answer, i)
        while left:
            GLib.MainContext.default().iteration(True)
        return answers

    def _read(self, paths):
        """Of each: role, name, state, children; None where it is gone."""
        accessible = ATSPI + "Accessible"
        name = GLib.Variant("(ss)", (accessible, "Name"))
        answers = self._ask_all([question for path in paths for question in (
            (path, accessible, "GetRoleName", None), (path, "org.freedesktop.DBus.Properties", "Get", name),
            (path, accessible, "GetState", None), (path, accessible, "GetChildren", None))])
        groups = [answers[i:i + 4] for i in range(0, len(answers), 4)]
        return [group if all(group) else None for group in groups]

    def places(self, elements):
        """The place of each, as Element.place; None where it is gone."""
        ways = [element.way_up for element in elements]
        paths = list({element.path for way in ways for element in way})
        where = GLib.Variant("(u)", (IN_WINDOW,))
        answers = self._ask_all([(path, ATSPI + "Component", "GetExtents", where) for path in paths])
        extents = {path: answer and answer[0] for path, answer in zip(paths, answers)}
        return [_place(way, extents) for way in ways]

    def elements(self):
        """All that is shown, from the top. What was there before is asked for at once, the rest by its depth."""
        tree = {}
        level = [ROOT]
        depth = 0
        answers = dict(zip(self._known, self._read(self._known)))
        self._known = []
        while level:
            self._known += level
            new = [path for path in level if path not in answers]
            answers.update(zip(new, self._read(new)))
            found = []
            for path in level:
                if answers[path] is None:
                    continue
                element = Element(self, path, depth, answers[path])
                if depth == 0 or element.has(State.VISIBLE):
                    children = [child for _, child in answers[path][3][0]]
                    tree[path] = element, children
                    found += children
            level = found
            depth += 1
        return list(self._flat(tree, ROOT))

    def _flat(self, tree, path, is_able=True, parent=None):
        """GTK says of what is inside something disabled that it is not."""
        if path in tree:
            element, children = tree[path]
            element.parent = parent
            if not is_able:
                element.state &= ~State.SENSITIVE
            yield element
            for child in children:
                yield from self._flat(tree, child, element.depth == 0 or element.has(State.SENSITIVE),
                                      element)
