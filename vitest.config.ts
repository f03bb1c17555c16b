import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
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
