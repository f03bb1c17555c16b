import type { TestEngine } from "./engine.ts";

/** An engine that is loaded when the first test runs: most servers run none in a day, and its memory is theirs then. */
export function lateEngine(load: () => Promise<TestEngine>): TestEngine {
  let loading: Promise<TestEngine> | undefined;
  const loaded = (): Promise<TestEngine> => {
    loading ??= load();
    return loading;
  };
  return {
    run: async (...test) => (await loaded()).run(...test),
    parts: async (...covered) => (await loaded()).parts(...covered),
  };
}
