import type { FoundTest } from "@trajet/lsp";
import {
  commands,
  type ExtensionContext,
  Range,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { oneAtATime } from "../one-at-a-time.ts";
import { detailsIn } from "./coverage.ts";
import { runRequest } from "./run.ts";
import { createTraces } from "./traces.ts";

/** The `test` blocks of all projects in the Test Explorer: run, cover, and read what happened. */
export function registerTests({ subscriptions }: ExtensionContext, client: BaseLanguageClient): void {
  const controller = tests.createTestController("trajet", "Trajet");
  const traces = createTraces();
  const run = (request: TestRunRequest, token: Parameters<typeof runRequest>[1]) =>
    runRequest(request, token, { controller, client, traces });
  controller.createRunProfile("Run", TestRunProfileKind.Run, run, true);
  const coverage = controller.createRunProfile("Coverage", TestRunProfileKind.Coverage, run, true);
  coverage.loadDetailedCoverage = async (_run, file) => detailsIn(file);

  const find = oneAtATime(
    () => findTests(controller, client),
    (problem) => client.error("The tests could not be found.", problem, false),
  );
  controller.refreshHandler = () => findTests(controller, client);
  const files = workspace.createFileSystemWatcher("**/{*.journey,trajet.json}");
  const runOne = async (uri: string, name: string): Promise<void> => {
    const item = controller.items.get(idOf(asUri(client, uri)))?.children.get(name);
    if (item === undefined) {
      window.showWarningMessage(`The test “${name}” is not found any more.`);
      return;
    }
    await commands.executeCommand("vscode.revealTestInExplorer", item);
    await run(new TestRunRequest([item], undefined), undefined);
  };
  subscriptions.push(
    controller,
    traces,
    files,
    files.onDidCreate(find),
    files.onDidDelete(find),
    files.onDidChange(find),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === "trajet") find();
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) find();
    }),
    commands.registerCommand("trajet.runTest", runOne),
    commands.registerCommand("trajet.showTrace", (item?: TestItem) => traces.show(item)),
  );
}

async function findTests(controller: TestController, client: BaseLanguageClient): Promise<void> {
  if (!client.isRunning()) return;
  const found = await client.sendRequest<readonly FoundTest[]>("trajet/tests", {});
  const byFile = Map.groupBy(found, ({ uri }) => idOf(asUri(client, uri)));
  for (const [id] of controller.items) if (!byFile.has(id)) controller.items.delete(id);
  for (const [id, own] of byFile) {
    const uri = Uri.parse(id);
    const file = controller.items.get(id) ?? fileItem(controller, id, uri);
    file.children.replace(own.map((test) => testItem(controller, file, test, uri)));
  }
}

const asUri = (client: BaseLanguageClient, uri: string): Uri => client.protocol2CodeConverter.asUri(uri);

/** As the editor writes it: the server tells the place of a file that is not open as Node does, which encodes less. */
const idOf = (uri: Uri): string => uri.toString();

function fileItem(controller: TestController, id: string, uri: Uri): TestItem {
  const item = controller.createTestItem(id, workspace.asRelativePath(uri), uri);
  controller.items.add(item);
  return item;
}

/** The item that is there keeps what it came to. It has no description: that would be read out instead of its name. */
function testItem(controller: TestController, file: TestItem, test: FoundTest, uri: Uri): TestItem {
  const item = file.children.get(test.name) ?? controller.createTestItem(test.name, test.name, uri);
  const { start, end } = test.range;
  item.range = new Range(start.line, start.character, end.line, end.character);
  return item;
}
