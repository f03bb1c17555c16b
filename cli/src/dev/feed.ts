import type { Play, PlayLine } from "./play.ts";

/** How the play comes in, and where it is remembered how far it is. */
export interface FeedPorts {
  /** The clock of the project. */
  readonly now: () => Promise<number>;
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
  readonly of: number;
}

/**
 * Plays from a line on. A line is noted as done when the door has answered, so that one may come twice after a crash; the
 * door knows it by its id.
 */
export function createFeed(play: Play, from: number, ports: FeedPorts): Feed {
  let done = Math.min(from, play.lines.length);
  return {
    of: play.lines.length,
    done: () => done,
    async advance() {
      for (let line = play.lines[done]; line !== undefined; line = play.lines[done]) {
        // Each line is of its own moment: on a busy machine the play is late, but nobody buys last week.
        const now = await ports.now();
        if (line.at > now) return;
        const refused = await ports.bring(line, now);
        if (refused !== undefined) ports.warn(`A line of the play was not taken: ${refused}`);
        done += 1;
        ports.save(done);
      }
    },
  };
}
