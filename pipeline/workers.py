"""Who does the work: processes that survive nothing and lose nothing.

Work functions run in worker processes, so that a native library that crashes takes one page with it
and not the run.  Workers never write; the runner does.  They end with their parent, however it ends.
Anything that is a `concurrent.futures.Executor` can stand in for the processes.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipeline.errors import ExitCode, GazetteError, NoSpaceError
from pipeline.task import Product, Scope, Task, Unit
from pipeline.workspace import Workspace

ExecutorFactory = Callable[[int], Executor]
PAGE_SECONDS = 1800.0  # a page that takes longer than this hangs; nothing we measured took three minutes
_QUEUED = 2  # calls in flight per worker: one being done, one waiting


class WorkerDiedError(GazetteError):
    """The process that worked on a unit ended without an answer, twice."""

    exit_code = ExitCode.PAGES_FAILED
    code = "worker-died"
    advice = "Look at the page's image; if memory ran out, set workers = 1 in gazette.toml. Then run again."


class OutOfMemoryError(GazetteError):
    exit_code = ExitCode.PAGES_FAILED
    code = "out-of-memory"
    advice = "Set workers = 1 in the [run] part of gazette.toml, or scan the page at a lower resolution."


@dataclass(frozen=True, slots=True)
class Call:
    """One task on one unit, ready to be done: everything in it reaches a worker process."""

    task: Task
    workspace: Workspace
    unit: Unit
    settings: Any
    fingerprint: str  # of inputs, settings and tools; the runner's, not the worker's


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a call came to nothing; `trace` is filled for faults of ours only."""

    code: str
    message: str
    advice: str
    exit_code: ExitCode
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    result: Product | Fault
    seconds: float


def perform(call: Call) -> Outcome:
    """Do the work.  Every exception becomes a `Fault`, because not every exception can be pickled."""
    start = time.monotonic()
    try:
        result: Product | Fault = call.task.work(call.workspace, call.unit, call.settings)
    except Exception as error:  # the boundary: a fault of ours on one page must not end the batch
        result = fault(error)
    return Outcome(result, time.monotonic() - start)


def fault(error: Exception) -> Fault:
    """An exception as a fault; what is no `GazetteError` is ours, and keeps its traceback."""
    if isinstance(error, MemoryError):
        error = OutOfMemoryError("not enough memory for this page")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        error = NoSpaceError(f"{error.filename or 'a temporary file'}: cannot be written: {error.strerror}")
    if isinstance(error, GazetteError):
        return Fault(error.code, str(error), error.advice, error.exit_code)
    message = f"{type(error).__name__}: {error}"
    advice = "A fault of the program; please report it with the end of gazette.log."
    trace = "".join(traceback.format_exception(error))
    return Fault("internal", message, advice, ExitCode.INTERNAL, trace)


def processes(workers: int) -> Executor:
    """Worker processes, each a fresh interpreter: native libraries with threads do not survive a fork."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_enter, initargs=(os.getpid(), workers))


def _enter(parent: int, workers: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    if workers > 1:  # the pages are the parallelism; threads inside them only get in each other's way
        os.environ.update(OPENCV_FOR_THREADS_NUM="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    """End this process when its parent has, even by kill -9, so that nobody works for no one."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


class Inline(Executor):
    """Does each call at once, in this process: for tests, and for one page."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Crew:
    """Two pools kept over a run: for work done side by side, and for work that fills the machine."""

    def __init__(self, workers: int, factory: ExecutorFactory, page_seconds: float = PAGE_SECONDS) -> None:
        self._sizes = {True: workers, False: 1}
        self._factory = factory
        self._pools: dict[bool, Executor] = {}
        self._page_seconds = page_seconds
        self._others = {child.pid for child in multiprocessing.active_children()}

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:
            self._kill()  # nothing is lost: workers do not write
        for pool in self._pools.values():
            pool.shutdown(wait=not kind, cancel_futures=True)

    def outcomes(self, task: Task, calls: Iterable[Call]) -> Iterator[tuple[Call, Outcome]]:
        """Do all calls of one task, a bounded number at a time; yields them as they end.

        A call whose worker dies, or hangs, is done again alone; if it happens again it is a `Fault`.
        """
        waiting = iter(calls)
        flying: dict[Future[Outcome], Call] = {}
        limit = self._page_seconds if task.scope is Scope.PAGE else None
        while True:
            for call in islice(waiting, _QUEUED * self._sizes[task.parallel] - len(flying)):
                flying[self._submit(call)] = call
            if not flying:
                return
            ended, _ = wait(flying, limit, FIRST_COMPLETED)
            for future in [f for f in ended if f.exception() is None]:
                yield flying.pop(future), future.result()
            if not ended or any(future.exception() for future in ended):
                suspects = tuple(flying.values())
                flying.clear()
                self._renew(task.parallel)
                yield from ((call, self._alone(call, limit)) for call in suspects)

    def _submit(self, call: Call) -> Future[Outcome]:
        parallel = call.task.parallel
        if parallel not in self._pools:
            self._pools[parallel] = self._factory(self._sizes[parallel])
        try:
            return self._pools[parallel].submit(perform, call)
        except BrokenExecutor:  # a worker died while it had nothing to do
            self._renew(parallel)
            return self._submit(call)

    def _alone(self, call: Call, limit: float | None) -> Outcome:
        start = time.monotonic()
        try:
            return self._submit(call).result(limit)
        except (BrokenExecutor, TimeoutError) as error:
            self._renew(call.task.parallel)
            seconds = time.monotonic() - start
            how = f"gave no answer in {seconds:.0f} s" if isinstance(error, TimeoutError) else "died"
            return Outcome(fault(WorkerDiedError(f"the process that worked on it {how}, twice")), seconds)

    def _renew(self, parallel: bool) -> None:
        self._kill()
        pool = self._pools.pop(parallel, None)
        if pool:
            pool.shutdown(wait=True, cancel_futures=True)

    def _kill(self) -> None:
        for child in multiprocessing.active_children():
            if child.pid not in self._others:
                child.kill()
