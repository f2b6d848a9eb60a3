"""A standalone Spark cluster for tests and benchmarks: a master and workers on loopback, gone afterwards."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180


@dataclass
class Cluster:
    """The running processes, and a session whose executors they hold."""

    master: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]
    session: Any
    folder: Path

    def kill_a_worker(self) -> list[int]:
        """SIGKILL to the last worker that lives and to its executor; gives the process ids."""
        worker = self.workers.pop()
        family = [*psutil.Process(worker.pid).children(recursive=True), psutil.Process(worker.pid)]
        for process in family:
            process.kill()
        worker.wait()
        return [process.pid for process in family]


@contextmanager
def cluster(*, workers: int = 2, memory_mb: int = 700, driver_mb: int = 1000) -> Generator[Cluster]:
    """Start it from the pip wheel's own programs, without user interface; workers of one core and little memory."""
    import pyspark

    home = Path(pyspark.__file__).parent
    folder = Path(tempfile.mkdtemp(prefix="klantreis-spark-"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    env = kept | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_NO_DAEMONIZE": "1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": "-Dspark.master.ui.enabled=false -Dspark.worker.ui.enabled=false",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [home / "bin" / "spark-class", *arguments],
                env=env, stdout=log, stderr=log, cwd=folder, start_new_session=True,
            )  # fmt: skip
        started.append(process)
        return process

    session = None
    try:
        where = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        master = start("master", "org.apache.spark.deploy.master.Master", *where)
        url = _said(folder / "master.log", r"spark://127\.0\.0\.1:\d+", master)
        size = ("--cores", "1", "--memory", f"{memory_mb + 300}m")
        running = [
            start(f"worker{k}", "org.apache.spark.deploy.worker.Worker", *where, *size, url)
            for k in range(1, workers + 1)
        ]
        for k, worker in enumerate(running, start=1):
            _said(folder / f"worker{k}.log", "Successfully registered with master", worker)
        settings = {
            "spark.driver.memory": f"{driver_mb}m",
            "spark.executor.memory": f"{memory_mb}m",
            "spark.cores.max": str(workers),
        }
        session = _session(url, folder, env, settings)
        yield Cluster(master, running, session, folder)
    finally:
        if session is not None:
            session.stop()
        for process in reversed(started):
            _end(process)
        shutil.rmtree(folder, ignore_errors=True)


def _session(url: str, folder: Path, env: dict[str, str], sizes: dict[str, str]) -> Any:
    os.environ |= {name: env[name] for name in ("SPARK_HOME", "SPARK_LOCAL_IP", "PYSPARK_PYTHON")}
    from pyspark.sql import SparkSession

    settings = sizes | {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": env["PYTHONPATH"],
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(folder / "driver"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.session.timeZone": "America/New_York",  # must change nothing
        "spark.log.level": "ERROR",
        "spark.network.timeout": "120s",
    }
    builder = SparkSession.builder.master(url).appName("klantreis tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _said(log: Path, pattern: str, process: subprocess.Popen[bytes]) -> str:
    """What a program says when it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        text = log.read_text(errors="replace") if log.exists() else ""
        found = re.search(pattern, text)
        if found:
            return found[0]
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Spark did not start: {text[-2000:]}")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started, by their ids."""
    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        process.wait()
        return
    for each in family:
        try:
            each.send_signal(signal.SIGTERM)
        except psutil.NoSuchProcess:
            continue
    _, alive = psutil.wait_procs(family, timeout=10)
    for each in alive:
        each.kill()
    process.wait()
