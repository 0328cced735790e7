"""A desktop with cameras, and nothing else of this computer: a session bus, PipeWire with WirePlumber, virtual cameras,
and, where it is asked for, the real camera portal.

    with cameralab.Desktop() as desktop:
        camera = desktop.plug("Lens")
        with desktop.driver("direct") as driver:
            driver.say("start")
            driver.wait_for("added", id="Lens")

All of it lives in a temporary home, and ends with it.
"""

import ctypes
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

import programs

GUARD_S = 60
_CAMERA = programs.BUILD / "tests/support/sf-virtual-camera"
_DRIVER = programs.BUILD / "tests/support/sf-camera-driver"
_LIBEXEC = pathlib.Path("/usr/libexec")
_SANDBOXED = pathlib.Path(__file__).with_name("sandboxed")
_KEPT = ("PATH", "GST_REGISTRY", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""

_PRIVACY = """<schemalist>
  <schema id="org.gnome.desktop.privacy" path="/org/gnome/desktop/privacy/">
    <key name="disable-camera" type="b"><default>true</default></key>
  </schema>
</schemalist>
"""

# The session manager must not find cameras of this computer: up to WirePlumber 0.4, and from 0.5 on.
_NO_CAMERAS = {
    "config/wireplumber/main.lua.d/60-none.lua": "v4l2_monitor.enabled = false\nlibcamera_monitor.enabled = false\n",
    "config/wireplumber/wireplumber.conf.d/60-none.conf":
        "wireplumber.profiles = { main = { monitor.v4l2 = disabled, monitor.libcamera = disabled } }\n",
}

# Started by the bus when somebody calls them.
_PERMISSIONS = {"org.freedesktop.impl.portal.PermissionStore": "xdg-permission-store"}
_PORTALS = {
    "org.freedesktop.portal.Desktop": "xdg-desktop-portal",
    "org.freedesktop.impl.portal.desktop.gtk": "xdg-desktop-portal-gtk",
    "org.freedesktop.portal.Documents": "xdg-document-portal",
}


def skip_reason(portal=False):
    """Why there can be no such desktop here, or None."""
    for program in ("dbus-daemon", "pipewire", "wireplumber", *(["Xvfb", "gdbus"] if portal else [])):
        if not shutil.which(program):
            return f"there is no {program}"
    for service in [*_PERMISSIONS.values(), *(_PORTALS.values() if portal else [])]:
        if not (_LIBEXEC / service).exists():
            return f"there is no {service}"
    return None if _CAMERA.exists() else "the virtual camera was not built: there is no libpipewire-0.3"


def until(condition, what):
    """Waits until a condition holds that nobody tells of."""
    end = time.monotonic() + GUARD_S
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(f"waited in vain for {what}")
        select.select([], [], [], 0.05)


def make_privacy_schema(folder):
    """Makes the folder, for GSETTINGS_SCHEMA_DIR, by which GNOME's setting has cameras off; returns its name."""
    folder.mkdir()
    (folder / "privacy.gschema.xml").write_text(_PRIVACY)
    subprocess.run(["glib-compile-schemas", str(folder)], check=True, timeout=GUARD_S)
    return str(folder)


def _die_with_parent():
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


class Driver(programs.Program):
    """sf-camera-driver: a list of cameras, and a camera."""

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def forget(self):
        """What was told so far counts no more."""
        with self._news:
            self.events.clear()

    def __exit__(self, *exception):
        """It ends by itself, so that a sanitizer has the last word."""
        try:
            self.process.stdin.close()
            if exception[0] is None:
                self.expect_exit(0)
        finally:
            super().__exit__(*exception)


class Desktop:
    """The desktop, for as long as the context; with `portal`, the desktop's portals are on the bus."""

    def __init__(self, portal=False):
        self.pipewire = None
        self._portal = portal
        self._processes = []
        self._folder = None
        self._env = None

    def __enter__(self):
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="sfcam"))
        try:
            self._make_folders()
            if self._portal:
                self._start_display()
            self._start_bus()
            self.start_pipewire()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            self.end(process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make_folders(self):
        folders = {
            "HOME": "home", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data",
            "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state",
        }
        self._env = {key: os.environ[key] for key in _KEPT if key in os.environ}
        for key, name in folders.items():
            (self._folder / name).mkdir(mode=0o700)
            self._env[key] = str(self._folder / name)
        for name, text in _NO_CAMERAS.items():
            (self._folder / name).parent.mkdir(parents=True)
            (self._folder / name).write_text(text)
        services = self._folder / "services"
        services.mkdir()
        for name, program in {**_PERMISSIONS, **(_PORTALS if self._portal else {})}.items():
            (services / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec={_LIBEXEC / program}\n")
        self._env.update({
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._folder}/bus",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._folder}/no-system-bus",
            "GIO_USE_VFS": "local", "GSETTINGS_BACKEND": "memory", "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1",
            "XDG_CURRENT_DESKTOP": "GNOME", "GDK_BACKEND": "x11",
        })

    def popen(self, words, env=None, **options):
        """Starts a program there. It ends with the desktop at the latest."""
        ours = {key: env[key] for key in ("G_DEBUG",) if key in env} if env else {}
        process = subprocess.Popen([str(word) for word in words], preexec_fn=_die_with_parent,
                                   env={**self._env, **ours}, **options)
        self._processes.append(process)
        return process

    def _serve(self, *words):
        with open(self._folder / f"{words[0]}.log", "ab") as log:
            return self.popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def end(self, process):
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()

    def _start_display(self):
        reader, writer = os.pipe()
        self.popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
                   pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as answer:
            self._env["DISPLAY"] = ":" + answer.readline().strip()

    def _start_bus(self):
        config = self._folder / "bus.conf"
        config.write_text(_BUS.format(folder=self._folder))
        self._serve("dbus-daemon", "--nofork", "--nopidfile", "--config-file", str(config))
        until((self._folder / "bus").exists, "the session bus")

    def start_pipewire(self):
        self.pipewire = self._serve("pipewire")
        until((self._folder / "run/pipewire-0").exists, "PipeWire")
        self._serve("wireplumber")

    def plug(self, name, *properties, width=640, height=480, fps=30, form="I420"):
        """Adds a camera; `end` takes it away as quickly as a hand does."""
        camera = self.popen([_CAMERA, name, width, height, fps, form, *properties], stdout=subprocess.PIPE, text=True)
        if camera.stdout.readline() != "ready\n":
            raise RuntimeError(f"the camera {name} ended")
        return camera

    def switch_cameras_off(self):
        """By the setting of GNOME."""
        self._env["GSETTINGS_SCHEMA_DIR"] = make_privacy_schema(self._folder / "schemas")

    def driver(self, access):
        return Driver(_DRIVER, access, stdin=subprocess.PIPE, popen=self.popen)

    def _gdbus(self, verb, *words):
        return subprocess.run(["gdbus", verb, "--session", *words], env=self._env, check=True, text=True,
                              capture_output=True, timeout=GUARD_S).stdout

    def _call(self, name, path, method, *arguments):
        return self._gdbus("call", "-d", name, "-o", path, "-m", method, *arguments)

    def introspect(self, name, path):
        """The objects of a service from a path on."""
        return self._gdbus("introspect", "-d", name, "-o", path, "-r")

    def kill_service(self, name):
        """Ends a process that the bus started."""
        bus = "org.freedesktop.DBus"
        answer = self._call(bus, "/org/freedesktop/DBus", f"{bus}.GetConnectionUnixProcessID", name)
        os.kill(int(re.search(r"uint32 (\d+)", answer).group(1)), signal.SIGKILL)

    @property
    def session(self):
        """What a program that lives elsewhere needs in its environment to find this desktop’s services."""
        return {name: self._env[name] for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")}

    def sandboxed(self, program):
        """The command that runs a program where it finds itself in a Flatpak; as root alone."""
        root = self._folder / "sandbox"
        root.mkdir()
        return ["unshare", "--mount", _SANDBOXED, root, program]

    def permit(self, *answers, app=""):
        """Stores what a person would have answered: yes or no. `app` is the name of a program in a sandbox."""
        store = "org.freedesktop.impl.portal.PermissionStore"
        self._call(store, "/" + store.replace(".", "/"), f"{store}.SetPermission", "devices", "true", "camera", app,
                   str(list(answers)))
