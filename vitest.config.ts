import { configDefaults, defineConfig } from "vitest/config";

/** npm has no command line of tree-sitter that installs without another site: it is asked where one is named. */
const withTreeSitter = process.env.TRAJET_TREE_SITTER !== undefined;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(withTreeSitter ? [] : ["test/**/tree-sitter-cli.test.ts"])],
    pool: "forks",
    // Some tests start a Temporal server or a database of their own: two at a time is what a small machine bears.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    allowOnly: false,
    passWithNoTests: false,
  },
});
