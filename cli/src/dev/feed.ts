import type { Play, PlayLine } from "./play.ts";

/** How the play comes in, and where it is remembered how far it is. */
export interface FeedPorts {
  /** The clock of the project. */
  readonly now: () => Promise<number>;
  /** Whether what a line replies to is there; the play waits for it a little. */
  readonly isReady: (line: PlayLine) => Promise<boolean>;
  /** Milliseconds, of the real clock: how long the play waits goes by that. */
  readonly realNow: () => number;
  /** Brings a line to the door; says why if it is not taken. */
  readonly bring: (line: PlayLine, now: number) => Promise<string | undefined>;
  /** Notes how many lines have happened. */
  readonly save: (done: number) => void;
  readonly warn: (sentence: string) => void;
}

export interface Feed {
  /** Brings all lines that are due, in their order. */
  readonly advance: () => Promise<void>;
  readonly done: () => number;
  /** When the next line happens; `undefined` where all have. */
  readonly next: () => number | undefined;
  readonly of: number;
}

/** A busy machine sends late on a clock that runs fast, and nobody replies to what has not come. */
const PATIENCE_MS = 20_000;

/**
 * Plays from a line on. A line is noted as done when the door has answered, so that one may come twice after a crash; the
 * door knows it by its id.
 */
export function createFeed(play: Play, from: number, ports: FeedPorts): Feed {
  let done = Math.min(from, play.lines.length);
  let waitsSince: number | undefined;
  const waits = async (line: PlayLine): Promise<boolean> => {
    const isReady = await ports.isReady(line);
    waitsSince = isReady ? undefined : (waitsSince ?? ports.realNow());
    return waitsSince !== undefined && ports.realNow() - waitsSince < PATIENCE_MS;
  };
  return {
    of: play.lines.length,
    done: () => done,
    next: () => play.lines[done]?.at,
    async advance() {
      for (let line = play.lines[done]; line !== undefined; line = play.lines[done]) {
        // Each line is of its own moment: on a busy machine the play is late, but nobody buys last week.
        const now = await ports.now();
        if (line.at > now || (await waits(line))) return;
        waitsSince = undefined;
        const refused = await ports.bring(line, now);
        if (refused !== undefined) ports.warn(`A line of the play was not taken: ${refused}`);
        done += 1;
        ports.save(done);
      }
    },
  };
}
