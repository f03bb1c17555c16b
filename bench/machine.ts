import { cpus, totalmem } from "node:os";

/** What the figures were measured on, for whoever compares them. */
export function machine() {
  return { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Median, least and most of `times` runs, in milliseconds, after `warmUps` unmeasured ones: half as many unless said. V8 goes on
 * making the checker faster for its first hundred turns.
 */
export function timed(
  times: number,
  work: () => unknown,
  warmUps: number = Math.ceil(times / 2),
): { medianMs: number; minMs: number; maxMs: number } {
  for (let i = 0; i < warmUps; i += 1) work();
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  const round = (ms: number): number => Math.round(ms * 100) / 100;
  return {
    medianMs: round(median(taken)),
    minMs: round(Math.min(...taken)),
    maxMs: round(Math.max(...taken)),
  };
}

/** How long something took by the clock, and of the processor's time: the second says more on a machine that does other work. */
export interface Taken {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export function once(work: () => unknown): Taken {
  const [start, before] = [performance.now(), process.cpuUsage()];
  work();
  const [wallMs, { user, system }] = [performance.now() - start, process.cpuUsage(before)];
  const round = (ms: number): number => Math.round(ms * 100) / 100;
  return { wallMs: round(wallMs), cpuMs: round((user + system) / 1000) };
}

/** What each work took, round by round: they take turns, so that what else the machine does meets them all alike. */
export function inTurns(rounds: number, works: readonly (() => unknown)[]): readonly (readonly Taken[])[] {
  const taken = works.map((): Taken[] => []);
  for (let turn = -Math.ceil(rounds / 2); turn < rounds; turn += 1) {
    for (const [index, work] of works.entries()) {
      const one = once(work);
      if (turn >= 0) taken[index]?.push(one);
    }
  }
  return taken;
}
