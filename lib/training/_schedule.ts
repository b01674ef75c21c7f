import { checkNumber } from "../check/numbers.ts";

/** Of how many updates the losses are listed, a gigabyte. */
const MOST = 2 ** 27;

/** How long training lasts, and when it is measured, as it was asked for. */
export interface Asked {
  /** How many updates. */
  readonly updates?: number;
  /** Instead: how many epochs. */
  readonly epochs?: number;
  /** After which updates it is measured; never unless given. */
  readonly every?: number | "epoch";
}

/** How long training lasts, and when it is measured. */
export interface Schedule {
  /** How many updates. */
  readonly updates: number;
  /** Whether it is measured after an update, 1, 2, ... */
  readonly isMeasured: (update: number) => boolean;
}

/**
 * Reads a schedule in updates.
 *
 * @param what What cannot be done otherwise: "train".
 * @param asked What was asked for.
 * @param perEpoch How many updates an epoch has.
 * @throws {RangeError} if there are both updates and epochs, or neither, or too many, or it
 * would end before the first epoch does, after which it is to be measured.
 */
export function scheduleOf(
  what: string,
  { updates, epochs, every = NaN }: Asked,
  perEpoch: number,
): Schedule {
  if ((updates === undefined) === (epochs === undefined)) {
    throw new RangeError(
      `Cannot ${what}: options must have one of updates and epochs, got ${
        updates === undefined ? "neither" : "both"
      }`,
    );
  }
  const all = updates ?? epochs! * perEpoch;
  checkNumber(what, "updates", all, { most: MOST });
  if (every !== "epoch") {
    // No number is a multiple of NaN.
    return { updates: all, isMeasured: (update) => (update - 1) % every === 0 };
  }
  if (all < perEpoch) {
    throw new RangeError(
      `Cannot ${what}: updates must reach the end of an epoch, after ${perEpoch}, as it is measured there, got ${all}; evaluateEvery says otherwise`,
    );
  }
  return { updates: all, isMeasured: (update) => update % perEpoch === 0 };
}
