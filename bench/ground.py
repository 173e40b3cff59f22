"""The ground of a run: a temporary folder, two databases, servers that end with it."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
BIN = Path("/usr/lib/postgresql")
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONPATH")


class Ground:
    """One database of the product with the demo's amount of rows, in a folder of its own."""

    def __init__(self, name: str, folder: Path, database: str = "") -> None:
        self.name, self.folder = name, folder
        folder.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if k not in OURS and "BIRIKME" not in k}
        self.env = {
            **kept,
            "BIRIKME_DATA": str(folder),
            "PYTHONPATH": str(BENCH),
            "DJANGO_SETTINGS_MODULE": "settings_bench",
            "BENCH_FOLDER": str(folder),
            **({"DATABASE_URL": database} if database else {}),
        }

    def manage(self, *words: str) -> None:
        run([sys.executable, "manage.py", *words], env=self.env)

    def ask(self, command: str, **more: str) -> Any:
        """Ask ``inside.py``; the last line it prints is the answer."""
        said = run([sys.executable, "bench/inside.py", command], env={**self.env, **more})
        return json.loads(said.splitlines()[-1])

    def lay(self) -> None:
        """Words, tables and static files, and nobody's rows yet."""
        shutil.copytree(ROOT / "locale", self.folder / "locale", dirs_exist_ok=True)
        self.manage("compile_languages")
        self.manage("migrate", "-v0")
        ignored = [
            word for name in ("htmx-4*", "htmax-4*", "ext", "admin") for word in ("-i", name)
        ]
        self.manage("collectstatic", "--no-input", "-v0", *ignored)

    def prepare(self) -> dict[str, Any]:
        self.lay()
        self.manage("load_demo")
        seeded: dict[str, Any] = self.ask("seed")
        if "DATABASE_URL" in self.env:  # what autovacuum does in a school's first minute
            self.manage("shell", "-v0", "-c", ANALYZE)
        return seeded


ANALYZE = "from django.db import connection; connection.cursor().execute('ANALYZE')"


def run(command: list[str], *, env: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    if os.environ.get("BENCH_SHOW"):
        sys.stderr.write(done.stderr)
    return done.stdout


class Server:
    """gunicorn as in service, in a process group of its own."""

    def __init__(
        self, env: dict[str, str], *, workers: int = 2, app: str = "config.wsgi"
    ) -> None:
        self.port = free_port()
        self.app = app
        self.env = {
            **env,
            "PORT": str(self.port),
            "BIND": "127.0.0.1",
            "WEB_WORKERS": str(workers),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, first: str = "/account/sign-in/") -> float:
        """Seconds from starting the process to the first 200."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", self.app],
            cwd=ROOT,
            env=self.env,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        while time.perf_counter() - began < 60 and self.process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                line.request("GET", first)
                if line.getresponse().status == 200:
                    return time.perf_counter() - began
            time.sleep(0.01)
        sys.exit(f"{self.app} does not answer at {first}.")

    def workers(self) -> list[int]:
        assert self.process
        return children(self.process.pid)

    def cpu(self) -> int:
        """Nanoseconds of processor time that the workers have used."""
        return sum(
            int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0])
            for pid in self.workers()
        )

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in found.split()]


def memory(pid: int) -> tuple[float, float]:
    """RSS and PSS of a process in MiB."""
    sizes = {}
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            name, _, size = line.partition(":")
            sizes[name] = size
    return tuple(int(sizes.get(name, "0").split()[0]) / 1024 for name in ("Rss", "Pss"))  # type: ignore[return-value]


@contextlib.contextmanager
def served(server: Server, first: str = "/account/sign-in/") -> Iterator[Server]:
    try:
        server.start(first)
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="birikme-goals-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@contextlib.contextmanager
def postgresql(place: Path) -> Iterator[str]:
    """A throw-away PostgreSQL on a unix socket; it refuses root, so root lends it nobody."""
    newest = sorted(BIN.glob("*/bin/initdb"))
    if not newest:
        sys.exit("no PostgreSQL is installed; ask with --db sqlite")
    programs = newest[-1].parent
    place.mkdir()
    lend: list[str] = []
    if os.getuid() == 0:
        shutil.chown(place, "nobody", "nogroup")
        lend = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]

    def program(name: str, *words: str) -> None:
        command = [*lend, str(programs / name), *words]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet)

    data = str(place / "data")
    program(
        "initdb", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "birikme", "-D", data
    )
    options = f"-c listen_addresses='' -k {place} -c jit=off -c random_page_cost=1.1"
    program("pg_ctl", "-D", data, "-l", str(place / "log"), "-w", "-o", options, "start")
    try:
        program("createdb", "-h", str(place), "-U", "birikme", "bench")
        yield f"postgresql://birikme@/bench?host={place}"
    finally:
        program("pg_ctl", "-D", data, "-m", "immediate", "stop")


def find_typst(place: Path) -> str:
    """A Python that has typst: the one named, or a fresh environment; empty without network."""
    given = os.environ.get("BENCH_TYPST", "")
    if given:
        return given
    python = place / "typst" / "bin" / "python"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    base = shutil.which("python3", path="/usr/local/bin:/usr/bin") or sys.executable
    try:
        subprocess.run([base, "-m", "venv", str(place / "typst")], check=True, **quiet)  # type: ignore[call-overload]
        install = [str(python), "-m", "pip", "install", "-q", "typst"]
        subprocess.run(install, check=True, timeout=180, **quiet)  # type: ignore[call-overload]
    except (OSError, subprocess.SubprocessError):
        return ""
    return str(python)
