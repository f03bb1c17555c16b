import { lex } from "@trajet/grammar";
import type { FoldingRange, FoldingRangeParams } from "vscode-languageserver";
import { FoldingRangeKind } from "../protocol.ts";
import type { Snapshot, SnapshotFile } from "../workspace/snapshot.ts";

/** What can be folded: blocks in braces, texts of several lines, comments that stand together. */
export function foldingRanges({ file }: Snapshot, _params: FoldingRangeParams): FoldingRange[] {
  if (!file.path.endsWith(".journey")) return [];
  const { tokens, comments } = lex(file.document.getText());
  return [...braces(tokens, file), ...texts(tokens, file), ...commentGroups(comments, file)].sort(
    (a, b) => a.startLine - b.startLine,
  );
}

type Tokens = readonly ReturnType<typeof lex>["comments"][number][];

/** The line of the closing brace stays in sight. */
function braces(tokens: Tokens, file: SnapshotFile): FoldingRange[] {
  const open: number[] = [];
  return tokens.flatMap(({ image, startOffset }) => {
    if (image === "{") open.push(startOffset);
    if (image !== "}") return [];
    const start = open.pop();
    if (start === undefined) return [];
    const [startLine, endLine] = [lineOf(file, start), lineOf(file, startOffset) - 1];
    return endLine > startLine ? [{ startLine, endLine }] : [];
  });
}

function texts(tokens: Tokens, file: SnapshotFile): FoldingRange[] {
  return tokens.flatMap(({ image, startOffset }) => {
    if (!image.startsWith('"""')) return [];
    const [startLine, endLine] = [lineOf(file, startOffset), lineOf(file, startOffset + image.length)];
    return endLine > startLine ? [{ startLine, endLine }] : [];
  });
}

/** Lines of comments one below the other are one. */
function commentGroups(comments: Tokens, file: SnapshotFile): FoldingRange[] {
  const groups: { startLine: number; endLine: number }[] = [];
  for (const { image, startOffset } of comments) {
    const startLine = lineOf(file, startOffset);
    const endLine = lineOf(file, startOffset + image.length);
    const last = groups.at(-1);
    if (last !== undefined && startLine <= last.endLine + 1) last.endLine = endLine;
    else groups.push({ startLine, endLine });
  }
  return groups
    .filter(({ startLine, endLine }) => endLine > startLine)
    .map((group) => ({ ...group, kind: FoldingRangeKind.Comment }));
}

const lineOf = (file: SnapshotFile, offset: number): number => file.document.positionAt(offset).line;
