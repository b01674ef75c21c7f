import type { Data } from "../datasets/data.ts";
import {
  checked,
  count,
  functionOf,
  kind,
  oneOf,
  text,
} from "../check/options.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { checkSeed } from "../random/seeded.ts";
import { checkLabels } from "../losses/check_labels.ts";
import { checkData } from "../training/check_data.ts";

/** How networks are trained side by side. */
export interface TeamOptions {
  /**
   * How many networks are trained at a time, each by a worker; 1 trains on the calling
   * thread. Or the address of a Dask scheduler, "tcp://127.0.0.1:8786" or "tls://...": its
   * workers train them. The results are the same for any number, and on a cluster. Workers
   * need the permission to read the library's files, and Deno. Default: one a core; in Node,
   * Bun and a page 1; all workers of `useTeam`, if it was called, which need neither.
   */
  readonly workers?: number | string;
  /**
   * A file, "study.jsonl", made if there is none: each network's result is appended as soon as
   * it is there, and one that lies there already is not computed again. So a study that was
   * interrupted goes on where it stopped. A result is known by its plan, the data, the
   * library's code and what its arithmetic gives; another label alone makes no other. Of equal
   * plans one is trained. Needs the permissions to read the library's files, and to read and
   * write the file. Default: nothing is kept.
   */
  readonly store?: string;
  /**
   * "trusted" lets `workers` be "tcp://..." at another machine. Nothing protects plain tcp:
   * whoever reaches one of the cluster's ports runs code there. Default: plain tcp within this
   * machine alone; "tls://..." anywhere.
   */
  readonly network?: "trusted";
  /**
   * Called before the first network and when networks were finished; those that `store` has
   * are from the start. It may take its time; what it throws ends the sweep, and its workers.
   */
  readonly onProgress?: (
    progress: {
      /** Networks that are finished. */
      done: number;
      /** Networks in all. */
      total: number;
      /** Where Dask shows the cluster, if one trains them. */
      dashboard?: string;
    },
  ) => void;
}

/** An address as Dask has them: its kind, and the host. */
const ADDRESS = /^(tcp|tls):\/\/([\w.-]+|\[[\da-f:.]+\]):\d+\/?$/i;
/** The hosts that are this machine. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** A count, or an address that may be spoken to. */
const WORKERS = kind<number | string>((doing, name, value, whole) => {
  if (typeof value !== "string") return count().read(doing, name, value);
  const [, scheme, host] = value.match(ADDRESS) ?? [];
  const got = `got ${JSON.stringify(value)}`;
  if (scheme === undefined) {
    throw new RangeError(
      `Cannot ${doing}: ${name} must be a whole number, or the address of a Dask scheduler, "tcp://<host>:<port>" or "tls://<host>:<port>", ${got}`,
    );
  }
  const isTrusted = (whole as TeamOptions).network === "trusted";
  if (scheme.toLowerCase() === "tcp" && !LOOPBACK.test(host) && !isTrusted) {
    throw new RangeError(
      `Cannot ${doing}: ${name} at another machine must be at "tls://...", or network must be "trusted", since whoever reaches a port of plain tcp runs code there, ${got}`,
    );
  }
  return value;
});

/** A path, of a file that need not be there. */
const FILE = checked<string>((doing, name, file) => {
  text().read(doing, name, file);
  if (file !== "") return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be a file's path, such as "study.jsonl", got ""`,
  );
});

/** What the options of a team must be. */
export const TEAM = {
  workers: WORKERS.optional,
  store: FILE.optional,
  network: oneOf(["trusted"]).optional,
  onProgress: functionOf<NonNullable<TeamOptions["onProgress"]>>().optional,
};

/** What networks learn from, or are measured on. */
export const EXAMPLES = checked((doing, name, data: Data) => {
  checkData(doing, name, data);
  checkFinite(doing, `${name}.x`, data.x);
  checkLabels(doing, `${name}.t`, data.t);
});

/** What seeds generators. */
export const SEED = checked((_doing, _name, seed: string | number) => {
  // In the words of the generator that it is for.
  checkSeed("seed a generator", "seed", seed);
});
