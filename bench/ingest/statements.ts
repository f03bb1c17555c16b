import type { KyselyPlugin } from "kysely";

/** Counts what is sent to the database, the beginnings and ends of transactions left out. */
export interface StatementCount {
  readonly plugin: KyselyPlugin;
  readonly count: () => number;
}

export function countStatements(): StatementCount {
  let count = 0;
  return {
    plugin: {
      transformQuery({ node }) {
        count += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    },
    count: () => count,
  };
}
