import type { RanTest } from "@trajet/lsp";
import { type Disposable, EventEmitter, type TestItem, Uri, window, workspace } from "vscode";

const SCHEME = "trajet-trace";

/** What happened in the last run of each test, to be read. */
export interface Traces extends Disposable {
  readonly keep: (item: TestItem, rows: readonly RanTest[]) => void;
  readonly show: (item: TestItem | undefined) => Promise<void>;
}

export function createTraces(): Traces {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
  });
  return {
    keep: (item, rows) => {
      const uri = uriOf(item);
      texts.set(uri.toString(), rows.map((row) => textOf(item, row)).join("\n"));
      changed.fire(uri);
    },
    show: async (item) => {
      if (item === undefined || !texts.has(uriOf(item).toString())) {
        window.showInformationMessage("Run the test first: its trace is that of its last run.");
        return;
      }
      await window.showTextDocument(await workspace.openTextDocument(uriOf(item)));
    },
    dispose: () => {
      provider.dispose();
      changed.dispose();
    },
  };
}

const uriOf = ({ label, uri }: TestItem): Uri =>
  Uri.from({ scheme: SCHEME, path: `${label.replaceAll("/", "∕")}.trace`, query: uri?.toString() ?? "" });

/** A line for each entry: when, who, what, and what is known of it. */
function textOf({ label }: TestItem, { row, trace, failures }: RanTest): string {
  const lines = trace.map(({ at, kind, contact, journey, run: _, ...more }) => {
    const known = Object.entries(more).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
    return [at, String(contact), String(journey), String(kind).padEnd(10), ...known].join("  ");
  });
  const title = row === undefined ? label : `${label} (${row})`;
  const end =
    failures.length === 0 ? "passed" : failures.map(({ message }) => `failed: ${message}`).join("\n");
  return `${[title, ...lines, end].join("\n")}\n`;
}
