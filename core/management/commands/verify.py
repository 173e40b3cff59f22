"""Every check of the house, in one command, the quick ones first."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
PYTEST += ["-p", "no:cacheprovider", "--durations=10"]
COVERAGE = ["--cov", "--cov-report="]
STRICT = "*/permissions.py,*/permissions/*.py,*/workflow.py,*/workflow/*.py,"
STRICT += "*/querysets.py,*/querysets/*.py,*/services/*.py,*/services.py"

# Checks never open the data of a server that lives in this folder.
OWN = {"BIRIKME_DATA": str(Path(settings.BASE_DIR) / "var" / "verify")}


@dataclass(frozen=True)
class Step:
    """One check: what it is called, what it runs, and in which surroundings."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How one check went."""

    name: str
    seconds: float
    right: bool
    said: str = ""


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def production() -> dict[str, str]:
    """What a real school's server says, invented for the length of one check."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BIRIKME_PRODUCTION": "1",
        "BIRIKME_DEBUG": "",
        "BIRIKME_DEMO": "",
        "BIRIKME_SECRET_KEY": secrets.token_urlsafe(60),
        "BIRIKME_HOSTS": "school.example",
        "BIRIKME_BASE_URL": "https://school.example",
    }


def templates() -> list[str]:
    return sorted(str(path) for path in Path("templates").rglob("*.html"))


def style() -> Iterator[Step]:
    yield Step("ruff format", tool("ruff", "format", "--check", "--quiet", "."))
    yield Step("ruff check", tool("ruff", "check", "--quiet", "."))
    yield Step("template layout", tool("djangofmt", "--check", "--quiet", "templates"))
    yield Step("template mistakes", tool("djangofmt", "check", "--quiet", "templates"))
    yield Step(
        "template style", tool("djade", "--check", "--target-version", "5.2", *templates())
    )
    yield Step("import contracts", tool("lint-imports", "--no-logo"))
    yield Step("dependencies", tool("deptry", ".", "--no-ansi"))


def house() -> Iterator[Step]:
    yield Step("django check", [*MANAGE, "check", "--fail-level", "WARNING"])
    yield Step(
        "production check",
        [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
        production(),
    )
    yield Step("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"])


def quick() -> Iterator[Step]:
    yield Step("types", tool("mypy", "--no-error-summary"))  # it takes the longest
    yield from style()
    yield from house()


def suite(postgresql: str) -> Iterator[Step]:
    here = {"DJANGO_SETTINGS_MODULE": "config.settings_test"}
    yield Step("suite on SQLite", [*PYTEST, *COVERAGE], {**here, "DATABASE_URL": ""})
    if not postgresql:
        return  # script/test brings one
    # The look of pages, the renderer's process and the scripts do not know which it is.
    # Branches were counted on SQLite: counting takes half as long again as the tests do.
    yield Step(
        "suite on PostgreSQL",
        [*PYTEST, "-m", "not either"],
        {**here, "DATABASE_URL": postgresql},
    )


def gates() -> Iterator[Step]:
    report = tool("coverage", "report")
    yield Step(
        "branches of rights and verbs", [*report, "--include", STRICT, "--fail-under=100"]
    )
    yield Step("branches elsewhere", [*report, "--fail-under=95"])


def run(step: Step, *, heard: bool = False) -> Result:
    """Do it; what it says is kept if it is to be heard later."""
    began = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=settings.BASE_DIR,
        env={**os.environ, **OWN, **step.env},
        check=False,
        stdout=subprocess.PIPE if heard else None,
        stderr=subprocess.STDOUT if heard else None,
        text=True,
    )
    took = time.monotonic() - began
    return Result(step.name, took, right=done.returncode == 0, said=done.stdout or "")


class Command(BaseCommand):
    help = "Run every check: style, contracts, types, migrations, templates, tests."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="go on after a failure")
        parser.add_argument("--quick", action="store_true", help="everything but the tests")
        parser.add_argument(
            "--postgresql",
            default=os.environ.get("BIRIKME_TEST_POSTGRESQL", ""),
            help="the address of a database server for the second run of the suite",
        )

    def handle(self, **options: object) -> None:
        began = time.monotonic()
        took = []
        for result in self._all(str(options["postgresql"]), tests=not options["quick"]):
            took.append(result)
            if not (result.right or options["all"]):
                break
        self._sum_up(took, time.monotonic() - began)

    def _all(self, postgresql: str, *, tests: bool) -> Iterator[Result]:
        # The others read what this one writes.
        yield self._run(Step("languages", [*MANAGE, "compile_languages"]))
        yield from self._side_by_side(quick())
        if tests:
            yield from map(self._run, [*suite(postgresql), *gates()])

    def _side_by_side(self, steps: Iterable[Step]) -> Iterator[Result]:
        """Two at a time: each keeps one core busy. What they say is shown one by one."""
        with ThreadPoolExecutor(2) as pool:
            for result in pool.map(lambda step: run(step, heard=True), steps):
                yield self._show(result)

    def _show(self, result: Result) -> Result:
        self.stdout.write(f"── {result.name}\n{result.said}", ending="")
        self.stdout.flush()
        return result

    def _run(self, step: Step) -> Result:
        self.stdout.write(f"── {step.name}")
        self.stdout.flush()
        return run(step)

    def _sum_up(self, took: list[Result], seconds: float) -> None:
        self.stdout.write("")
        for result in took:
            word = "right" if result.right else "WRONG"
            self.stdout.write(f"{word} {result.seconds:7.1f} s  {result.name}")
        self.stdout.write(f"      {seconds:7.1f} s  in all")
        wrong = [result.name for result in took if not result.right]
        if wrong:
            raise CommandError("Not right: " + ", ".join(wrong))
