"""A small internet out of network namespaces: two people, each behind a NAT of some kind, and a server.

        a 192.168.1.2 ----- a-nat 192.0.2.2 -----+
                                                 inet ----- server 203.0.113.2 and .3
        b 192.168.2.2 ----- b-nat 198.51.100.2 --+

`inet` is a router that knows the three public networks and lets everything else vanish without a word, as the
internet does. A side of kind "none" has no box in between: the host itself is 192.0.2.2 or 198.51.100.2. Any of
the three cables (host to box, or server to inet) can be a bad one: see Link.

    with netlab.Lab(a=netlab.Side("cone"), b=netlab.Side("symmetric")) as lab:
        turn = lab.start_turn(user="u", password="p")
        one = lab.popen("a", [program, "--stun", lab.stun])

Nothing leaves the namespaces. Their names hold the process number; what a killed test left behind is removed by
the next lab.
"""

import contextlib
import ctypes
import dataclasses
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile

PREFIX = "sflab"
SERVER = "203.0.113.2"
SERVER_OTHER = "203.0.113.3"
STUN_PORT = 3478
NAT_KINDS = ("none", "full", "cone", "symmetric", "no-udp")

_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_GUARD_S = 20
_WIRE_GUARD_S = 60
_NEAR_MAC, _FAR_MAC = "02:00:00:00:00:01", "02:00:00:00:00:02"  # of every cable: each is a world of its own
_libc = ctypes.CDLL(None, use_errno=True)


class LabError(Exception):
    """The lab itself could not do what it was told to."""


@dataclasses.dataclass
class Link:
    """A bad cable: the settings of sf-wire, each way. Made at all, it can be cut, joined and changed."""

    delay_ms: float = 0
    jitter_ms: float = 0
    reorder: bool = False
    loss: float = 0
    rate_kbit: float = 0
    queue_packets: int = 1000
    queue_bytes: int = 0
    seed: int = 1

    def words(self):
        return [f"{name}={value:d}" if isinstance(value, bool) else f"{name}={value}"
                for name, value in dataclasses.asdict(self).items()]


@dataclasses.dataclass
class Side:
    """One person's end.

    nat: "none", "full" (endpoint-independent mapping and filtering), "cone" (port-restricted), "symmetric" (a port
    of its own for each destination), "no-udp" (only TCP leaves).
    """

    nat: str = "none"
    link: Link | None = None


def skip_reason():
    """Why there can be no lab here, or None. Tries what a lab needs, once each."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    for program in ("ip", "nft", "nsenter"):
        if not shutil.which(program):
            return f"there is no {program}"
    if not os.path.exists("/dev/net/tun"):
        return "there is no /dev/net/tun"

    name = f"{PREFIX}{os.getpid()}-try"
    try:
        _ip("netns add " + name)
        try:
            _ip("tuntap add try0 mode tap", name)
            _nft(name, _nat_rules("symmetric", "192.168.1.2"))
            with _inside(name):
                _write("/proc/sys/net/ipv4/ip_forward", "1")
        finally:
            _ip("netns del " + name)
    except (LabError, OSError) as error:
        return "no network namespaces here: " + " ".join(str(error).split())
    return None


def turn_skip_reason():
    """Why start_turn() cannot work here, or None."""
    return skip_reason() or (None if shutil.which("turnserver") else "there is no turnserver")


def _run(argv, text=None):
    done = subprocess.run(argv, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LabError(f"{' '.join(argv)}: {done.stderr.strip() or done.stdout.strip()}")


def _enter(netns):
    """What to put before a command. (`ip netns exec` would remount /, which is not always to be had.)"""
    return ["nsenter", "--net=/run/netns/" + netns]


def _ip(commands, netns=None):
    """Runs the lines as `ip` commands, in the namespace."""
    _run((_enter(netns) if netns else []) + ["ip", "-batch", "-"], commands)


def _nft(netns, rules):
    _run(_enter(netns) + ["nft", "-f", "-"], rules)


def _write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


@contextlib.contextmanager
def _inside(netns):
    """This thread is in the namespace meanwhile. A socket made there stays there."""
    with open("/proc/thread-self/ns/net", "rb") as home, open("/run/netns/" + netns, "rb") as there:
        if _libc.setns(there.fileno(), _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns " + netns)
        try:
            yield
        finally:
            _libc.setns(home.fileno(), _CLONE_NEWNET)


def _die_with_parent():
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _nat_rules(kind, host):
    """The box of that kind before `host`; its interfaces are `wan` and `lan`.

    What nobody asked for must be dropped, not answered: the connection entry of a packet let in would take the port,
    and the host's own packet to that sender would leave by another one, as if the box were symmetric.
    """
    masquerade = "masquerade random,fully-random" if kind == "symmetric" else "masquerade"
    full = "meta l4proto udp dnat to " + host if kind == "full" else ""
    return f"""
        table ip nat {{
          chain before {{ type nat hook prerouting priority -100; iifname wan {full or "accept"}; }}
          chain after {{ type nat hook postrouting priority 100; oifname wan {masquerade}; }}
        }}
        table ip filter {{
          chain in {{ type filter hook input priority 0; iifname wan ct state new drop; }}
          chain through {{
            type filter hook forward priority 0;
            {"meta l4proto udp drop;" if kind == "no-udp" else ""}
            iifname wan ct status dnat accept;
            iifname wan ct state new drop;
          }}
        }}
        """


class Wire:
    """One running sf-wire between two namespaces."""

    def __init__(self, ends, link):
        program = os.path.join(os.environ["SF_BUILD_ROOT"], "tests", "support", "sf-wire")
        self._process = subprocess.Popen([program, *ends, *link.words()], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True)
        if self._process.stdout.readline() != "ready\n":
            raise LabError("sf-wire did not start")

    def tell(self, command):
        """Returns the one line of answer."""
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], _WIRE_GUARD_S)[0]:
            raise LabError(f"sf-wire: {command}: does not come")
        answer = self._process.stdout.readline().strip()
        if not answer or answer.startswith("error"):
            raise LabError(f"sf-wire: {command}: {answer or 'it is gone'}")
        return answer

    def close(self):
        """Returns the last counters."""
        if self._process.stdin.closed:
            return None
        out, _ = self._process.communicate()
        return json.loads(out) if out else None


class Lab:
    """The namespaces from entering the context to leaving it, however it is left (SIGTERM too)."""

    stun = f"{SERVER}:{STUN_PORT}"

    def __init__(self, a=None, b=None, server_link=None):
        self._sides = {"a": a or Side(), "b": b or Side()}
        self._server_link = server_link
        self._wires = {}
        self._processes = []
        self._namespaces = []
        self._roamed = {"a": 0, "b": 0}
        self._old_handler = None
        self.directory = None

    # Life

    def __enter__(self):
        _remove_left_behind()
        self._old_handler = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        self.directory = tempfile.mkdtemp(prefix=PREFIX)
        try:
            self._build()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # nothing may interrupt the tidying
        for process in self._processes:
            self.end(process)
        for wire in self._wires.values():
            wire.close()
        for name in self._namespaces:
            _ip("netns del " + name)
        shutil.rmtree(self.directory, ignore_errors=True)
        signal.signal(signal.SIGTERM, self._old_handler)

    def _build(self):
        self._add_namespace("inet")
        self._add_namespace("server")
        _ip("route add blackhole default", self.netns("inet"))
        self._forward("inet")
        self._cable("server", "eth0", "inet", "to-server", self._server_link)
        self._address("server", "eth0", "inet", "to-server", [SERVER, SERVER_OTHER])
        for name, side in self._sides.items():
            self._build_side(name, side)

    def _build_side(self, name, side):
        if side.nat not in NAT_KINDS:
            raise LabError(f"no such kind of NAT: {side.nat}")

        self._add_namespace(name)
        if side.nat == "none":
            self._cable(name, "eth0", "inet", "to-" + name, side.link)
        else:
            box = name + "-nat"
            self._add_namespace(box)
            self._forward(box)
            self._cable(name, "eth0", box, "lan", side.link)
            self._cable(box, "wan", "inet", "to-" + name, None)
            _nft(self.netns(box), _nat_rules(side.nat, self.host_address(name)))
        self._address_side(name)

    def _add_namespace(self, name):
        netns = self.netns(name)
        _ip("netns add " + netns)
        self._namespaces.append(netns)
        _ip("link set lo up", netns)
        with _inside(netns):
            _write("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1")
            _write("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1")

    def _forward(self, name):
        with _inside(self.netns(name)):
            _write("/proc/sys/net/ipv4/ip_forward", "1")

    def _cable(self, near, near_if, far, far_if, link):
        """Between two interfaces; its way "ab" leads from near to far. A wire is known by the name of its near end."""
        near_ns, far_ns = self.netns(near), self.netns(far)
        if link:
            self._wires[near] = Wire([f"{near_ns}/{near_if}", f"{far_ns}/{far_if}"], link)
        else:
            _ip(f"link add {near_if} netns {near_ns} type veth peer name {far_if} netns {far_ns}")
        for netns, interface, mac in ((near_ns, near_if, _NEAR_MAC), (far_ns, far_if, _FAR_MAC)):
            _ip(f"link set dev {interface} address {mac} up", netns)

    def _address(self, near, near_if, far, far_if, addresses):
        """Gives the near end its addresses and the far end the first of that network, as gateway. Both know the other's
        MAC address: a question over the cable would delay the first packet, reorder those behind it and fill counters.
        """
        gateway = addresses[0].rpartition(".")[0] + ".1"
        _ip("\n".join([f"addr flush dev {near_if}"]
                      + [f"addr add {address}/24 dev {near_if}" for address in addresses]
                      + [f"route replace default via {gateway} dev {near_if}",
                         f"neigh replace {gateway} lladdr {_FAR_MAC} dev {near_if} nud permanent"]), self.netns(near))
        _ip("\n".join([f"addr replace {gateway}/24 dev {far_if}"]
                      + [f"neigh replace {address} lladdr {_NEAR_MAC} dev {far_if} nud permanent"
                         for address in addresses]), self.netns(far))

    # Addresses

    @staticmethod
    def _private(name):
        return "192.168." + {"a": "1", "b": "2"}[name]

    @staticmethod
    def _public(name):
        return {"a": "192.0.2", "b": "198.51.100"}[name]

    def host_address(self, name):
        """The address that host itself has."""
        network = self._public(name) if self._sides[name].nat == "none" else self._private(name)
        return f"{network}.{2 + self._roamed[name]}"

    def public_address(self, name):
        """The address that the internet sees."""
        return f"{self._public(name)}.{2 + self._roamed[name]}"

    def _address_side(self, name):
        box = name + "-nat"
        if self._sides[name].nat == "none":
            self._address(name, "eth0", "inet", "to-" + name, [self.host_address(name)])
        else:
            self._address(name, "eth0", box, "lan", [self.host_address(name)])
            self._address(box, "wan", "inet", "to-" + name, [self.public_address(name)])

    def roam(self, name):
        """Gives that side new addresses, private and public; every mapping of its NAT is forgotten."""
        self._roamed[name] += 1
        self._address_side(name)  # masquerading forgets its connections when their address goes
        kind = self._sides[name].nat
        if kind != "none":
            _nft(self.netns(name + "-nat"),
                 "delete table ip nat\ndelete table ip filter\n" + _nat_rules(kind, self.host_address(name)))

    # Cables: `name` is "a", "b" or "server", made with a link

    def cut(self, name):
        self._wires[name].tell("cut")

    def join(self, name):
        self._wires[name].tell("join")

    def set_link(self, name, **settings):
        """Changes settings of Link while it runs. `up` and `down` before a name, as in up_loss, mean one way."""
        ways = {"up": "ab.", "down": "ba."}
        words = []
        for key, value in settings.items():
            way, _, rest = key.partition("_")
            words.append(f"{ways[way]}{rest}={value}" if way in ways else f"{key}={value}")
        self._wires[name].tell(" ".join(words))

    def await_counter(self, name, counter, growth):
        """Waits until that counter of the cable, such as "ab.delivered", has grown by so much."""
        self._wires[name].tell(f"await {counter} {growth}")

    def counters(self, name):
        """What the cable carried: {"ab": from the host, "ba": to the host}, each as in SfWayCounters."""
        return json.loads(self._wires[name].tell("stats"))

    # Programs: `name` is "a", "b", "server", "inet", "a-nat" or "b-nat"

    def netns(self, name):
        return f"{PREFIX}{os.getpid()}-{name}"

    def popen(self, name, argv, **options):
        """Starts a program in that namespace. It ends with the lab at the latest."""
        process = subprocess.Popen([*_enter(self.netns(name)), *argv],
                                   preexec_fn=_die_with_parent, **options)
        self._processes.append(process)
        return process

    def run(self, name, argv, timeout=_GUARD_S, **options):
        """Runs a program there to its end. Returns the subprocess.CompletedProcess with its output as text."""
        return subprocess.run([*_enter(self.netns(name)), *argv], timeout=timeout,
                              preexec_fn=_die_with_parent, capture_output=True, text=True,
                              check=False, **options)

    @staticmethod
    def end(process):
        """Asks the program to end, makes it end where it does not, and returns its status."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        return process.wait()

    def watch(self, name, *known):
        """From now on counts the packets between that host and any address but those; see watched()."""
        known = ", ".join(known)
        _nft(self.netns(name), f"""table ip watch {{
          counter others {{}}
          chain in {{ type filter hook input priority 0; ip saddr != {{ {known} }} counter name others; }}
          chain out {{ type filter hook output priority 0; ip daddr != {{ {known} }} counter name others; }}
        }}""")

    def watched(self, name):
        """How many packets watch() has counted."""
        listed = json.loads(self.run(name, ["nft", "-j", "list", "counters"]).stdout)
        return sum(item["counter"]["packets"] for item in listed["nftables"] if "counter" in item)

    @contextlib.contextmanager
    def inside(self, name):
        """This thread is in that namespace meanwhile."""
        with _inside(self.netns(name)):
            yield

    def socket(self, name, kind=socket.SOCK_DGRAM, address=("0.0.0.0", 0)):
        """A bound socket in that namespace, with a time-out that only guards."""
        with _inside(self.netns(name)):
            made = socket.socket(socket.AF_INET, kind)
            made.settimeout(_GUARD_S)
            made.bind(address)
            return made

    def start_turn(self, user=None, password=None, secret=None):
        """Starts coturn on the server: STUN and TURN, UDP and TCP, at `lab.stun`. Returns when it answers.

        With `user` and `password`, or with `secret` for time-limited credentials (`use-auth-secret`).
        """
        if secret:
            auth = ["--use-auth-secret", "--static-auth-secret", secret]
        else:
            auth = ["--lt-cred-mech", "--user", f"{user or 'user'}:{password or 'password'}"]
        argv = ["turnserver", "-n", "--listening-ip", SERVER, "--relay-ip", SERVER, "--listening-port",
                str(STUN_PORT), "--realm", "lab", "--no-tls", "--no-dtls", "--no-cli", "--simple-log",
                "--pidfile", self.path("turn.pid"), "--userdb", self.path("turn.db"), "--log-file", "stdout"]
        with open(self.path("turn.log"), "wb") as log:
            process = self.popen("server", argv + auth, stdout=log, stderr=log)
        with self.socket("server") as probe:
            for _ in range(100):
                if process.poll() is not None:
                    raise LabError("turnserver ended: see turn.log")
                if stun_mapped(probe, (SERVER, STUN_PORT), timeout=0.1):
                    return process
        raise LabError("turnserver does not answer")

    def path(self, name):
        """A file of that name in a folder that lives as long as the lab."""
        return os.path.join(self.directory, name)


def _remove_left_behind():
    for name in os.listdir("/run/netns") if os.path.isdir("/run/netns") else []:
        pid = name.removeprefix(PREFIX).partition("-")[0]
        if name.startswith(PREFIX) and pid.isdigit() and not os.path.exists("/proc/" + pid):
            with contextlib.suppress(LabError):  # another lab may be quicker
                _ip("netns del " + name)


def stun_mapped(sock, server, timeout=_GUARD_S):
    """Asks a STUN server (RFC 5389, section 7) for this socket's mapped address. Returns (host, port) or None."""
    transaction = os.urandom(12)
    cookie = 0x2112A442
    sock.settimeout(timeout)
    try:
        sock.sendto(struct.pack("!HHI", 0x0001, 0, cookie) + transaction, server)
        while True:
            answer, _ = sock.recvfrom(2048)
            if answer[:2] == b"\x01\x01" and answer[8:20] == transaction:
                break
    except (TimeoutError, ConnectionError):
        return None

    at = 20
    while at + 4 <= len(answer):
        kind, size = struct.unpack_from("!HH", answer, at)
        if kind == 0x0020 and size == 8:  # XOR-MAPPED-ADDRESS, IPv4
            port, address = struct.unpack_from("!HI", answer, at + 6)
            return socket.inet_ntoa(struct.pack("!I", address ^ cookie)), port ^ (cookie >> 16)
        at += 4 + (size + 3) // 4 * 4
    return None
