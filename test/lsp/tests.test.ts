import { testEngine } from "@trajet/runtime/testing";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { lineDifferences } from "../../cli/src/test/line-differences.ts";
import { runNamedTests } from "../../lsp/src/requests/run-tests.ts";
import { tests } from "../../lsp/src/requests/tests.ts";
import { lateEngine } from "../../lsp/src/tests/late-engine.ts";
import { placeOf, SHOP, textIn } from "./shop.ts";
import { snapshotsOf } from "./snapshots.ts";

const TESTS = `test "says hello at once" for WelcomeSeries {
  given contact { points: 20 }
  on 2026-01-05 at 10:00  contact signs up
  expect sent Welcome
}

test "tags those with points" for WelcomeSeries {
  given contact { points: 5 }
  on 2026-01-05 at 10:00  contact signs up
  on 2026-01-07 at 10:00
  expect contact has tag "engaged"
}

test "cannot run" for WelcomeSeries {
  on 2026-01-05 at 10:00  contact signs up
  expect sent Nothing
}
`;
const project = snapshotsOf({ ...SHOP, "welcome-test.journey": TESTS });
const engine = testEngine(lineDifferences);
const file = (text: string = TESTS) => project.at("welcome-test.journey", text);
const run = (names?: readonly string[], text?: string) => {
  const snapshot = file(text);
  const params = { textDocument: { uri: snapshot.file.uri }, ...(names !== undefined && { names }) };
  return runNamedTests(snapshot, params, engine);
};

describe("tests in an editor", () => {
  it("are found with their places", () => {
    const { project: snapshot, file: own } = file();
    const found = tests([snapshot], { textDocument: { uri: own.uri } });
    expect(found.map(({ name, journey }) => [name, journey])).toEqual([
      ["says hello at once", "WelcomeSeries"],
      ["tags those with points", "WelcomeSeries"],
      ["cannot run", "WelcomeSeries"],
    ]);
    expect(textIn(TESTS, found[1]?.range ?? never())).toMatch(/^test "tags those[\s\S]*\}$/);
    expect(tests([snapshot], {}).length).toBe(3);
    expect(tests([snapshot], { textDocument: { uri: "file:///project/shop.journey" } })).toEqual([]);
  });

  it("tell what they came to: a letter at the line that is not met, with what happened", async () => {
    const { ran, leftOut } = await run();
    expect(ran.map(({ name, failures }) => [name, failures.length])).toEqual([
      ["says hello at once", 0],
      ["tags those with points", 1],
    ]);
    expect(leftOut).toEqual(["cannot run"]);
    const failure = ran[1]?.failures[0] ?? never();
    expect(failure.location.uri).toBe("file:///project/welcome-test.journey");
    expect(failure.location.range.start).toEqual(placeOf(TESTS, 'expect contact has tag "engaged"'));
    expect(failure.expected).toBe('contact has tag "engaged"');
    expect(failure.actual).not.toBe("");
    const places = failure.timeline.map(({ location }) => location?.uri);
    expect(places).toContain("file:///project/welcome-test.journey");
    expect(ran[0]?.trace.map(({ kind }) => kind)).toContain("sent");
  });

  it("are those of the buffer, not of the disk", async () => {
    const { ran } = await run(undefined, TESTS.replace("points: 5 ", "points: 15 "));
    expect(ran.flatMap(({ failures }) => failures)).toEqual([]);
  });

  it("run by name, and cover of their journeys what they came to", async () => {
    const { ran, coverage } = await run(["says hello at once"]);
    expect(ran.map(({ name }) => name)).toEqual(["says hello at once"]);
    const told = coverage.map(({ kind, text, covered, location: { uri, range } }) => [
      kind,
      text,
      covered,
      textIn(SHOP["welcome.journey"], range),
      uri,
    ]);
    const place = "file:///project/welcome.journey";
    expect(told).toContainEqual(["step", "send email Welcome", true, "hello: send email Welcome", place]);
    expect(told).toContainEqual(["step", 'tag "engaged"', false, 'tag "engaged"', place]);
    // Of a step with a block its head: the block is told of by its own steps.
    expect(told.filter(([kind]) => kind === "step").map(([, , , text]) => text)).toContain(
      "if contact.points > 10 {",
    );
  });

  it("write snapshots beside their test, however the editor encodes its place", async () => {
    const path = "Spring (2026)/welcome test.journey";
    const text = TESTS.slice(0, TESTS.indexOf("}\n\n")).replace(
      "sent Welcome",
      "sent Welcome matching snapshot",
    );
    const { workspace, at } = snapshotsOf({ ...SHOP, [path]: `${text}}\n` });
    const written = "file:///project/Spring%20%282026%29/welcome%20test.journey";
    workspace.setBuffer(`/project/${path}`, TextDocument.create(written, "trajet", 1, `${text}}\n`));
    const { snapshots } = await runNamedTests(at(path), { textDocument: { uri: written } }, engine);
    expect(snapshots.map(({ uri }) => uri)).toEqual([
      "file:///project/Spring%20(2026)/welcome%20test.snapshots/says-hello-at-once.Welcome.txt",
    ]);
  });

  it("load what runs them when the first one runs, and once", async () => {
    let loaded = 0;
    const late = lateEngine(async () => {
      loaded += 1;
      return engine;
    });
    const snapshot = file();
    const params = { textDocument: { uri: snapshot.file.uri } };
    tests([snapshot.project], {});
    expect(loaded).toBe(0);
    const first = await runNamedTests(snapshot, params, late);
    expect(first.coverage).toEqual((await run()).coverage);
    expect(first.ran.map(({ failures }) => failures.length)).toEqual([0, 1]);
    await runNamedTests(snapshot, params, late);
    expect(loaded).toBe(1);
  });

  it("are refused by a server without an engine", async () => {
    const snapshot = file();
    await expect(
      runNamedTests(snapshot, { textDocument: { uri: snapshot.file.uri } }, undefined),
    ).rejects.toThrow("trajet test");
  });
});

function never(): never {
  throw new Error("nothing was found");
}
