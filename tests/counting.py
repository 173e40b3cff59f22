"""Counts branches by marks in our own modules, and hands them to Coverage for its report.

Coverage itself listens to every line that Python runs, those of Django too: before Python 3.12
the suite takes half as long again by that. Here our modules get a mark before each statement
when they are imported, which costs next to nothing. What a mark proves is told to Coverage at
the end; what could have been run at all, and what is left out, Coverage knows by itself.

    pytest -p tests.counting
"""

import ast
import json
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from coverage.parser import PythonParser

NAME = "_been_there_"
Block = list[ast.stmt]
# From line to line; where a head leads past its block, only Coverage knows the line.
Step = tuple[int, int | None]


class Marked:
    """A module with marks, and for each mark the steps that it proves."""

    def __init__(self, source: bytes) -> None:
        self.tree = ast.parse(source)
        self.proofs: list[list[Step]] = []
        self._enter(self.tree)

    def _enter(self, node: ast.AST) -> None:
        for block, steps in blocks_of(node):
            for statement in block:
                self._enter(statement)
            block[:] = self._with_marks(node, block, steps)

    def _with_marks(self, node: ast.AST, block: Block, steps: list[Step]) -> Block:
        """Put a mark before each statement; the first one also proves how one came here."""
        if steps and not block:
            return [self._mark(node.lineno, steps)]
        first = before_all(node, block)
        steps = [*steps, *((-1, statement.lineno) for statement in block[:first])]
        marked = block[:first]
        for statement in block[first:]:
            parts = [*getattr(statement, "decorator_list", []), statement]
            steps += [(-1, part.lineno) for part in parts]
            marked += [self._mark(statement.lineno, steps), statement]
            steps = []
        return marked

    def _mark(self, line: int, steps: list[Step]) -> ast.stmt:
        here = {"lineno": line, "col_offset": 0, "end_lineno": line, "end_col_offset": 0}
        marks, number = ast.Name(NAME, ast.Load(), **here), len(self.proofs)
        mark = ast.Subscript(marks, ast.Constant(number, **here), ast.Store(), **here)
        self.proofs.append(steps)
        return ast.Assign([mark], ast.Constant(1, **here), **here)


def before_all(node: ast.AST, block: Block) -> int:
    """How many statements must stay the first: words about it, imports from the future."""
    own = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    first = 1 if own and ast.get_docstring(node) is not None else 0
    while first < len(block) and getattr(block[first], "module", "") == "__future__":
        first += 1
    return first


def blocks_of(node: ast.AST) -> Iterator[tuple[Block, list[Step]]]:
    """Its blocks, each with the steps that somebody has made who comes in."""
    match node:
        case ast.If() | ast.For() | ast.While():
            yield node.body, [(node.lineno, node.body[0].lineno)]
            yield node.orelse, [(node.lineno, node.orelse[0].lineno if node.orelse else None)]
        case ast.Match():
            yield from cases_of(node)
        case ast.Try():
            lines: list[Step] = []
            for handler in node.handlers:
                lines = [*lines, (-1, handler.lineno)]
                yield handler.body, lines
            yield from ((block, []) for block in (node.body, node.orelse, node.finalbody))
        case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.With():
            yield node.body, []


def cases_of(node: ast.Match) -> Iterator[tuple[Block, list[Step]]]:
    """Who comes into a case has passed those above it; one for all the rest is added."""
    steps, last = [], node.lineno
    for case in node.cases:
        steps, last = [*steps, (last, case.pattern.lineno)], case.pattern.lineno
        yield case.body, [*steps, (last, case.body[0].lineno)]
    pattern = node.cases[-1].pattern
    if node.cases[-1].guard or not isinstance(pattern, ast.MatchAs) or pattern.pattern:
        rest: Block = []
        anything = ast.copy_location(ast.MatchAs(), pattern)
        node.cases.append(ast.match_case(anything, None, rest))
        yield rest, [*steps, (last, None)]


def steps_in(file: str, marks: list[int]) -> Iterator[tuple[int, int]]:
    """All steps that were made in this file, as Coverage writes them."""
    proofs = Marked(Path(file).read_bytes()).proofs
    inside = {step for steps in proofs for step in steps}
    parser = PythonParser(filename=file)
    parser.parse_source()
    past = [arc for arc in parser.arcs() if arc not in inside]
    for steps, was in zip(proofs, marks, strict=True):
        for start, end in steps if was else ():
            if end is None:
                yield from (arc for arc in past if arc[0] == parser.first_line(start))
            else:
                yield start, end


class Loader(SourceFileLoader):
    """Imports a module of ours with its marks."""

    def __init__(self, name: str, path: str, been: dict[str, list[int]]) -> None:
        super().__init__(name, path)
        self.been = been

    def get_code(self, fullname: str) -> Any:
        marked = Marked(self.get_data(self.path))
        self.been[self.path] = [0] * len(marked.proofs)
        return compile(marked.tree, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: Any) -> None:
        code = self.get_code(self.name)
        vars(module)[NAME] = self.been[self.path]
        exec(code, vars(module))


class Counter:
    """Marks every module that Coverage is to know about, and remembers who came by."""

    def __init__(self) -> None:
        self.coverage = Coverage()
        self.rooms = self.coverage.get_option("run:source")
        self.files = set(self._files())
        self.been: dict[str, list[int]] = {}

    def _files(self) -> Iterator[str]:
        here = Path.cwd()
        omit = [str(here / pattern) for pattern in self.coverage.get_option("run:omit")]
        for room in self.rooms:
            for file in map(str, here.glob(f"{room}/**/*.py")):
                if not any(fnmatch(file, pattern) for pattern in omit):
                    yield file

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name.partition(".")[0] not in self.rooms:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.origin in self.files:
            spec.loader = Loader(name, spec.origin, self.been)
        return spec

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Forget where walks through everything have been: each thing has its own tests."""
        before = {file: [*marks] for file, marks in self.been.items()}
        try:
            return (yield)
        finally:
            if item.get_closest_marker("uncounted"):
                for file, marks in self.been.items():
                    marks[:] = before.get(file) or marks

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["been"] = json.dumps(self.been)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """One of several processes has ended: what it knows is added."""
        been = json.loads(getattr(node, "workeroutput", {}).get("been", "{}"))
        for file, marks in been.items():
            self.been[file] = [*map(max, self.been.get(file, marks), marks)]

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        if not hasattr(config, "workeroutput"):
            data = self.coverage.get_data()
            data.erase()
            data.add_arcs({f: list(steps_in(f, marks)) for f, marks in self.been.items()})
            data.touch_files(self.files)
            data.write()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Begin before anything of ours is imported."""
    counter = Counter()
    sys.meta_path.insert(0, counter)
    pluginmanager.register(counter, "counter")
