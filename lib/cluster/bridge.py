"""Between weightlab and a Dask cluster: jobs come in as lines of JSON, results go out as such.

    python bridge.py

The first line in says what to do: {"address", "golden", "files": {name: path}, "bytes": how
many}; so many bytes follow, the data that all jobs take. Each other line is a job,
{"job": number, "text": ...}, most urgent first; {"end": true} follows the last. Lines out: {"state": {"dashboard", "workers", "slots"}},
{"results": [[number, milliseconds, text], ...]}, {"failed": [number, text]},
{"died": [number, how]}, {"error": what} and, without Dask, {"missing": what}. What jobs and results hold is never looked at.

When stdin ends, whoever started this is gone or wants no more: the cluster is told to forget
what is left, and this ends.
"""

import asyncio
import collections
import hashlib
import json
import os
import signal
import sys
import time
import traceback
import types
import uuid
import zlib

try:
    from distributed import Client, as_completed
    from distributed.scheduler import KilledWorker
except ImportError as error:
    print(json.dumps({"missing": f"{sys.executable}: {error}"}), flush=True)
    sys.exit()

HERE = os.path.dirname(os.path.abspath(__file__))
# How often the scheduler is asked which workers there are, in seconds.
LOOK = 1
# A worker that the scheduler has not heard of for so long is taken to hang.
HUNG = 40
# How long to wait after all workers have refused: another may come.
ALL_REFUSED = 5
# How long to wait for a first worker.
NO_WORKER = 300
# How long to wait for workers that neither offer nor refuse: the data is on its way to them, or
# nothing is.
SILENT = 600
# How long the scheduler may take to answer, and to be reached at first.
ANSWER, CONNECT = 30, 10
# How many times a job may be on a worker that dies with all it has, as Dask counts: innocent
# ones are among them.
DEATHS = 3
# How much work is handed out ahead, in ms, and in jobs a slot.
AHEAD, AHEAD_LEAST, AHEAD_MOST = 2000, 2, 1000
# Jobs that are shorter share a task of about so many ms, for a task costs Dask 2 to 5.
TASK, TASK_MOST = 50, 100
# How many characters of results are told in a line: a text of JavaScript has a longest length.
LINE = 2**24

# A task. The scheduler unpickles it too, which has not node.py and need not: this is built in.
RUN_JOBS = "__import__('sys').modules[node].run_jobs(jobs, study)"


def tell(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def tell_results(results):
    """In lines that are no longer than one result, or so many characters."""
    line, length = [], 0
    for result in results:
        if line and length + len(result[2]) > LINE:
            tell(results=line)
            line, length = [], 0
        line.append(result)
        length += len(result[2])
    tell(results=line)


class CannotGoOn(Exception):
    """What the caller is told instead of results."""


class Bridge:
    def __init__(self, client, asked, data, node, name):
        self.client = client
        self.asked = asked
        self.data = data
        self.node = node
        self.name = name
        # Of this caller alone: of another's task of the same key this would get the results.
        self.prefix = f"{name}-{uuid.uuid4().hex}"
        self.waiting = collections.deque()
        self.all_here = asyncio.Event()
        self.more = asyncio.Event()
        # By future: the jobs of its task, as numbers and texts.
        self.running = {}
        self.deaths = collections.Counter()
        self.completed = as_completed(loop=client.loop)
        self.handed = asyncio.Event()
        self.slots = 0
        self.nobody = False
        self.mean_ms = None
        self.count = 0

    # What comes from the caller.

    async def read(self, reader):
        while line := await reader.readline():
            said = json.loads(line)
            if said.get("end"):
                self.all_here.set()
                self.handed.set()
            else:
                self.waiting.append((said["job"], said["text"]))
            self.more.set()

    # The workers.

    async def send_study(self):
        contents = {path: read(source) for path, source in self.asked["files"].items()}
        if self.data:
            contents["data.bin"] = self.data
        files = {
            path: await asyncio.to_thread(zlib.compress, content, 1)
            for path, content in contents.items()
        }
        self.data = None
        study = self.node.Study(self.name, files, self.asked["golden"])
        while True:
            try:
                await self.client.register_plugin(study, name=self.name)
                return
            except OSError:
                # A worker went meanwhile. Who has not got it before gets it when it joins, so
                # this asks whether the scheduler has it: it does not send it twice.
                self.check_scheduler()
                await asyncio.sleep(LOOK)

    async def watch(self):
        """Who may compute, who has refused, who hangs; raises if nobody is left."""
        lack, began = None, time.monotonic()
        seen = {}  # by address: when the scheduler heard of it, and when we saw that
        refusals = {}
        told = None
        while True:
            self.check_scheduler()
            info = await self.asked_of(self.client.scheduler.identity(n_workers=-1))
            workers = info["workers"]
            now = time.monotonic()
            for address, worker in workers.items():
                last = worker["last_seen"]
                if seen.get(address, (None, 0))[0] != last:
                    seen[address] = (last, now)
                elif now - seen[address][1] > HUNG:
                    await self.give_up(address)
            seen = {a: s for a, s in seen.items() if a in workers}
            offers = {a: w["resources"].get(self.name, 0) for a, w in workers.items()}
            self.slots = int(sum(offers.values()))
            no = self.node.refused(self.name)
            for address in [a for a, w in workers.items() if no in w["resources"]]:
                if address not in refusals:
                    refusals[address] = await self.reason(address)
            here = [refusals[a] for a in workers if a in refusals]
            self.nobody = not workers
            before, lack = lack, self.lacking(workers, here)
            if lack is None or lack[0] != (before or [None])[0]:
                began = now
            elif now - began > lack[0]:
                raise CannotGoOn(lack[1])
            if self.slots > 0 and self.running:
                await self.free_stuck()
            serves = "dashboard" in info["services"]
            state = {
                "dashboard": self.client.dashboard_link if serves else None,
                "workers": sum(1 for slots in offers.values() if slots),
                "slots": self.slots,
            }
            if state != told:
                told = state
                tell(state=state)
            self.more.set()
            await asyncio.sleep(LOOK)

    def lacking(self, workers, refusals):
        """If no worker may compute: how long to wait for one, and what to say then."""
        if self.slots > 0:
            return None
        if not workers:
            start = f"start one: dask worker {self.asked['address']}"
            return NO_WORKER, f"no worker has come within {NO_WORKER} s; {start}"
        if len(refusals) == len(workers):
            why = "; ".join(sorted(set(refusals)))
            again = "a worker that has refused is to be started again once that is mended"
            return ALL_REFUSED, f"no worker may compute: {why}; {again}"
        silent = f"{', '.join(workers)}: no sign within {SILENT} s of whether it may compute"
        return SILENT, f"{silent}; start it again"

    async def give_up(self, address):
        """Takes the jobs of a worker that hangs, unless it hangs with others' alone: the
        scheduler's own patience is meant for those."""
        scheduler = self.client.scheduler
        processing = await self.asked_of(scheduler.processing(workers=[address]))
        if any(str(key).startswith(self.prefix) for key in processing.get(address, ())):
            await self.asked_of(
                scheduler.unregister(address=address, stimulus_id="weightlab-hung")
            )

    async def free_stuck(self):
        """Takes back what the scheduler had no worker for: it does not look again when one
        offers the resource later than it joins. collect() hands it out anew."""
        keys = [future.key for future in self.running]
        states = await self.asked_of(
            self.client.scheduler.get_task_status(keys=keys)
        )
        stuck = [f for f in self.running if states.get(f.key) == "no-worker"]
        if stuck:
            await self.client.cancel(stuck, force=True)

    async def asked_of(self, answer):
        """What the scheduler answers."""
        try:
            return await asyncio.wait_for(answer, ANSWER)
        except (OSError, asyncio.TimeoutError) as error:
            raise CannotGoOn("the scheduler was lost") from error

    def check_scheduler(self):
        if self.client.status != "running":
            raise CannotGoOn("the scheduler was lost")

    async def reason(self, address):
        asked = self.client.run(
            self.node.refusal, self.name, workers=[address], on_error="return"
        )
        try:
            return str((await asyncio.wait_for(asked, 5))[address])
        except (asyncio.TimeoutError, OSError, KeyError):
            return f"{address}: it does not say why"

    # The jobs.

    async def hand_out(self):
        while True:
            self.more.clear()
            mean = self.mean_ms or TASK
            ahead = max(AHEAD_LEAST, min(AHEAD_MOST, AHEAD / mean))
            room = int(self.slots * ahead) - sum(map(len, self.running.values()))
            tasks = []
            while room > 0 and self.waiting:
                tasks.append(self.next_task(mean))
                room -= len(tasks[-1])
            if self.nobody and self.waiting and not self.running:
                # An adaptive cluster starts a worker when there is a task.
                tasks.append(self.next_task(mean))
            if tasks:
                self.submit(tasks)
            await self.more.wait()

    def next_task(self, mean):
        """The jobs of one task: fewer towards the end, so that all workers share it."""
        share = len(self.waiting) / (4 * max(self.slots, 1))
        most = max(1, min(TASK_MOST, TASK / mean, share))
        jobs = [self.waiting.popleft()]
        # What was on a worker that died may kill the next, too: it is alone there.
        while len(jobs) + 1 <= most and not self.deaths[jobs[-1][0]]:
            jobs.append(self.waiting.popleft())
        return jobs

    def submit(self, tasks):
        keys = []
        for _ in tasks:
            self.count += 1
            keys.append(f"{self.prefix}-{self.count}")
        node, study = self.node.__name__, self.name
        futures = self.client.map(
            eval,
            [RUN_JOBS] * len(tasks),
            [
                {"node": node, "jobs": [text for _, text in jobs], "study": study}
                for jobs in tasks
            ],
            key=keys,
            resources={study: 1},
            pure=False,
        )
        self.running.update(zip(futures, tasks))
        self.completed.update(futures)
        self.handed.set()

    async def collect(self):
        """Until all results are there."""
        while not (self.all_here.is_set() and not self.waiting and not self.running):
            if self.completed.is_empty():
                self.handed.clear()
                await self.handed.wait()
                continue
            first = await self.completed.__anext__()
            done = [first, *self.completed.next_batch(block=False)]
            # Once: while others are waited for, one may be lost again.
            finished = [f for f in done if f.status == "finished"]
            failed = [f for f in done if f not in finished]
            results, ended = [], None
            for future, replies in zip(finished, await self.replies(finished)):
                jobs = self.running.pop(future)
                if replies is None:
                    self.waiting.extendleft(reversed(jobs))
                    continue
                for (number, _), reply in zip(jobs, replies):
                    if "result" in reply:
                        results.append([number, reply["ms"], reply["result"]])
                    elif "error" in reply:
                        ended = ended or {"failed": [number, reply["error"]]}
                    else:
                        ended = ended or {"died": [number, reply["died"]]}
            if results:
                tell_results(results)
                mean = sum(ms for _, ms, _ in results) / len(results)
                before = mean if self.mean_ms is None else self.mean_ms
                self.mean_ms = max(0.8 * before + 0.2 * mean, 0.5)
            if ended:
                tell(**ended)
                return
            for future in failed:
                if not await self.again(future):
                    return
            self.more.set()

    async def replies(self, finished):
        """What tasks gave; None for one whose worker died before that was fetched."""
        try:
            return await self.client.gather(finished)
        except Exception:
            self.check_scheduler()
        one_by_one = (self.client.gather([future]) for future in finished)
        given = await asyncio.gather(*one_by_one, return_exceptions=True)
        return [None if isinstance(g, BaseException) else g[0] for g in given]

    async def again(self, future):
        """What becomes of jobs whose task failed: whether there is hope."""
        self.check_scheduler()
        jobs = self.running.pop(future)
        if future.status == "error":
            error = await future.exception()
            if not isinstance(error, KilledWorker):
                tell(died=[jobs[0][0], f"{type(error).__name__}: {error}"])
                return False
            self.deaths.update(number for number, _ in jobs)
            if self.deaths[jobs[0][0]] >= DEATHS:
                tell(died=[jobs[0][0], f"the workers that had it died: {error}"])
                return False
        # Lost or forgotten, as when a worker went, or innocent beside one that kills.
        self.waiting.extendleft(reversed(jobs))
        return True


def read(path):
    with open(path, "rb") as file:
        return file.read()


async def main():
    reader = await stdin()
    # Dask would tell the scheduler of these.
    for variable in ("LC_ALL", "LANG"):
        os.environ.pop(variable, None)
    asked = json.loads(await reader.readline())
    data = await reader.readexactly(asked["bytes"])
    node = load_node()
    name = "weightlab-" + study_digest(asked, data, node)
    connecting = Client(
        asked["address"], asynchronous=True, timeout=CONNECT, set_as_default=False
    )
    try:
        # Dask's own patience ends where something else accepts the connection.
        client = await asyncio.wait_for(connecting, CONNECT + 2)
    except asyncio.TimeoutError as error:
        raise CannotGoOn(
            "no Dask scheduler answers there, though something may listen (is it the"
            ' dashboard\'s port?); "deno task cluster" prints the address to give'
        ) from error
    except TypeError as error:
        # Thus Dask says that it has no certificates.
        raise CannotGoOn(
            "tls:// needs certificates: DASK_DISTRIBUTED__COMM__TLS__CA_FILE,"
            " ..TLS__CLIENT__CERT and ..TLS__CLIENT__KEY name their files (lib/cluster/README.md)"
        ) from error
    except (OSError, ValueError) as error:
        raise CannotGoOn(f"no scheduler answers there: {error}") from error
    try:
        bridge = Bridge(client, asked, data, node, name)
        del data  # it may be large, and is not needed once it is sent
        await run(bridge, reader)
    finally:
        await close(client)


async def run(bridge, reader):
    caller = asyncio.create_task(bridge.read(reader))
    collected = asyncio.create_task(bridge.collect())
    others = [
        asyncio.create_task(part)
        for part in (bridge.watch(), bridge.hand_out(), sent(bridge))
    ]
    tasks = {caller, collected, *others}
    while tasks:
        done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()  # raises what it raised
        if caller in done or collected in done:
            break
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    left = list(bridge.running)
    if left and bridge.client.status == "running":
        await asyncio.wait_for(bridge.client.cancel(left, force=True), 2)


async def sent(bridge):
    await bridge.send_study()
    await asyncio.Event().wait()


async def close(client):
    try:
        await asyncio.wait_for(client.close(timeout=1), 2)
    except BaseException:
        pass  # what it leaves open ends with this process


def load_node():
    """node.py as a module whose name no other version shares: pickles know it by name."""
    source = read(os.path.join(HERE, "node.py")).decode()
    module = types.ModuleType("weightlab_node_" + digest(source.encode()))
    module.SOURCE = source
    exec(compile(source, "node.py", "exec"), vars(module))
    sys.modules[module.__name__] = module
    return module


def study_digest(asked, data, node):
    """Of everything that a worker holds of a study."""
    hashes = [node.__name__, asked["golden"], digest(data)]
    for path, source in sorted(asked["files"].items()):
        hashes.append(f"{path} {digest(read(source))}")
    return digest("\n".join(hashes).encode())


def digest(data):
    """SHA-256, shortened to what tells studies apart."""
    return hashlib.sha256(data).hexdigest()[:16]


async def stdin():
    reader = asyncio.StreamReader(limit=2**30)
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    return reader


if __name__ == "__main__":
    # An interrupt in a terminal goes to the caller, which then closes stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        asyncio.run(main())
    except CannotGoOn as error:
        tell(error=str(error))
    except Exception as error:
        tell(error=f"{type(error).__name__}: {error}\n{traceback.format_exc()}")
