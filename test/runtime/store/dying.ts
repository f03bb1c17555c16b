import type { KyselyPlugin } from "kysely";

/** Fails the n-th statement from `arm` on, as if the process had ended before it: what is not committed is lost. */
export interface Dying {
  readonly plugin: KyselyPlugin;
  readonly arm: (statement: number) => void;
  /** Whether it came to that statement. */
  readonly disarm: () => boolean;
}

export class Died extends Error {}

export function createDying(): Dying {
  let left: number | null = null;
  let died = false;
  return {
    plugin: {
      transformQuery({ node }) {
        if (left !== null) {
          if (left === 0) {
            died = true;
            throw new Died("the process ended");
          }
          left -= 1;
        }
        return node;
      },
      transformResult: async ({ result }) => result,
    },
    arm(statement) {
      left = statement;
      died = false;
    },
    disarm() {
      left = null;
      return died;
    },
  };
}
