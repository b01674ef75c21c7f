import { rounded } from "./_digits.ts";
import { countText, numberText } from "./_words.ts";

/** How far the work was, and when in milliseconds. */
interface Moment {
  readonly time: number;
  readonly done: number;
}

/** What was done already when the work began, a store's results, comes this soon. */
const BEGINNING = 500;

/** A pace is told from so many steps, in so many milliseconds. */
const FEWEST_STEPS = 2, SHORTEST = 1000;

/**
 * The recent past reaches back so many milliseconds, or half-way to the beginning where that
 * is longer: what finishes in bursts a minute apart has no pace within half a minute.
 */
const RECENT = 30_000;

/** So many moments are kept at most, evenly spread over all the time. */
const KEPT = 256;

/** How quickly work goes on, over its recent past. */
export class Pace {
  #moments: Moment[] = [];
  #began = 0;
  #spacing = 0;

  /** Remembers how far the work is, at a time in milliseconds that never goes back. */
  saw(time: number, done: number): void {
    const last = this.#moments.at(-1);
    if (last === undefined || done < last.done) {
      this.#moments = [{ time, done }];
      this.#began = time;
      this.#spacing = 0;
      return;
    }
    if (time - this.#began <= BEGINNING) {
      this.#moments = [{ time, done }];
      return;
    }
    if (time - last.time < this.#spacing) return;
    this.#moments.push({ time, done });
    if (this.#moments.length < KEPT) return;
    this.#moments = this.#moments.filter((_, i) => i % 2 === 0);
    this.#spacing = 2 * (time - this.#began) / KEPT;
  }

  /** Steps a second until now; undefined as long as that cannot be told. */
  rate(time: number, done: number): number | undefined {
    const first = this.#moments[0];
    if (first === undefined) return undefined;
    const reach = Math.max(RECENT, (time - first.time) / 2);
    const from = this.#moments.findLast((it) => time - it.time >= reach) ??
      first;
    const steps = done - from.done, passed = time - from.time;
    if (done - first.done < FEWEST_STEPS || passed < SHORTEST || steps <= 0) {
      return undefined;
    }
    return 1000 * steps / passed;
  }
}

/** Steps a second in the unit that gives a number above one: "12 a minute". */
export function rateText(rate: number): string {
  const [number, unit] = rate >= 1
    ? [rate, "a second"]
    : rate * 60 >= 1
    ? [rate * 60, "a minute"]
    : rate * 3600 >= 1
    ? [rate * 3600, "an hour"]
    : [rate * 86400, "a day"];
  return `${countText(rounded(number, 2))} ${unit}`;
}

/** Seconds to come: "27 s left", "12 min left", "about 2.5 h left". */
export function leftText(seconds: number): string {
  if (seconds <= 90) return `${Math.ceil(seconds)} s left`;
  const minutes = seconds / 60;
  if (minutes <= 90) return `${Math.round(minutes)} min left`;
  const hours = minutes / 60;
  return hours <= 48
    ? `about ${numberText(hours, 2)} h left`
    : `about ${countText(Math.round(hours / 24))} days left`;
}
