import type {
  CallHierarchyItem,
  CodeLensParams,
  Connection,
  HoverParams,
  InlayHintParams,
  SemanticTokensDeltaParams,
  SemanticTokensRangeParams,
  TextDocumentIdentifier,
} from "vscode-languageserver";
import { settled } from "../asked.ts";
import type { Editor } from "../editor.ts";
import { guarded, type Work } from "../guard.ts";
import type { Lifecycle } from "../lifecycle.ts";
import type { Live } from "../live/live.ts";
import { MessageType, ShowMessageNotification } from "../protocol.ts";
import type { TestEngine } from "../tests/engine.ts";
import type { Turns } from "../turns.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { pathOf } from "../workspace/uris.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from "./call-hierarchy.ts";
import { codeActions } from "./code-actions.ts";
import { codeLenses } from "./code-lenses.ts";
import { completion } from "./completion.ts";
import { completionResolve } from "./completion-resolve.ts";
import { definition } from "./definition.ts";
import { documentHighlight } from "./document-highlight.ts";
import { documentLinks } from "./document-links.ts";
import { documentSymbols } from "./document-symbols.ts";
import { type CommandPorts, commandOf, executeCommand } from "./execute-command.ts";
import { foldingRanges } from "./folding-ranges.ts";
import { formatting, onTypeFormatting, rangeFormatting, rangesFormatting } from "./formatting.ts";
import { hoverWithPeople } from "./hover-people.ts";
import { implementation } from "./implementation.ts";
import { inlayHints } from "./inlay-hints.ts";
import { linkedEditing } from "./linked-editing.ts";
import { MAP, map } from "./map.ts";
import { MAP_CHANGE, mapChange } from "./map-change.ts";
import { references } from "./references.ts";
import { prepareRename, rename } from "./rename.ts";
import { RUN_TESTS, runNamedTests } from "./run-tests.ts";
import { selectionRanges } from "./selection-ranges.ts";
import { semanticTokens } from "./semantic-tokens.ts";
import { createSentTokens } from "./semantic-tokens-delta.ts";
import { signatureHelp } from "./signature-help.ts";
import { TESTS, tests } from "./tests.ts";
import { programOf, programText } from "./text-document-content.ts";
import { typeDefinition } from "./type-definition.ts";
import { willRenameFiles } from "./will-rename-files.ts";
import { workspaceSymbols } from "./workspace-symbols.ts";

/** What the requests are answered from. */
export interface Serving {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly editor: Editor;
  readonly lifecycle: Lifecycle;
  readonly turns: Turns;
  readonly engine: TestEngine | undefined;
  readonly live: Live;
}

type OfDocument = { readonly textDocument: TextDocumentIdentifier };

/** Binds each request to its function, which sees one snapshot and nothing else. A file that is not ours has no answer. */
export function answerRequests(serving: Serving): void {
  answerOfDocuments(serving);
  answerOfWorkspace(serving);
  answerColours(serving);
}

/** What every request goes through. */
export function answering({ connection, lifecycle, turns }: Serving) {
  const log = (message: string): void => connection.console.error(message);
  return <P, S, R>({ name, take, answer }: Work<P, S, R>) => {
    const admitted = (params: P): S => {
      lifecycle.admit(name);
      return take(params);
    };
    return guarded({ name, take: admitted, answer }, log, turns.nextTurn);
  };
}

function answerOfDocuments(serving: Serving): void {
  const { connection, workspace, editor, live } = serving;
  const answer = answering(serving);
  const at = <P extends OfDocument, R>(
    name: string,
    request: (snapshot: Snapshot, params: P, editor: Editor) => R | Promise<R>,
  ) =>
    answer({
      name,
      take: (params: P) => workspace.snapshot(pathOf(params.textDocument.uri)),
      answer: (snapshot, params) => (snapshot === undefined ? null : request(snapshot, params, editor)),
    });

  connection.onCompletion(at("textDocument/completion", completion));
  connection.onHover(
    at("textDocument/hover", (snapshot, params: HoverParams) => hoverWithPeople(snapshot, params, live)),
  );
  connection.onSignatureHelp(at("textDocument/signatureHelp", signatureHelp));
  connection.onDeclaration(at("textDocument/declaration", definition));
  connection.onDefinition(at("textDocument/definition", definition));
  connection.onTypeDefinition(at("textDocument/typeDefinition", typeDefinition));
  connection.onImplementation(at("textDocument/implementation", implementation));
  connection.onReferences(at("textDocument/references", references));
  connection.onDocumentHighlight(at("textDocument/documentHighlight", documentHighlight));
  connection.onDocumentSymbol(at("textDocument/documentSymbol", documentSymbols));
  connection.onCodeAction(at("textDocument/codeAction", codeActions));
  connection.onCodeLens(
    at("textDocument/codeLens", (snapshot, params: CodeLensParams) =>
      codeLenses(snapshot, params, editor, live.journeys(snapshot.project.key)),
    ),
  );
  connection.onDocumentLinks(at("textDocument/documentLink", documentLinks));
  connection.onDocumentFormatting(at("textDocument/formatting", formatting));
  connection.onDocumentRangeFormatting(at("textDocument/rangeFormatting", rangeFormatting));
  connection.onDocumentRangesFormatting(at("textDocument/rangesFormatting", rangesFormatting));
  connection.onDocumentOnTypeFormatting(at("textDocument/onTypeFormatting", onTypeFormatting));
  connection.onPrepareRename(at("textDocument/prepareRename", prepareRename));
  connection.onRenameRequest(at("textDocument/rename", rename));
  connection.onFoldingRanges(at("textDocument/foldingRange", foldingRanges));
  connection.onSelectionRanges(at("textDocument/selectionRange", selectionRanges));
  connection.onRequest(MAP, at(MAP.method, map));
  connection.onRequest(MAP_CHANGE, at(MAP_CHANGE.method, mapChange));
  connection.languages.onLinkedEditingRange(at("textDocument/linkedEditingRange", linkedEditing));
  connection.languages.inlayHint.on(
    at("textDocument/inlayHint", (snapshot, params: InlayHintParams) =>
      inlayHints(snapshot, params, live.journeys(snapshot.project.key)),
    ),
  );
  connection.languages.callHierarchy.onPrepare(at("textDocument/prepareCallHierarchy", prepareCallHierarchy));
}

function answerOfWorkspace(serving: Serving): void {
  const { connection, workspace, engine } = serving;
  const answer = answering(serving);
  const ports: CommandPorts = {
    engine,
    tell: ({ passed, text }) =>
      settled(
        connection,
        connection.sendNotification(ShowMessageNotification.type, {
          type: passed ? MessageType.Info : MessageType.Error,
          message: text,
        }),
      ),
  };
  const all = (): readonly ProjectSnapshot[] => workspace.keys().map(workspace.project);
  const ofItem = <R>(name: string, request: (project: ProjectSnapshot, item: CallHierarchyItem) => R) =>
    answer({
      name,
      take: ({ item }: { readonly item: CallHierarchyItem }) => workspace.snapshot(pathOf(item.uri)),
      answer: (snapshot, { item }) => (snapshot === undefined ? null : request(snapshot.project, item)),
    });

  connection.onCompletionResolve(
    answer({ name: "completionItem/resolve", take: completionResolve, answer: (item) => item }),
  );
  connection.onRequest(TESTS, answer({ name: TESTS.method, take: all, answer: tests }));
  connection.onRequest(
    RUN_TESTS,
    answer({
      name: RUN_TESTS.method,
      take: ({ textDocument }) => workspace.snapshot(pathOf(textDocument.uri)),
      answer: async (snapshot, params) =>
        snapshot === undefined ? null : await runNamedTests(snapshot, params, engine),
    }),
  );
  connection.onWorkspaceSymbol(answer({ name: "workspace/symbol", take: all, answer: workspaceSymbols }));
  connection.languages.callHierarchy.onIncomingCalls(ofItem("callHierarchy/incomingCalls", incomingCalls));
  connection.languages.callHierarchy.onOutgoingCalls(ofItem("callHierarchy/outgoingCalls", outgoingCalls));
  connection.workspace.onWillRenameFiles(
    answer({
      name: "workspace/willRenameFiles",
      take: all,
      answer: (projects, { files }) =>
        willRenameFiles(
          projects,
          files.map(({ oldUri, newUri }) => ({ from: pathOf(oldUri), to: pathOf(newUri) })),
        ),
    }),
  );
  connection.onExecuteCommand(
    answer({
      name: "workspace/executeCommand",
      take: (params) => {
        const command = commandOf(params);
        return { ...command, snapshot: workspace.snapshot(pathOf(command.argument.uri)) };
      },
      answer: async ({ snapshot, name, argument }) =>
        snapshot === undefined ? null : await executeCommand(snapshot, name, argument, ports),
    }),
  );
  connection.workspace.textDocumentContent.on(
    answer({
      name: "workspace/textDocumentContent",
      take: ({ uri }) => {
        const program = programOf(uri);
        const snapshot = program && workspace.snapshot(pathOf(program.fileUri));
        return program && snapshot && { project: snapshot.project, journey: program.journey };
      },
      answer: (found) => (found === undefined ? null : programText(found.project, found.journey)),
    }),
  );
}

function answerColours(serving: Serving): void {
  const { connection, workspace } = serving;
  const answer = answering(serving);
  const sent = createSentTokens();
  const take = ({ textDocument }: OfDocument): Snapshot | undefined =>
    workspace.snapshot(pathOf(textDocument.uri));
  const { semanticTokens: colours } = connection.languages;
  const empty = { data: [] };
  colours.on(
    answer({
      name: "textDocument/semanticTokens/full",
      take,
      answer: (snapshot) =>
        snapshot === undefined ? empty : sent.full(snapshot.file.uri, semanticTokens(snapshot)),
    }),
  );
  colours.onDelta(
    answer({
      name: "textDocument/semanticTokens/full/delta",
      take,
      answer: (snapshot, { previousResultId }: SemanticTokensDeltaParams) =>
        snapshot === undefined
          ? empty
          : sent.delta(snapshot.file.uri, semanticTokens(snapshot), previousResultId),
    }),
  );
  colours.onRange(
    answer({
      name: "textDocument/semanticTokens/range",
      take,
      answer: (snapshot, { range }: SemanticTokensRangeParams) =>
        snapshot === undefined ? empty : { data: semanticTokens(snapshot, range) },
    }),
  );
}
