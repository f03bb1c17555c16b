import type { Terminal } from "../terminal.ts";
import { createLiveOutput } from "./live-output.ts";
import { viewJourneys } from "./live-state.ts";
import { type LiveState, renderLive } from "./live-view.ts";
import { countMails } from "./mail-counts.ts";
import type { DevPlan } from "./plan.ts";
import { reloadOnChange } from "./reload.ts";
import { repeat } from "./repeat.ts";
import { type Dev, startDev } from "./start-dev.ts";

const PACE_MS = 20;
const SHOW_MS = 500;

export interface RunOptions {
  readonly plan: DevPlan;
  readonly untilIdle: boolean;
  /** Aborted when the user wants it to end. */
  readonly stop: AbortSignal;
  readonly terminal: Terminal;
}

/** Runs a project until it is stopped, or idle, and then stops everything. Rejects when one of its parts breaks. */
export async function runDev({ plan, untilIdle, stop, terminal }: RunOptions): Promise<void> {
  const dev = await startUnlessStopped(plan, stop, terminal);
  if (dev === undefined) return;
  const ending = new AbortController();
  const signal = AbortSignal.any([stop, ending.signal]);
  try {
    const last = await Promise.race([live(dev, plan, untilIdle, signal, terminal), broken(dev)]);
    if (!terminal.isTerminal) terminal.out(`${renderLive(last, terminal.color)}\n`);
  } finally {
    ending.abort();
    terminal.err("Stopping…\n");
    await dev.stop();
    terminal.err("Stopped. The next start goes on from here.\n");
  }
}

/** @returns `undefined` where the user wanted it to end before all was there; what had started is stopped again */
async function startUnlessStopped(
  plan: DevPlan,
  stop: AbortSignal,
  terminal: Terminal,
): Promise<Dev | undefined> {
  try {
    const say = (what: string): void => {
      stop.throwIfAborted();
      terminal.err(`${what}…\n`);
    };
    return await startDev(plan, say, stop);
  } catch (error) {
    if (!stop.aborted || !(error instanceof Error) || error.name !== "AbortError") throw error;
    terminal.err("Stopped before everything had started.\n");
    return undefined;
  }
}

/** Feeds the play and shows how it goes. Resolves with the last state. */
async function live(
  dev: Dev,
  plan: DevPlan,
  untilIdle: boolean,
  stop: AbortSignal,
  terminal: Terminal,
): Promise<LiveState> {
  const idle = new AbortController();
  const signal = AbortSignal.any([stop, idle.signal]);
  const output = createLiveOutput(terminal, process.stderr);
  let files: readonly string[] = [];
  const failure = Promise.withResolvers<never>();
  void reloadOnChange(
    plan.folder,
    dev.runtime,
    signal,
    (now) => {
      files = now;
    },
    failure.reject,
    plan.maps,
  );
  let last = await stateOf(dev, plan, files);
  const show = async () => {
    last = await stateOf(dev, plan, files);
    output.show(last);
    if (untilIdle && isIdle(last, dev)) idle.abort();
  };
  const loops = [repeat(SHOW_MS, signal, show)];
  if (dev.pace !== undefined) loops.push(repeat(PACE_MS, signal, dev.pace.step, dev.served));
  try {
    await Promise.race([Promise.all(loops), failure.promise]);
  } finally {
    output.end();
  }
  return last;
}

async function broken({ runtime }: Dev): Promise<never> {
  await runtime.ended;
  throw new Error("the worker has ended by itself");
}

async function stateOf(
  { runtime, feed, pages, notes }: Dev,
  plan: DevPlan,
  files: readonly string[],
): Promise<LiveState> {
  const { store } = runtime;
  return {
    project: plan.compiled.name,
    now: await store.clock.now(),
    timezone: plan.compiled.timezone,
    speed: plan.factor === 1 ? undefined : plan.speed,
    journeys: viewJourneys(await store.gateway.journeys(), runtime.project()),
    mails: await countMails(store),
    play: feed && { done: feed.done(), of: feed.of },
    pages,
    notes: [...notes, ...files],
  };
}

function isIdle({ journeys, play }: LiveState, { feed }: Dev): boolean {
  const over = feed === undefined || (play !== undefined && play.done === play.of);
  return over && journeys.every(({ active }) => active === 0);
}
