import { createLogUpdate } from "log-update";
import type { Terminal } from "../terminal.ts";
import { type LiveState, lineOf, renderLive } from "./live-view.ts";

/** Shows a state, and later ones in its place. */
export interface LiveOutput {
  readonly show: (state: LiveState) => void;
  /** Leaves the last state on the screen, and the cursor below it. */
  readonly end: () => void;
}

/**
 * Redraws in a terminal; elsewhere, and in one that does not know its size, writes the pages once, and a line whenever
 * something but the time has changed.
 */
export function createLiveOutput(terminal: Terminal, stream: NodeJS.WriteStream): LiveOutput {
  return terminal.isTerminal && stream.rows > 0 ? redrawn(terminal, stream) : lines(terminal);
}

function redrawn(terminal: Terminal, stream: NodeJS.WriteStream): LiveOutput {
  const update = createLogUpdate(stream, { showCursor: true });
  return { show: (state) => update(renderLive(state, terminal.color)), end: () => update.done() };
}

function lines(terminal: Terminal): LiveOutput {
  let said = "";
  return {
    show(state) {
      const same = lineOf({ ...state, now: 0 });
      if (same === said) return;
      if (said === "") for (const { name, url } of state.pages) terminal.err(`${name}: ${url}\n`);
      said = same;
      terminal.err(`${lineOf(state)}\n`);
    },
    end: () => {},
  };
}
