import type { RanFailure, RanTest, TestsRan } from "@trajet/lsp";
import {
  type CancellationToken,
  Location,
  type TestController,
  type TestItem,
  TestMessage,
  TestMessageStackFrame,
  type TestRun,
  TestRunProfileKind,
  type TestRunRequest,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { filesCovered } from "./coverage.ts";
import type { Traces } from "./traces.ts";

export interface Running {
  readonly controller: TestController;
  readonly client: BaseLanguageClient;
  readonly traces: Traces;
}

/** Runs what is asked for, file by file; between two files it can be stopped. */
export async function runRequest(
  request: TestRunRequest,
  token: CancellationToken | undefined,
  running: Running,
): Promise<void> {
  const run = running.controller.createTestRun(request);
  const files = wantedIn(request, running.controller);
  for (const item of files.flatMap(({ items }) => items)) run.enqueued(item);
  try {
    for (const { file, items } of files) {
      if (token?.isCancellationRequested === true) break;
      const answer = await runFile(file, items, run, running);
      if (answer === null || request.profile?.kind !== TestRunProfileKind.Coverage) continue;
      for (const covered of filesCovered(answer.coverage, running.client)) run.addCoverage(covered);
    }
  } finally {
    run.end();
  }
}

interface WantedFile {
  readonly file: TestItem;
  readonly items: readonly TestItem[];
}

/** The tests of a request by their files; a file stands for all of its tests. */
function wantedIn(
  { include, exclude = [] }: TestRunRequest,
  controller: TestController,
): readonly WantedFile[] {
  const roots = include ?? [...controller.items].map(([, item]) => item);
  const each = roots.flatMap((item) =>
    item.parent === undefined ? [...item.children].map(([, child]) => child) : [item],
  );
  const wanted = [...new Set(each)].filter(
    (item) => !exclude.includes(item) && !(item.parent !== undefined && exclude.includes(item.parent)),
  );
  return [...Map.groupBy(wanted, ({ parent }) => parent)].flatMap(([file, items]) =>
    file === undefined ? [] : [{ file, items }],
  );
}

async function runFile(
  file: TestItem,
  items: readonly TestItem[],
  run: TestRun,
  { client, traces }: Running,
): Promise<TestsRan | null> {
  for (const item of items) run.started(item);
  const answer = await client.sendRequest<TestsRan | null>("trajet/runTests", {
    textDocument: { uri: file.id },
    names: items.map(({ id }) => id),
  });
  if (answer === null) return null;
  for (const item of items) {
    const rows = answer.ran.filter(({ name }) => name === item.id);
    if (answer.leftOut.includes(item.id) || rows.length === 0) {
      run.errored(
        item,
        new TestMessage("It cannot run: something in it, or in what it names, is wrong. See Problems."),
      );
      continue;
    }
    traces.keep(item, rows);
    tell(item, rows, run, client);
  }
  for (const { uri, text } of answer.snapshots)
    await workspace.fs.writeFile(client.protocol2CodeConverter.asUri(uri), new TextEncoder().encode(text));
  return answer;
}

function tell(item: TestItem, rows: readonly RanTest[], run: TestRun, client: BaseLanguageClient): void {
  const duration = rows.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const messages = rows.flatMap(({ row, failures }) =>
    failures.map((failure) => messageOf(failure, row, client)),
  );
  for (const { row, failures } of rows) {
    const title = row === undefined ? item.label : `${item.label} (${row})`;
    for (const { timeline, message } of failures) {
      const lines = timeline.map(({ local, person, text }) => `  ${local}  ${person}: ${text}`);
      run.appendOutput(
        [title, ...lines, `  ${message}`, "", ""].join("\n").replaceAll("\n", "\r\n"),
        undefined,
        item,
      );
    }
  }
  if (messages.length === 0) run.passed(item, duration);
  else run.failed(item, messages, duration);
}

/** A letter at the line that is not met, with what was expected beside what came; what happened is its stack, latest first. */
function messageOf(failure: RanFailure, row: string | undefined, client: BaseLanguageClient): TestMessage {
  const { message, expected, actual, location, timeline } = failure;
  const text = row === undefined ? message : `${row}: ${message}`;
  const told =
    expected === undefined || actual === undefined
      ? new TestMessage(text)
      : TestMessage.diff(text, expected, actual);
  told.location = new Location(
    client.protocol2CodeConverter.asUri(location.uri),
    client.protocol2CodeConverter.asRange(location.range),
  );
  told.stackTrace = timeline.toReversed().map(({ local, text: happened, location: at }) => {
    const place = at && client.protocol2CodeConverter.asRange(at.range).start;
    return new TestMessageStackFrame(
      `${local}  ${happened}`,
      at && client.protocol2CodeConverter.asUri(at.uri),
      place,
    );
  });
  return told;
}
