#!/usr/bin/python3
"""A peer written with the real Magic Wormhole library: usage: wormhole_peer.py URL APPID [CODE].

Prints what happens as JSON lines. Sends every message back, reversed; "bye" ends it."""

import json
import sys

from twisted.internet import reactor
from twisted.internet.defer import inlineCallbacks
from wormhole import create
from wormhole.errors import WormholeError


def tell(event, text=""):
    print(json.dumps({"event": event, "text": text}), flush=True)


@inlineCallbacks
def talk(url, appid, code):
    peer = create(appid, url, reactor, versions={"peer": 1})
    try:
        if code:
            peer.set_code(code)
        else:
            peer.allocate_code()
        tell("code", (yield peer.get_code()))
        tell("verifier", (yield peer.get_verifier()).hex())
        tell("confirmed", json.dumps((yield peer.get_versions())))
        tell("subkey", peer.derive_key("for the test", 32).hex())
        while (message := (yield peer.get_message())) != b"bye":
            peer.send_message(message[::-1])
        yield peer.close()
        tell("closed")
    except WormholeError as error:
        tell("failed", type(error).__name__)
    reactor.stop()


if __name__ == "__main__":
    talk(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
    reactor.run()
