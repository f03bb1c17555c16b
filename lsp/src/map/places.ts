import type { FlowEdge, FlowGraph, FlowNode, ModelFile } from "@trajet/compiler";
import type { Block, Fragment, Journey, Step } from "@trajet/grammar";
import { extentOf, indentAt } from "./step-text.ts";

/** Where a step can be put into a text: what is replaced, and what is written for the lines of the step. */
export interface Place {
  readonly in: Journey | Fragment;
  readonly span: { readonly start: number; readonly end: number };
  readonly write: (lines: readonly string[]) => string;
}

type FileOf = (declaration: Journey | Fragment) => ModelFile;

/** Where a step that only those meet who go this way is written; `undefined` where no text can say so. */
export function placeOnEdge(graph: FlowGraph, edge: FlowEdge, fileOf: FileOf): Place | undefined {
  const from = graph.nodes.find(({ id }) => id === edge.from);
  if (from === undefined) return undefined;
  const { text } = fileOf(from.in);
  const place = (found: Omit<Place, "in"> | undefined): Place | undefined =>
    found && { in: from.in, ...found };
  if (from.kind === "start") return place(atBeginning(from.in, text));
  const { step } = from;
  if (step === undefined) return undefined;
  const { through } = edge;
  switch (through) {
    case undefined:
      return place(behind(step, text));
    case "nothing":
      return undefined;
    case "else":
      return place(newElse(step, text));
    case "otherwise":
      return place(newOtherwise(step, text));
    default:
      return place(inBlock(through, text));
  }
}

/** Where a step that all who come to a node meet before it is written. */
export function placeBefore({ kind, step, in: declaration }: FlowNode, fileOf: FileOf): Place | undefined {
  const { text } = fileOf(declaration);
  const found =
    step !== undefined ? before(step, text) : kind === "end" ? atEnd(declaration, text) : undefined;
  return found && { in: declaration, ...found };
}

function before(step: Step, text: string): Omit<Place, "in"> {
  const { start } = extentOf(text, step);
  const indent = indentAt(text, start);
  return { span: { start, end: start }, write: (lines) => `${below(lines, indent)}\n${indent}` };
}

function behind(step: Step, text: string): Omit<Place, "in"> {
  const { end } = extentOf(text, step);
  const indent = indentAt(text, step.span.start);
  // What goes on in the line goes on in one of its own.
  const rest = /^[ \t]*[^\s}]/.test(text.slice(end)) ? `\n${indent}` : "";
  return { span: { start: end, end }, write: (lines) => `\n${indent}${below(lines, indent)}${rest}` };
}

function inBlock({ steps, span, closed }: Block, text: string): Omit<Place, "in"> | undefined {
  if (steps[0] !== undefined) return before(steps[0], text);
  return closed ? beforeBrace(text, span.end - 1, indentAt(text, span.start)) : undefined;
}

function atBeginning(declaration: Journey | Fragment, text: string): Omit<Place, "in"> | undefined {
  const [first] = stepsOf(declaration);
  return first === undefined ? atEnd(declaration, text) : before(first, text);
}

function atEnd(declaration: Journey | Fragment, text: string): Omit<Place, "in"> | undefined {
  const last = stepsOf(declaration).at(-1);
  if (last !== undefined) return behind(last, text);
  const place = beforeBrace(text, declaration.span.end - 1, indentAt(text, declaration.span.start));
  if (place === undefined || declaration.kind === "Fragment") return place;
  // The steps stand apart from what is said of the journey.
  return { ...place, write: (lines) => `\n${place.write(lines)}` };
}

const stepsOf = (declaration: Journey | Fragment): readonly Step[] =>
  declaration.kind === "Journey" ? declaration.steps : (declaration.body?.steps ?? []);

/** As the last thing in braces, in place of the blanks there. */
function beforeBrace(text: string, brace: number, indent: string): Omit<Place, "in"> | undefined {
  if (text[brace] !== "}") return undefined;
  const start = text.slice(0, brace).trimEnd().length;
  const inner = `${indent}  `;
  return {
    span: { start, end: brace },
    write: (lines) => `\n${inner}${below(lines, inner)}\n${indent}`,
  };
}

function newElse({ span }: Step, text: string): Omit<Place, "in"> | undefined {
  if (text[span.end - 1] !== "}") return undefined;
  const indent = indentAt(text, span.start);
  return {
    span: { start: span.end, end: span.end },
    write: (lines) => ` else {\n${indent}  ${below(lines, `${indent}  `)}\n${indent}}`,
  };
}

/** The last arm of a `wait`. */
function newOtherwise({ span }: Step, text: string): Omit<Place, "in"> | undefined {
  const arms = beforeBrace(text, span.end - 1, indentAt(text, span.start));
  return (
    arms && {
      ...arms,
      write: (lines) => arms.write(["otherwise {", ...lines.map((line) => `  ${line}`), "}"]),
    }
  );
}

const below = (lines: readonly string[], indent: string): string => lines.join(`\n${indent}`);
