"""A test program in Python: one test a function, its results printed as TAP."""

import sys
import traceback

_tests = []


class Skip(Exception):
    """Raised by a test that cannot run here; says why."""


class Failure(Exception):
    """Raised by a test that has found something; the message tells all there is to know."""


def test(path):
    """Registers the function as the test `path`, such as /net/ice/symmetric-needs-relay."""

    def register(function):
        _tests.append((path, function))
        return function

    return register


def _comment(text):
    for line in text.splitlines():
        print("# " + line)


def main(skip=None):
    """Runs what was registered, in that order, and leaves the program. With `skip`, the reason, runs nothing."""
    if skip:
        print(f"1..0 # SKIP {skip}")
        sys.exit(0)

    failures = 0
    print(f"1..{len(_tests)}")
    for number, (path, function) in enumerate(_tests, 1):
        try:
            if function.__doc__:
                _comment(function.__doc__)
            function()
            print(f"ok {number} - {path}")
        except Skip as reason:
            print(f"ok {number} - {path} # SKIP {reason}")
        except Exception as error:  # pylint: disable=broad-except
            failures += 1
            _comment(str(error) if isinstance(error, Failure) else traceback.format_exc())
            print(f"not ok {number} - {path}")
        sys.stdout.flush()

    sys.exit(1 if failures else 0)
