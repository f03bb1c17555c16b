import type { AnyNode, BinaryExpression, SourceFile, Trigger } from "../tree/index.ts";

/** Operands, or triggers, in a row: where one of them has a line of its own, each has. */
export interface Chain {
  readonly start: number;
  readonly end: number;
  /** Where the words and signs between them stand, those before which a line may end. */
  readonly breaks: ReadonlySet<number>;
}

const LEVELS: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ["+", 3],
  ["-", 3],
  ["*", 4],
  ["/", 4],
]);

/** What the formatter takes from a tree. Sets and maps are by offsets. */
export interface Marks {
  readonly declarations: ReadonlySet<number>;
  /** Signs that belong to the number behind them. */
  readonly unary: ReadonlySet<number>;
  /** Lines of a test that set or move the clock: what happens then stands close behind. */
  readonly clocks: ReadonlySet<number>;
  /** Names: no line ends before one, as a keyword there would begin a statement. */
  readonly names: ReadonlySet<number>;
  /** Where the filter of a trigger or a schedule begins, behind its `where`, and where it ends. */
  readonly filters: ReadonlyMap<number, number>;
  /** By where they begin, the longest first. */
  readonly chains: ReadonlyMap<number, readonly Chain[]>;
}

export function marksOf(tree: SourceFile): Marks {
  const unary = new Set<number>();
  const clocks = new Set<number>();
  const names = new Set<number>();
  const filters = new Map<number, number>();
  const chains = new Map<number, Chain[]>();
  const add = (chain: Chain): void => {
    const others = chains.get(chain.start);
    if (others === undefined) chains.set(chain.start, [chain]);
    else others.push(chain);
  };
  const visit = (node: AnyNode): void => {
    if (node.kind === "Binary") {
      visitChain(node, add, visit);
      return;
    }
    if (node.kind === "Name") names.add(node.span.start);
    else if (node.kind === "On" || node.kind === "After") clocks.add(node.span.start);
    else if (isNegative(node)) unary.add(node.span.start);
    else if (node.kind === "Trigger" || node.kind === "Schedule" || node.kind === "Segment") {
      // A segment is known by its condition: a row of them begins on its line.
      const row = node.kind === "Segment" && node.where?.kind === "Binary";
      if (node.where !== undefined && !row) filters.set(node.where.span.start, node.where.span.end);
    } else if ((node.kind === "Arm" || node.kind === "Goal") && node.triggers.length > 1)
      add(chainOfTriggers(node.triggers));
    visitParts(node, visit);
  };
  visit(tree);
  for (const each of chains.values()) each.sort((a, b) => b.end - a.end);
  const declarations = new Set(tree.declarations.map(({ span }) => span.start));
  return { declarations, unary, clocks, names, filters, chains };
}

/** Visits the nodes in a node, in whatever order. */
function visitParts(value: object, visit: (node: AnyNode) => void): void {
  if (Array.isArray(value)) {
    for (const part of value) visitPart(part, visit);
    return;
  }
  const parts = value as Readonly<Record<string, unknown>>;
  for (const key in parts) if (key !== "span") visitPart(parts[key], visit);
}

function visitPart(part: unknown, visit: (node: AnyNode) => void): void {
  if (typeof part !== "object" || part === null) return;
  if ("kind" in part && "span" in part) visit(part as AnyNode);
  else visitParts(part, visit);
}

function isNegative(node: AnyNode): boolean {
  if (node.kind === "Number") return node.text.startsWith("-");
  if (node.kind === "Money") return node.amount.startsWith("-");
  return (node.kind === "Duration" || node.kind === "Ago") && node.parts[0]?.amount.startsWith("-") === true;
}

/** `a and b and c` is one chain; what stands between its operators is visited. */
function visitChain(
  whole: BinaryExpression,
  add: (chain: Chain) => void,
  visit: (node: AnyNode) => void,
): void {
  const level = LEVELS.get(whole.operator);
  const breaks = new Set<number>();
  let left: AnyNode = whole;
  while (left.kind === "Binary" && LEVELS.get(left.operator) === level) {
    breaks.add(left.operatorSpan.start);
    visit(left.right);
    left = left.left;
    if (level === undefined) break;
  }
  visit(left);
  if (level !== undefined) add({ start: whole.span.start, end: whole.span.end, breaks });
}

/** `when … or when …`: a line may end before each `or`. */
function chainOfTriggers(triggers: readonly Trigger[]): Chain {
  const [first, last] = [triggers[0], triggers.at(-1)];
  return { start: first?.span.start ?? 0, end: last?.span.end ?? 0, breaks: new Set() };
}
