import type { NextTurn } from "./guard.ts";

/** Runs something in a later turn of the event loop, when what has arrived is read. */
export type Later = (action: () => void) => void;

declare const setImmediate: ((action: () => void) => unknown) | undefined;

/** Browsers have no turn without a wait; theirs is short enough. */
export const later: Later = (action) => {
  if (typeof setImmediate === "function") setImmediate(action);
  else setTimeout(action, 0);
};

export const nextTurn: NextTurn = () => new Promise((resolve) => later(resolve));

/** How often what goes on arriving may put an action off. */
const PATIENCE = 100;

/**
 * Runs an action when nothing has been asked for in two turns, and so all that had arrived is read: of edits that come
 * faster than they are checked, only the last is.
 */
export function whenQuiet(turn: Later = later): Later {
  let asked = 0;
  let done = 0;
  return (action) => {
    const mine = ++asked;
    turn(() =>
      turn(() => {
        if (mine < asked && mine - done < PATIENCE) return;
        done = asked;
        action();
      }),
    );
  };
}
