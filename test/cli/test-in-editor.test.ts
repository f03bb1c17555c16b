import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { CodeLens } from "vscode-languageserver";
import { type Client, startClient } from "../lsp/client.ts";
import { makeProject } from "../lsp/project.ts";

const TEXT = `audience People { tags "new" }
journey Hello for People {
  start when contact signs up
  tag "new"
}
test "greets" for Hello {
  on 2026-03-27 at 10:00 contact signs up
  expect contact has tag "new"
}
test "fails" for Hello {
  on 2026-03-27 at 10:00 contact signs up
  expect not contact has tag "new"
}
`;

const project = makeProject({ "trajet.json": '{ "name": "hello" }', "hello.journey": TEXT });
const uri = project.uri("hello.journey");
const command = [process.execPath, path.resolve(import.meta.dirname, "../../cli/bin.ts"), "lsp", "--stdio"];
const editor: Client = await startClient({ folders: [project.folder], command });
editor.open(uri, TEXT);
afterAll(async () => {
  await editor.stop();
  project.remove();
});

interface Run {
  readonly passed: boolean;
  readonly run: { readonly ran: readonly { readonly name: string; readonly failures: readonly unknown[] }[] };
  readonly text: string;
}

const lenses = async (): Promise<readonly CodeLens[]> =>
  (await editor.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } })).filter(
    (lens) => lens.command?.title === "Run test",
  );
const runLens = (lens: CodeLens | undefined): Promise<Run> =>
  editor.request("workspace/executeCommand", {
    command: lens?.command?.command,
    arguments: lens?.command?.arguments,
  });
const statuses = ({ run }: Run): readonly string[] =>
  run.ran.map(({ name, failures }) => `${name} ${failures.length === 0 ? "passed" : "failed"}`);

test("the lens above a test runs that test, and the editor is told how it went", async () => {
  const [greets, fails] = await lenses();
  const good = await runLens(greets);
  expect({ passed: good.passed, tests: statuses(good) }).toEqual({ passed: true, tests: ["greets passed"] });
  const bad = await runLens(fails);
  expect({ passed: bad.passed, tests: statuses(bad) }).toEqual({ passed: false, tests: ["fails failed"] });
  expect(editor.shown).toEqual([good.text, bad.text]);
  expect(bad.text).toContain("hello.journey:12");
});

test("what is open counts as it stands, without being saved; an error says why nothing runs", async () => {
  const run = (): Promise<Run> =>
    editor.request("workspace/executeCommand", { command: "trajet.server.test", arguments: [{ uri }] });
  editor.replace(uri, TEXT.replace('tag "new"\n}', 'tag "neww"\n}'));
  const broken = await run();
  expect(broken).toMatchObject({
    passed: false,
    text: expect.stringContaining("neww"),
    run: { ran: [], leftOut: ["greets", "fails"] },
  });
  editor.replace(uri, TEXT.replace("not contact has", "contact has"));
  expect(statuses(await run())).toEqual(["greets passed", "fails passed"]);
});

test("a test that is not there has not passed", async () => {
  const argument = { uri, title: "nobody" };
  expect(
    await editor.request("workspace/executeCommand", {
      command: "trajet.server.test",
      arguments: [argument],
    }),
  ).toMatchObject({ passed: false, text: 'There is no test "nobody" in this file.' });
});
