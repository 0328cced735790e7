"""The source tree as the checks see it: `CHECK [ROOT]`, by default the tree that is being built."""

import os
import pathlib
import re
import sys

import tap

ROOT = pathlib.Path(next((word for word in sys.argv[1:] if word[0] != "-"), os.environ["SF_SOURCE_ROOT"])).resolve()
BUILD = pathlib.Path(os.environ["SF_BUILD_ROOT"]).resolve()
LAYERS = ("net", "app", "ui")


def _walk(folder):
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            is_build = (entry / "meson-private").exists()
            if not is_build and entry.name not in (".git", "__pycache__"):
                yield from _walk(entry)
        elif entry.is_file():
            yield entry.relative_to(ROOT).as_posix()


_FILES = list(_walk(ROOT))


def files(*suffixes, under=("",)):
    """Paths from the root, sorted, with one of the suffixes and below one of the folders."""
    return [path for path in _FILES if path.endswith(suffixes or "") and path.startswith(tuple(under))]


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def scripts():
    """Files without a telling suffix that start with `#!`, with their interpreter's name."""
    for path in _FILES:
        with open(ROOT / path, "rb") as file:
            first = file.readline(200)
        if first.startswith(b"#!"):
            yield path, first.decode("ascii", "replace").split()[-1].rpartition("/")[2]


def without_comments(source):
    """C source with comments and the inside of strings blanked; lines stay where they are."""

    def blank(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] + " " * (len(found) - 2) + found[0]
        return re.sub(r"[^\n]", " ", found)

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, source, flags=re.S)


def search(pattern, path, source=None):
    """Yields (line number, match) of each place."""
    source = text(path) if source is None else source
    for match in re.finditer(pattern, source, flags=re.M):
        yield source.count("\n", 0, match.start()) + 1, match


def rule(name):
    """Registers a generator of sentences, one for each fault, as a test of that name."""

    def register(function):
        @tap.test(name)
        def run():
            faults = list(function())
            if faults:
                raise tap.Failure("\n".join(faults))

        return function

    return register
