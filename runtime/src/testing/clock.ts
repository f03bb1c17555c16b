import type { Millis } from "../engine/facts.ts";
import { clockZone, type Stage } from "./stage.ts";
import { TestStopped } from "./stopped.ts";
import { local } from "./tell.ts";

/** Moments at which something is due, in one test: a journey that goes round and round is stopped there. */
const MOST_MOMENTS = 100_000;
/** Virtual time of one test, from its first `on`. */
const LONGEST_MS = 30 * 366 * 24 * 3_600_000;

/** Counts what a test has used of its bounds. */
export interface Bounds {
  moments: number;
}

/** Lets time run up to a moment; what is due then has happened. */
export async function runUntil(
  stage: Pick<Stage, "host" | "opened" | "people" | "test">,
  at: Millis,
  bounds: Bounds,
): Promise<void> {
  const { host, opened } = stage;
  const shown = (moment: Millis): string => local(moment, clockZone(stage));
  if (at - opened > LONGEST_MS)
    throw new TestStopped(
      `The test goes on until ${shown(at)}: more than 30 years after it began. Give it an end that comes sooner.`,
    );
  for (let due = await host.nextDue(); due !== undefined && due <= at; due = await host.nextDue()) {
    bounds.moments += 1;
    if (bounds.moments > MOST_MOMENTS)
      throw new TestStopped(
        `The test does not end: by ${shown(host.now())} something was due ${MOST_MOMENTS.toLocaleString("en")} times. Look for steps that come round and round.`,
      );
    await host.until(Math.max(due, host.now()));
  }
  await host.until(Math.max(at, host.now()));
}
