import type { WorkspaceDocumentDiagnosticReport } from "vscode-languageserver";
import { settled } from "../asked.ts";
import { stackOf } from "../guard.ts";
import { DocumentDiagnosticReportKind } from "../protocol.ts";
import { answering, type Serving } from "../requests/answers.ts";
import { nextTurn } from "../turns.ts";
import { pathOf } from "../workspace/uris.ts";
import { createProgress } from "./progress.ts";
import { createReporter, type FileReport, type Reporter } from "./reporter.ts";

/** A reporter whose world outside is the editor at the other end of a connection. */
export function reporterFor({ connection, workspace, editor, turns }: Serving): Reporter {
  return createReporter(workspace, editor.pulls, {
    publish: (uri, version, diagnostics) =>
      settled(
        connection,
        connection.sendDiagnostics({ uri, ...(version !== undefined && { version }), diagnostics }),
      ),
    refresh: editor.refreshes.diagnostics
      ? () => settled(connection, connection.languages.diagnostics.refresh())
      : undefined,
    later: turns.whenQuiet,
    nextTurn,
    progress: createProgress(connection, editor.progress),
    failed: (what, problem) => connection.console.error(`${what} failed: ${stackOf(problem)}`),
  });
}

/** Answers editors that ask for diagnostics themselves, of one file or of all. */
export function answerPulls(serving: Serving, reporter: Reporter): void {
  const { connection } = serving;
  const answer = answering(serving);
  connection.languages.diagnostics.on(
    answer({
      name: "textDocument/diagnostic",
      take: ({ textDocument }) => pathOf(textDocument.uri),
      answer: (path, { previousResultId }) => {
        const report = reporter.pull(path, previousResultId);
        return report.kind === "full"
          ? { ...report, kind: DocumentDiagnosticReportKind.Full }
          : { ...report, kind: DocumentDiagnosticReportKind.Unchanged };
      },
    }),
  );
  connection.languages.diagnostics.onWorkspace(
    answer({
      name: "workspace/diagnostic",
      take: ({ previousResultIds }) => new Map(previousResultIds.map(({ uri, value }) => [uri, value])),
      answer: (previous) => ({ items: reporter.pullAll(previous).map(asProtocol) }),
    }),
  );
}

function asProtocol(report: FileReport): WorkspaceDocumentDiagnosticReport {
  return report.kind === "full"
    ? { ...report, kind: DocumentDiagnosticReportKind.Full }
    : { ...report, kind: DocumentDiagnosticReportKind.Unchanged };
}
