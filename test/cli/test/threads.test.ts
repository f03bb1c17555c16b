import { afterAll, describe, expect, test } from "vitest";
import { nodeDisk } from "../../../cli/src/disk.ts";
import { runOneByOne, type Work } from "../../../cli/src/test/one-by-one.ts";
import { selectTests } from "../../../cli/src/test/select.ts";
import { runOnThreads, threadsFor } from "../../../cli/src/test/threads.ts";
import { temporaryProject } from "../temporary-project.ts";

const JOURNEY = `audience People { field plan: text? }
email Hello for People { from "Ana <ana@shop.example>"  subject "Hello"  body "Good to have you." }
journey Welcome for People {
  start when contact signs up
  if contact.plan == "pro" { send email Hello }
}
`;
const TESTS = `test "greets whom it should" for Welcome {
  cases { { plan: "pro" } { plan: "free" } { plan: "team" } { plan: "pro" } { plan: "none" } }
  given contact { plan: plan }
  on 2026-03-27 contact signs up
  expect sent Hello matching snapshot
}
`;

const project = temporaryProject({
  "trajet.json": '{ "name": "shop" }',
  "welcome.journey": JOURNEY,
  "welcome-test.journey": TESTS,
});
afterAll(project.remove);

async function work(): Promise<Work> {
  const { folder } = project;
  const { checked, tests } = await selectTests({ folder, wanted: [] }, undefined, nodeDisk);
  if (checked.compiled === undefined) throw new Error("it does not check");
  return { folder, compiled: checked.compiled, tests, keeping: { update: false, writeNew: true } };
}

describe("tests on several threads", () => {
  test.each([2, 3])("come to what they come to on one, in the same order: %s", async (threads) => {
    const all = await work();
    const shared = await runOnThreads(all, threads, nodeDisk);
    const alone = await runOneByOne(all, nodeDisk);
    expect(shared.map(({ result }) => result)).toEqual(alone.map(({ result }) => result));
    expect(shared.map(({ result }) => result.status)).toEqual([
      "passed",
      "failed",
      "failed",
      "passed",
      "failed",
    ]);
  });

  test("what a thread throws is thrown", async () => {
    const all = await work();
    const [first, second] = all.tests;
    const broken = { ...second, lines: null } as unknown as typeof first;
    const tests = [first, broken].filter((each) => each !== undefined);
    await expect(runOnThreads({ ...all, tests }, 2, nodeDisk)).rejects.toThrow(TypeError);
  });

  test("the command takes their number, from 1 on", async () => {
    const { code, out } = await project.run(["test", "--jobs", "2"]);
    expect(code).toBe(1);
    expect(out).toContain('✓ greets whom it should { plan: "pro" }');
    expect(await project.run(["test", "--jobs", "0"])).toMatchObject({
      code: 2,
      err: "trajet: --jobs takes a number of threads from 1 on; 0 is none.\n",
    });
  });
});

describe("how many threads", () => {
  test.each([
    { tests: 14, asked: undefined, threads: 1 },
    { tests: 599, asked: undefined, threads: 1 },
    { tests: 600, asked: undefined, threads: 2 },
    { tests: 100_000, asked: undefined, threads: 4 },
    { tests: 14, asked: 3, threads: 3 },
    { tests: 2, asked: 3, threads: 2 },
    { tests: 100_000, asked: 1, threads: 1 },
  ])("of $tests tests on four cores, $asked asked for: $threads", ({ tests, asked, threads }) => {
    expect(threadsFor(tests, asked, 4)).toBe(threads);
  });
});
