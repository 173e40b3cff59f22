"""Every check of the house, in one command, the quick ones first."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
PYTEST += ["-p", "no:cacheprovider", "--durations=10"]
COVERAGE = ["--cov", "--cov-report="]
STRICT = "*/permissions.py,*/permissions/*.py,*/workflow.py,*/querysets.py,*/querysets/*.py,"
STRICT += "*/services/*.py,*/services.py"

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
    yield Step("languages", [*MANAGE, "compile_languages"])
    yield Step("django check", [*MANAGE, "check", "--fail-level", "WARNING"])
    yield Step(
        "production check",
        [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
        production(),
    )
    yield Step("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"])
    yield Step("types", tool("mypy", "--no-error-summary"))


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
    report = tool("coverage", "report")
    yield Step(
        "branches of rights and verbs", [*report, "--include", STRICT, "--fail-under=100"]
    )
    yield Step("branches elsewhere", [*report, "--fail-under=95"])


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
        steps = [*style(), *house()]
        if not options["quick"]:
            steps += suite(str(options["postgresql"]))
        took = []
        for step in steps:
            took.append(self._run(step))
            if not (took[-1].right or options["all"]):
                break
        self._sum_up(took)

    def _run(self, step: Step) -> Result:
        self.stdout.write(f"── {step.name}")
        self.stdout.flush()
        began = time.monotonic()
        done = subprocess.run(
            step.command,
            cwd=settings.BASE_DIR,
            env={**os.environ, **OWN, **step.env},
            check=False,
        )
        return Result(step.name, time.monotonic() - began, right=done.returncode == 0)

    def _sum_up(self, took: list[Result]) -> None:
        self.stdout.write("")
        for result in took:
            word = "right" if result.right else "WRONG"
            self.stdout.write(f"{word} {result.seconds:7.1f} s  {result.name}")
        self.stdout.write(f"      {sum(result.seconds for result in took):7.1f} s  in all")
        wrong = [result.name for result in took if not result.right]
        if wrong:
            raise CommandError("Not right: " + ", ".join(wrong))
