"""A desktop of one's own for a test: X server, session bus, home folder. Nothing of the person's is seen or touched."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile

LIBEXEC = pathlib.Path("/usr/libexec")
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<servicedir>{folder}/services</servicedir><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
SETTINGS = "[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n"


def missing():
    """The first program that is needed and not there, or None."""
    return next((name for name in ("Xvfb", "dbus-daemon") if not shutil.which(name)), None)


class Desktop:
    """Use as a context; `env` is what a program needs to live in it. No service can be started in it but the
    accessibility bus, so nothing asks a portal or a settings daemon. With `beside`, another desktop, it is another
    person's at the same screen: display and accessibility bus are the same, all else is their own. With `picture`, a
    folder, what the screen shows is in a file there."""

    def __init__(self, screen="1280x900x24", beside=None, picture=None):
        self.screen = screen
        self.env = None
        self._beside = beside
        self._picture = ["-fbdir", picture] if picture else []
        self._stack = contextlib.ExitStack()

    def __enter__(self):
        folder = pathlib.Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="sf-")))
        self.env = self._environment(folder)
        if self._beside:
            self.env.update((name, self._beside.env[name]) for name in ("DISPLAY", "AT_SPI_BUS_ADDRESS"))
        else:
            self.env["DISPLAY"] = ":" + self._start(
                ["Xvfb", "-displayfd", "{fd}", "-screen", "0", self.screen, "-nolisten", "tcp", "-noreset",
                 *self._picture])
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._start(
            ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--print-address={fd}"])
        return self

    def __exit__(self, *error):
        self._stack.close()

    @staticmethod
    def _environment(folder):
        for name in ("run", "config/gtk-4.0", "data", "cache", "home/Pictures", "services"):
            (folder / name).mkdir(parents=True, mode=0o700)
        (folder / "config/gtk-4.0/settings.ini").write_text(SETTINGS, encoding="utf-8")
        (folder / "config/user-dirs.dirs").write_text('XDG_PICTURES_DIR="$HOME/Pictures"\n', encoding="utf-8")
        (folder / "bus.conf").write_text(BUS.format(folder=folder), encoding="utf-8")
        (folder / "services/org.a11y.Bus.service").write_text(
            f"[D-BUS Service]\nName=org.a11y.Bus\nExec={LIBEXEC}/at-spi-bus-launcher\n", encoding="utf-8")
        env = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        env.update(HOME=f"{folder}/home", XDG_RUNTIME_DIR=f"{folder}/run", XDG_CONFIG_HOME=f"{folder}/config",
                   XDG_DATA_HOME=f"{folder}/data", XDG_CACHE_HOME=f"{folder}/cache", GDK_BACKEND="x11",
                   DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={folder}/no-system-bus", GSK_RENDERER="cairo",
                   GTK_USE_PORTAL="0", GSETTINGS_BACKEND="memory",
                   GSETTINGS_SCHEMA_DIR=os.environ["SF_BUILD_ROOT"] + "/data")
        env.setdefault("LANG", "C.UTF-8")
        env["LSAN_OPTIONS"] = f"suppressions={pathlib.Path(__file__).with_name('desktop.supp')}:print_suppressions=0"
        return env

    def _start(self, argv):
        """Starts a server that writes where it listens to a descriptor; returns what it wrote."""
        ours, theirs = os.pipe()
        with os.fdopen(ours) as answer:
            # Its messages are of no interest: Xvfb warns of the keyboard map of every start.
            server = subprocess.Popen([word.format(fd=theirs) for word in argv], env=self.env, pass_fds=[theirs],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self._stack.callback(server.wait)
            self._stack.callback(server.terminate)
            os.close(theirs)
            line = answer.readline().strip()
        if not line:
            raise RuntimeError(f"{argv[0]} does not start")
        return line
