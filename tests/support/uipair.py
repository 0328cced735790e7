"""Two people before windows of `sameframe` beside each other, on their way to each other."""

import contextlib
import signal
import subprocess

import programs
from uilab import State

TOGETHER = "One Photo Together"
SWAP = "Swap Photos"
READY = "Mirror Your Preview"
LEFT = "The Other Person Left"
SAID_NO = "The Other Person Said No"


@contextlib.contextmanager
def beside(screen, server, inviter=None, joiner=None):
    """The inviter and the joiner beside each other, with their cameras on; each may have options of a person."""
    there = {"left": 700, "last_camera_id": "'test:2'", **(joiner or {})}
    with screen.person("Inviter", server=server.url, **(inviter or {})) as inviter, \
            screen.person("Joiner", server=server.url, **there) as joiner:
        for person in (inviter, joiner):
            person.wait_until_gone("The camera starts")
        yield inviter, joiner


@contextlib.contextmanager
def two(screen, inviter=None, joiner=None):
    """The same, where nobody does anything to the server."""
    with programs.Server() as server, beside(screen, server, inviter, joiner) as people:
        yield people


@contextlib.contextmanager
def silent(server):
    """What is said through the server comes later."""
    server.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.signal(signal.SIGCONT)


def choose_file(person, path):
    """In the toolkit’s own window for files: a path that is typed is enough."""
    person.wait_for("Choose a Photo")
    person.type(path)
    person.key("Return")
    person.wait_until_gone("Choose a Photo")


def choose_sample(person, button):
    """By `button` chooses a drawn picture."""
    folder = person.folder("home")
    subprocess.run([programs.BUILD / "tests/support/sf-sample", folder, "300", "360"], check=True)
    person.click(button)
    choose_file(person, folder / "first.png")


def invite(inviter, card=TOGETHER, with_picture=False):
    """The inviter asks for a code; it is in the clipboard afterwards."""
    inviter.click("Invite…")
    inviter.click(card)
    if with_picture:
        choose_sample(inviter, "Add a Picture")
        inviter.wait_for("Remove the Picture")
    inviter.click("Create Code")
    inviter.wait_for("Waiting for the other person")
    inviter.click("Copy Code")
    inviter.wait_for("Code copied")


def join(joiner):
    """The joiner pastes what the inviter copied."""
    joiner.click("Join…")
    joiner.key("ctrl+v")
    joiner.wait_for("The code is fine")
    joiner.click("Join", role="button")


def meet(inviter, joiner, card=TOGETHER, with_picture=False):
    """Both are asked."""
    invite(inviter, card, with_picture)
    join(joiner)
    inviter.wait_for("“Joiner” is here, with your code")
    joiner.wait_for("“Inviter” wants to")


def see_each_other(inviter, joiner):
    for person in (inviter, joiner):
        person.wait_for("Take the Photo", State.SENSITIVE)
        person.wait_until_gone("Waiting for their picture")


def go_live(inviter, joiner, card=TOGETHER):
    """Both say yes, and see each other."""
    meet(inviter, joiner, card)
    inviter.click("Accept", role="button")
    inviter.wait_for("Waiting for their answer")
    joiner.click("Accept", role="button")
    see_each_other(inviter, joiner)


def press(person, other):
    """The person presses the shutter by its key, for a toast may lie over it; both see who did."""
    person.key("space")
    person.wait_for("You started")
    other.wait_for(f"{person.name} started")


def take(inviter, joiner, proof):
    """The inviter presses the shutter, and both keep what they get. Returns the pixels of each one’s files by name."""
    press(inviter, joiner)
    for person in (inviter, joiner):
        person.wait_for(proof)
    for person in (inviter, joiner):
        person.click("Keep", role="button")
        person.wait_for("Kept in")
    kept = [{path.name: programs.pixels(path) for path in person.pictures()} for person in (inviter, joiner)]
    programs.check(all(kept), "nothing is kept", *kept)
    return kept


def learn(person, title):
    """The person is told what became of it, and does the one thing that is offered."""
    person.wait_for(title)
    person.click("Start Again")
    person.wait_for(READY)


def end(inviter, joiner):
    """The inviter leaves the program; the joiner is told, and leaves it too."""
    inviter.quit()
    joiner.quit()
