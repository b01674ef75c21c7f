"""What a Dask worker does for weightlab: it keeps job runners, Deno processes of its own, and
hands them jobs. Its source travels with each study; a node needs nothing but
`pip install distributed deno`.

A worker is admitted by what it computes, never by what it says it is: a runner trains the
golden network first, and only if the hash of its numbers is the expected one does the worker
offer the study's resource, which every job asks for.
"""

import asyncio
import collections
import json
import os
import queue
import shutil
import socket
import subprocess
import threading
import time
import zlib

from distributed import WorkerPlugin, get_worker

# How often a task that waits for its runner looks whether it is still wanted, in seconds.
LOOK = 0.5
# A runner that computes gives a sign once a second. One that has given none for so long hangs.
SILENCE = 60
# How long a runner may take to begin: it loads, compiles and trains the golden network.
START = 60
# How many runners a job may take with it: one may be killed from outside, or by a full memory.
TRIES = 3
# Held by the study that is looked at.
PROVING = threading.Lock()
# A runner without a job for so long is ended: it holds the data and 100 MB more.
IDLE = 60

# How a pickled study comes back: with this module, if that is not there.
LOAD = """
import sys, types
if module not in sys.modules:
    sys.modules[module] = types.ModuleType(module)
    sys.modules[module].SOURCE = source
    exec(source, vars(sys.modules[module]))
study = sys.modules[module].Study(*arguments)
"""


class Study(WorkerPlugin):
    """Code and data of a study, and the runners that do its jobs on one worker."""

    # Of the same name is of the same content: it is sent once.
    idempotent = True

    def __reduce__(self):
        # A worker that joins later unpickles this before it could be sent a module to import,
        # and its Python may be another version, which reads no compiled code.
        arguments = (self.name, self.files, self.golden)
        given = {"load": LOAD, "module": __name__, "source": SOURCE, "arguments": arguments}
        return eval, ("exec(load, globals()) or study", given)

    def __init__(self, name, files, golden):
        self.name = name
        # By path in the runner's folder: compressed bytes.
        self.files = files
        self.golden = golden

    async def setup(self, worker):
        # A worker that raised here would be reported by Dask without its name.
        folder = os.path.join(worker.local_directory, self.name)
        self.runners = Runners(folder, self.golden)
        try:
            await asyncio.to_thread(unpack, self.files, folder)
            await asyncio.to_thread(self.runners.prove)
            self.refusal = None
        except Exception as error:
            self.runners.close()
            self.refusal = str(error) or repr(error)
        self.files = None
        offered = self.name if self.refusal is None else refused(self.name)
        # A job is a process of one thread: as many at a time as Dask thinks the worker has.
        await worker.set_resources(**{offered: worker.state.nthreads})

    def teardown(self, worker):
        self.runners.close()


def refused(name):
    """The resource by which a worker says that it has refused a study."""
    return f"{name}-refused"


def refusal(name, dask_worker):
    """Why a worker has refused a study, behind its machine's name: asked by bridge.py."""
    return f"{socket.gethostname()}: {dask_worker.plugins[name].refusal}"


def run_jobs(jobs, name):
    """A Dask task: the runners' replies to jobs one after the other, {"died": how} to one that
    none survived. After what is no result none is begun."""
    worker = get_worker()
    key = worker.get_current_task()

    def is_wanted():
        # Dask stops no running task: it only forgets that it wanted the result.
        task = worker.state.tasks.get(key)
        return task is not None and task.state in ("executing", "long-running")

    replies = []
    for job in jobs:
        replies.append(worker.plugins[name].runners.run(job, is_wanted))
        if "result" not in replies[-1]:
            break
    return replies


def unpack(files, folder):
    """Writes the files of a study, each whole or not at all."""
    for path, compressed in files.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target + ".part", "wb") as file:
            file.write(zlib.decompress(compressed))
        os.replace(target + ".part", target)


class RunnerEnded(Exception):
    """A runner that is no more, and how it ended."""


class Runners:
    """The runners of one worker: as many as do jobs at the same time."""

    def __init__(self, folder, golden):
        self.folder = folder
        self.golden = golden
        self.lock = threading.Lock()
        self.idle = []
        self.all = set()
        self.closed = False
        threading.Thread(target=self.end_idle, daemon=True).start()

    def prove(self):
        """Raises if a runner does not compute the golden numbers."""
        # One study after the other, and none kept: a worker that joins late is sent all that
        # the scheduler knows, most of which nobody asks for any more.
        with PROVING:
            self.end(self.begin())

    def begin(self):
        runner = Runner(self.folder)
        with self.lock:
            self.all.add(runner)
        try:
            golden = runner.ready["golden"]
            if golden != self.golden:
                raise RuntimeError(
                    f"it computes other numbers: the golden network's hash is {golden},"
                    f" and must be {self.golden}; its kernel is {runner.ready['kernel']},"
                    f" its Deno {runner.ready['deno']}"
                )
        except BaseException:
            self.end(runner)
            raise
        return runner

    def take(self):
        with self.lock:
            if self.idle:
                return self.idle.pop()
        # The job is not to be blamed for a runner that is killed before it has it.
        for _ in range(TRIES - 1):
            try:
                return self.begin()
            except RunnerEnded:
                pass
        return self.begin()

    def give_back(self, runner):
        with self.lock:
            runner.idle_since = time.monotonic()
            if not self.closed:
                return self.idle.append(runner)
        self.end(runner)

    def run(self, job, is_wanted):
        ended = None
        for _ in range(TRIES):
            try:
                runner = self.take()
                try:
                    reply = runner.ask(job, is_wanted)
                except BaseException:
                    self.end(runner)
                    raise
            except RunnerEnded as error:
                ended = error
            else:
                self.give_back(runner)
                return reply
        how = f"{TRIES} processes ended with it, the last on {socket.gethostname()}"
        return {"died": f"{how}: {ended}"}

    def end(self, runner):
        runner.kill()
        with self.lock:
            self.all.discard(runner)

    def end_idle(self):
        while not self.closed:
            time.sleep(IDLE / 6)
            with self.lock:
                old = time.monotonic() - IDLE
                ended = [r for r in self.idle if r.idle_since < old]
                self.idle = [r for r in self.idle if r.idle_since >= old]
            for runner in ended:
                self.end(runner)

    def close(self):
        with self.lock:
            self.closed = True
            runners = list(self.all)
            self.idle = []
        for runner in runners:
            self.end(runner)


class Runner:
    """One Deno process that does jobs, one after another."""

    def __init__(self, folder):
        runner = os.path.join(folder, "runner.js")
        data = os.path.join(folder, "data.bin")
        self.process = subprocess.Popen(
            [
                find_deno(),
                "run",
                "--quiet",
                "--no-prompt",
                "--no-remote",
                "--no-npm",
                "--no-config",
                f"--allow-read={folder}",
                f"--allow-ffi={folder}",
                "--allow-env=WEIGHTLAB_KERNEL",
                runner,
                "serve",
                *([data] if os.path.exists(data) else []),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={
                **os.environ,
                "DENO_DIR": os.path.join(folder, "deno"),
                "DENO_NO_UPDATE_CHECK": "1",
                "NO_COLOR": "1",
            },
        )
        self.lines = queue.SimpleQueue()
        self.said = collections.deque(maxlen=20)
        self.asked = 0
        self.idle_since = time.monotonic()
        self.listener = threading.Thread(target=self.hear_errors, daemon=True)
        self.listener.start()
        threading.Thread(target=self.listen, daemon=True).start()
        try:
            self.ready = self.next_line(START)["ready"]
        except BaseException:
            self.kill()
            raise

    def listen(self):
        for line in self.process.stdout:
            # What no newline ends was torn when the process was ended.
            if line.endswith(b"\n"):
                self.lines.put(line)
        self.lines.put(None)

    def hear_errors(self):
        for line in self.process.stderr:
            self.said.append(line.decode(errors="replace").rstrip())

    def next_line(self, patience, is_wanted=lambda: True):
        """What the runner says next. Raises RunnerEnded if it says nothing for so long."""
        deadline = time.monotonic() + patience
        while True:
            try:
                line = self.lines.get(timeout=LOOK)
            except queue.Empty:
                if not is_wanted():
                    raise asyncio.CancelledError("nobody waits for it any more") from None
                if time.monotonic() > deadline:
                    raise RunnerEnded(
                        f"it gave no sign for {patience} s"
                    ) from None
                continue
            if line is None:
                raise RunnerEnded(self.how_it_ended())
            return json.loads(line)

    def ask(self, job, is_wanted):
        """Its reply to a job: {"result", "ms"} or {"error"}."""
        self.asked += 1
        line = json.dumps({"id": self.asked, "job": job})
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise RunnerEnded(self.how_it_ended()) from None
        while True:
            reply = self.next_line(SILENCE, is_wanted)
            if reply.get("id") == self.asked:
                return reply
            if not is_wanted():
                raise asyncio.CancelledError("nobody waits for it any more")

    def how_it_ended(self):
        try:
            code = self.process.wait(5)
        except subprocess.TimeoutExpired:
            return "it closed its output"
        self.listener.join(1)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        said = "\n".join(self.said)
        return how + (f": {said}" if said else "")

    def kill(self):
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except OSError:
                pass


def find_deno():
    """Deno's program: the one named, PyPI's, or what PATH has."""
    named = os.environ.get("WEIGHTLAB_DENO")
    if named:
        return named
    try:
        import deno

        return deno.find_deno_bin()
    except ImportError:
        pass
    found = shutil.which("deno")
    if found is None:
        raise RuntimeError("there is no Deno: pip install deno, for this Python")
    return found
