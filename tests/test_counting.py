"""Marks in a module tell what Coverage would have found by listening to every line."""

import sys
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from coverage import Coverage

from tests.counting import Loader, steps_in

pytestmark = pytest.mark.either

SOURCE = '''"""Words about it."""

from __future__ import annotations

from functools import cache


class Thing:
    """A thing."""

    kind = "thing"

    @property
    @cache
    def name(self):
        """Its name."""
        return self.kind


def choose(number):
    if number > 9:
        word = "many"
    elif number > 1:
        word = "some"
    else:
        word = "one"
    if number == 5:
        word = "five"
    if (
        number > 3
        and number < 5
    ):
        return "four"
    return word


def go_round(numbers, stop):
    for number in numbers:
        if number == stop:
            break
        if number < 0:
            continue
    else:
        return "to the end"
    while stop:
        stop -= 1
    for number in numbers:
        stop += number
    with open(__file__) as text:
        if text.read():
            stop += 1
    return stop


def match(thing):
    match thing:
        case 1 | 2 if thing == 2:
            return "two"
        case [first, *_]:
            found = first
        case str():
            found = "word"
    match thing:
        case 1:
            return "one"
        case _:
            return found


def attempt(act):
    try:
        answer = act()
    except ZeroDivisionError:
        return "zero"
    except (ValueError, TypeError) as error:
        answer = str(error)
    else:
        answer += 1
    finally:
        done = True
    return answer, done
'''
RUNS = {
    "nothing": lambda it: None,
    "a way": lambda it: [it.choose(4), it.go_round([1, 2], 2), it.match([7]), it.Thing().name],
    "another": lambda it: [it.choose(1), it.go_round([-1], 9), it.attempt(lambda: 1 / 0)],
    "a third": lambda it: [it.choose(5), it.match(2), it.attempt(lambda: int("x"))],
    "all": lambda it: [
        *[it.choose(number) for number in (1, 2, 4, 5, 12)],
        *[it.go_round([1, -1, 2], stop) for stop in (2, 3)],
        *[it.match(thing) for thing in (2, [1], "word")],
        *[it.attempt(act) for act in (lambda: 1, lambda: 1 / 0, lambda: int("x"))],
        it.Thing().name,
    ],
}


def found_by(coverage, file):
    """What is missing: lines, and by line the branches that were not taken."""
    _name, lines, _excluded, missing, _words = coverage.analysis2(file)
    return lines, missing, dict(coverage._analyze(file).missing_branch_arcs())


def listened(file, run, tmp_path):
    coverage = Coverage(branch=True, data_file=None, config_file=False, include=[file])
    before = sys.gettrace()
    coverage.start()
    spec = spec_from_file_location("listened", file)
    spec.loader.exec_module(module := module_from_spec(spec))
    run(module)
    coverage.stop()
    sys.settrace(before)
    return found_by(coverage, file)


def marked(file, run, tmp_path):
    been = {}
    spec = spec_from_file_location("marked", file, loader=Loader("marked", file, been))
    spec.loader.exec_module(module := module_from_spec(spec))
    run(module)
    coverage = Coverage(branch=True, data_file=str(tmp_path / "data"), config_file=False)
    coverage.get_data().add_arcs({file: list(steps_in(file, been[file]))})
    return found_by(coverage, file)


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_marks_tell_what_listening_tells(tmp_path, run):
    file = str(tmp_path / "module.py")
    (tmp_path / "module.py").write_text(SOURCE)

    assert marked(file, run, tmp_path) == listened(file, run, tmp_path)
