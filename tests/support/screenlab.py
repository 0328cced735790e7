"""Screens of the program, each in several looks: kept as pictures to look at, and walked as by who does not see."""

import tempfile

import framebuffer
import programs
import uilab
from uilab import State

# The size of the window, and whether the desktop is dark.
LOOKS = {"light": (900, 640, False), "dark": (900, 640, True), "large": (1600, 1000, True), "narrow": (360, 640, False)}
BOTH_ENDS = ("light", "narrow")
IN_SESSION = (*BOTH_ENDS, "dark")
SIZE = 3240, 1040
BESIDE = 1620  # where on the screen the second person's window is
DESKTOP = "org/gnome/desktop/interface"
# What in the header bar nothing is drawn on, from the corner of a window.
BARE = 40, 12
DEPTH_OF_TOASTS = 5
# Roles of what the toolkit itself adds to windows of its own, and gives no names.
FOREIGN = ("button", "group", "label", "list", "list item", "search box", "tab")
DIALOG = ("dialog",)


def main(register):
    """Runs the tests that `register` registers for an Eye."""
    with tempfile.TemporaryDirectory() as folder:
        uilab.main(lambda screen: register(Eye(screen, framebuffer.Framebuffer(folder, *SIZE))),
                   f"{SIZE[0]}x{SIZE[1]}x24", picture=folder)


def _passes_on(elements, i):
    """Whether the focus goes on to something inside."""
    for element in elements[i + 1:]:
        if element.depth <= elements[i].depth:
            return False
        if element.has(State.FOCUSABLE):
            return True
    return False


def _closes_toast(element):
    """The toolkit gives that button no name; a toast is beside all that is in the window."""
    return element.role == "button" and element.depth <= DEPTH_OF_TOASTS


def nameless(elements):
    """What takes the focus and has no name, or one with the mark of its key in it."""
    return [element for i, element in enumerate(elements)
            if element.has(State.FOCUSABLE) and (not element.name or "_" in element.name)
            and not _passes_on(elements, i) and not _closes_toast(element)]


def cut_off(elements):
    """What takes the focus and is not wholly between the sides of its window. A grid keeps cells that are out of sight,
    and where they were."""
    those = [element for element in elements if element.depth == 1
             or element.has(State.FOCUSABLE) and element.role != "grid cell"]
    for element, place in zip(those, elements[0].program.places(those)):
        x, _, width, _ = place or (0, 0, 0, 0)
        if element.depth == 1:
            right = width
        elif x < 0 or x + width > right:
            yield element


class Eye:
    """Looks at one screen after another."""

    def __init__(self, screen, picture):
        self.screen = screen
        self._picture = picture

    def _is_dark(self, person):
        pixel = self._picture.line(BARE[1])[person.left + BARE[0]]
        return pixel & 0xff < 0x80

    @staticmethod
    def _elements(person, sign):
        elements = person.elements()
        return elements if any(sign in element.name for element in elements) else None

    def put_on(self, person, look):
        """Returns where the window is then."""
        width, height, is_dark = LOOKS[look]
        person.set(DESKTOP, color_scheme="'prefer-dark'" if is_dark else "'default'")
        uilab.until(lambda: self._is_dark(person) == is_dark, lambda: f"the look {look}: {person}")
        return person.resize(width, height)

    def see(self, person, area, name, sign, foreign=()):
        """The screen that has come when there is `sign` on it. `foreign` are roles that need no names, in a window that
        is the toolkit’s."""
        elements = uilab.until(lambda: self._elements(person, sign), lambda: f"“{sign}”: {person}")
        self.screen.shoot(name, area)
        faults = [element for element in nameless(elements) if element.role not in foreign]
        programs.check(not faults, f"{name}: no name to tell for", *faults)
        faults = [] if foreign else list(cut_off(elements))
        programs.check(not faults, f"{name}: not all of it is in the window", *faults)

    def look_at(self, person, name, sign, looks=BOTH_ENDS, foreign=()):
        """In each of these looks."""
        for look in looks:
            self.see(person, self.put_on(person, look), f"{name}-{look}", sign, foreign)
