"""A local network of computers with Avahi: each a network namespace with a system bus and a daemon of its own.

    with avahilab.Lan("a", "b") as lan:
        lan["a"].start_avahi()
        one = lan["a"].popen([program])

The first host is 10.77.0.1 and fd77::1, the second 10.77.0.2 and fd77::2. The namespaces belong to processes, not to
names: nothing is left behind, however the test ends.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>
"""

_AVAHI = """[server]
host-name={name}
use-ipv4=yes
use-ipv6=yes
allow-interfaces=lan
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
"""


def skip_reason():
    """Why there can be no such network here, or None."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    for program in ("ip", "unshare", "nsenter", "dbus-daemon", "avahi-daemon"):
        if not shutil.which(program):
            return f"there is no {program}"
    tried = subprocess.run(["unshare", "-n", "-m", "mount", "-t", "tmpfs", "tmpfs", "/run"],
                           capture_output=True, text=True, check=False)
    return "no namespaces here: " + tried.stderr.strip() if tried.returncode else None


def _die_with_parent():
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _wait_for_line(stream, text):
    for line in stream:
        if text in line:
            return
    raise RuntimeError(f"ended without {text!r}")


class Host:
    """One computer."""

    def __init__(self, name, number, folder):
        self.name = name
        self.address = f"10.77.0.{number}"
        self.address6 = f"fd77::{number}"
        self._folder = folder
        self._processes = []
        self._avahi = None
        self._holder = subprocess.Popen(  # as long as it lives, so do the namespaces
            ["unshare", "-n", "-m", "sh", "-c", "mount -t tmpfs tmpfs /run && echo ready && exec cat"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=_die_with_parent)
        _wait_for_line(self._holder.stdout, "ready")
        self.pid = self._holder.pid
        os.mkdir(folder)

    def popen(self, argv, **options):
        """Starts a program there, with the host's system bus. It ends with the network at the latest."""
        env = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._folder}/bus"}
        process = subprocess.Popen(["nsenter", "-t", str(self.pid), "-n", "-m", *argv], env=env,
                                   preexec_fn=_die_with_parent, text=True, **options)
        self._processes.append(process)
        return process

    def run(self, *argv):
        if self.popen(argv).wait(20) != 0:
            raise RuntimeError(f"{self.name}: {' '.join(argv)}")

    def _write(self, name, text):
        path = os.path.join(self._folder, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        return path

    def start_bus(self):
        config = self._write("bus.conf", _BUS.format(folder=self._folder))
        process = self.popen(["dbus-daemon", "--nofork", "--nopidfile", "--print-address", "--config-file", config],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        _wait_for_line(process.stdout, "unix:")

    def start_avahi(self, host_name=None):
        """Returns when the host's own records are settled on the network."""
        config = self._write("avahi.conf", _AVAHI.format(name=host_name or self.name))
        self._avahi = self.popen(["avahi-daemon", "-f", config, "--no-drop-root", "--no-chroot", "--no-rlimits",
                                  "--no-proc-title"], stderr=subprocess.PIPE)
        _wait_for_line(self._avahi.stderr, "Server startup complete")

    def stop_avahi(self):
        self._avahi.terminate()
        self._avahi.communicate(timeout=20)

    def close(self):
        for process in reversed(self._processes):
            process.kill()
            process.communicate()
        self._holder.kill()
        self._holder.communicate()


class Lan:
    """Two hosts on one cable, each with its bus, for as long as the context."""

    def __init__(self, *names):
        assert len(names) == 2
        self._names = names
        self._hosts = {}
        self._folder = None

    def __getitem__(self, name):
        return self._hosts[name]

    def __enter__(self):
        self._folder = tempfile.mkdtemp(prefix="sflan")
        try:
            for number, name in enumerate(self._names, 1):
                self._hosts[name] = Host(name, number, os.path.join(self._folder, name))
            self._connect(*self._hosts.values())
            for host in self._hosts.values():
                host.start_bus()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for host in self._hosts.values():
            host.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def _connect(one, other):
        one.run("ip", "link", "add", "lan", "type", "veth", "peer", "name", "lan", "netns", str(other.pid))
        for host in (one, other):
            host.run("ip", "link", "set", "lo", "up")
            host.run("ip", "addr", "add", host.address + "/24", "dev", "lan")
            host.run("ip", "addr", "add", host.address6 + "/64", "dev", "lan", "nodad")
            host.run("ip", "link", "set", "lan", "up")
            host.run("ip", "route", "add", "224.0.0.0/4", "dev", "lan")
