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

/** The turns of one server, in which what an editor asks for goes before what the server tells by itself. */
export interface Turns {
  /** For who answers a request. */
  readonly nextTurn: NextTurn;
  /** For who tells. */
  readonly whenQuiet: Later;
}

/** @param worked told of each turn */
export function createTurns(inTurn: Later = later, worked: () => void = () => {}): Turns {
  let waiting = 0;
  const turn: Later = (action) => {
    worked();
    inTurn(action);
  };
  return {
    nextTurn: () => {
      waiting += 1;
      return new Promise((resolve) =>
        turn(() => {
          waiting -= 1;
          resolve();
        }),
      );
    },
    whenQuiet: whenQuiet(turn, () => waiting > 0),
  };
}

/** How often what goes on arriving may put an action off. */
const PATIENCE = 100;

/**
 * Runs an action when nothing has been asked for in two turns, and so all that had arrived is read: of edits that come
 * faster than they are checked, only the last is. While a request waits for its turn, the action does too.
 */
function whenQuiet(turn: Later, isAsked: () => boolean): Later {
  let asked = 0;
  let done = 0;
  let putOff = 0;
  return (action) => {
    const mine = ++asked;
    const attempt = (): void => {
      if (mine < asked && mine - done < PATIENCE) return;
      if (isAsked() && ++putOff < PATIENCE) {
        turn(attempt);
        return;
      }
      done = asked;
      putOff = 0;
      action();
    };
    turn(() => turn(attempt));
  };
}
