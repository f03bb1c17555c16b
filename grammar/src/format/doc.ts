/**
 * A text with the places where its lines may end (after Wadler, “A prettier printer”). A group is printed on one line
 * if it fits; else each of its own lines ends, and the groups in it are asked in turn.
 */
export type Doc = Text | Line | Group;

interface Text {
  readonly kind: "text";
  readonly text: string;
  /** A comment at the end of a line: it counts for no width. */
  readonly behind?: true;
}

/** A line break where its group is broken, else the text `flat`. A hard one breaks all groups around it. */
export interface Line {
  readonly kind: "line";
  /** How far the next line is indented, in levels. */
  readonly level: number;
  readonly flat: string;
  /** How many line breaks: a hard line has one or two. */
  readonly hard?: 1 | 2;
}

export interface Group {
  readonly kind: "group";
  readonly parts: Doc[];
  broken: boolean;
}

/** The longest line that can be helped. */
export const LINE_WIDTH = 100;
const INDENT = "  ";

export const text = (of: string): Doc => ({ kind: "text", text: of });
export const behind = (of: string): Doc => ({ kind: "text", text: of, behind: true });
export const line = (level: number, flat: string): Line => ({ kind: "line", level, flat });
export const hard = (level: number, breaks: number): Line => ({
  kind: "line",
  level,
  flat: "",
  hard: breaks > 1 ? 2 : 1,
});
export const group = (parts: Doc[], broken = false): Group => ({ kind: "group", parts, broken });

/** Breaks each group that has a hard line, or a text of several lines, in it. */
export function settle(doc: Doc): boolean {
  switch (doc.kind) {
    case "text":
      return doc.behind !== true && doc.text.includes("\n");
    case "line":
      return doc.hard !== undefined;
    case "group":
      for (const part of doc.parts) if (settle(part)) doc.broken = true;
      return doc.broken;
    default:
      return doc satisfies never;
  }
}

interface Command {
  readonly doc: Doc;
  readonly broken: boolean;
}

/** Prints a settled document. Lines end with a line feed, the last one too. */
export function print(doc: Doc): string {
  const out: string[] = [];
  const rest: Command[] = [{ doc, broken: true }];
  let column = 0;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { doc: part, broken } = next;
    if (part.kind === "text") {
      out.push(part.text);
      column = columnAfter(part.text, column);
    } else if (part.kind === "line") {
      if (!broken && part.hard === undefined) {
        out.push(part.flat);
        column += part.flat.length;
      } else {
        const indent = INDENT.repeat(part.level);
        out.push(part.hard === 2 ? "\n\n" : "\n", indent);
        column = indent.length;
      }
    } else {
      const breaks = broken && (part.broken || !fits(part, rest, LINE_WIDTH - column));
      for (let at = part.parts.length - 1; at >= 0; at--) {
        const inside = part.parts[at];
        if (inside !== undefined) rest.push({ doc: inside, broken: breaks });
      }
    }
  }
  return out.length === 0 ? "" : `${out.join("")}\n`;
}

function columnAfter(printed: string, column: number): number {
  const newline = printed.lastIndexOf("\n");
  return newline === -1 ? column + printed.length : printed.length - newline - 1;
}

/** Whether a group fits on one line, with what stands behind it up to where the line may end. */
function fits(doc: Group, behindIt: readonly Command[], width: number): boolean {
  const stack: Command[] = [{ doc, broken: false }];
  let left = width;
  let next = behindIt.length;
  while (left >= 0) {
    const command = stack.pop() ?? behindIt[--next];
    if (command === undefined) return true;
    const { doc: part, broken } = command;
    if (part.kind === "text") {
      if (part.behind === true) continue;
      const newline = part.text.indexOf("\n");
      if (newline !== -1) return newline <= left;
      left -= part.text.length;
    } else if (part.kind === "line") {
      if (broken || part.hard !== undefined) return true;
      left -= part.flat.length;
    } else {
      for (let at = part.parts.length - 1; at >= 0; at--) {
        const inside = part.parts[at];
        if (inside !== undefined) stack.push({ doc: inside, broken: broken || part.broken });
      }
    }
  }
  return false;
}
