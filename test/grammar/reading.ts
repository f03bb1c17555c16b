import { type Declaration, type ParseResult, parse } from "@trajet/grammar";
import { printTree } from "./print-tree.ts";

/** Reads a text that has to be without mistakes. */
export function parseClean(text: string): ParseResult {
  const result = parse(text);
  if (result.problems.length > 0) throw new Error(`${text}\n${JSON.stringify(result.problems, null, 2)}`);
  return result;
}

function only<K extends Declaration["kind"]>(text: string, kind: K): Extract<Declaration, { kind: K }> {
  const [declaration] = parseClean(text).tree.declarations;
  if (declaration?.kind !== kind) throw new Error(`${text}\nis no ${kind}`);
  return declaration as Extract<Declaration, { kind: K }>;
}

const lines = (nodes: readonly unknown[]): string => nodes.map(printTree).join("\n");

export const conditionOf = (text: string): string =>
  printTree(only(`segment S for N where ${text}`, "Segment").where);
export const stepsOf = (text: string): string =>
  lines(only(`fragment F for N { ${text} }`, "Fragment").body?.steps ?? []);
export const settingsOf = (text: string): string =>
  lines(only(`journey J for N { ${text} }`, "Journey").settings);
export const testLinesOf = (text: string): string => lines(only(`test "t" for J { ${text} }`, "Test").lines);
export const declarationsOf = (text: string): string => lines(parseClean(text).tree.declarations);
