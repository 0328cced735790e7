"""Two people before windows of `sameframe` beside each other, on their way to each other."""

import contextlib

import programs


TOGETHER = "One Photo Together"
SWAP = "Swap Photos"


@contextlib.contextmanager
def two(screen):
    """The inviter and the joiner beside each other, with their cameras on."""
    with programs.Server() as server, screen.person("Inviter", server=server.url) as inviter, \
            screen.person("Joiner", server=server.url, left=700, last_camera_id="'test:2'") as joiner:
        for person in (inviter, joiner):
            person.wait_until_gone("The camera starts")
        yield inviter, joiner


def invite(inviter, card=TOGETHER):
    """The inviter asks for a code; it is in the clipboard afterwards."""
    inviter.click("Invite…")
    inviter.click(card)
    inviter.click("Create Code")
    inviter.wait_for("Waiting for the other person")
    inviter.click("Copy Code")
    inviter.wait_for("Code copied")


def meet(inviter, joiner, card=TOGETHER):
    """The joiner pastes what the inviter copied."""
    invite(inviter, card)
    joiner.click("Join…")
    joiner.key("ctrl+v")
    joiner.wait_for("The code is fine")
    joiner.click("Join", role="button")
    inviter.wait_for("“Joiner” is here, with your code")
    joiner.wait_for("“Inviter” wants to")
    for person in (inviter, joiner):
        person.wait_until_gone("Code ")  # the toasts: the first Esc would be for them


def end(inviter, joiner):
    """The inviter leaves the program; the joiner is told, and leaves it too."""
    inviter.quit()
    joiner.quit()
