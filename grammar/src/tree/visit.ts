import type { Act, Trigger } from "./acts.ts";
import type { GroupRef, Name, NodeBase, PeopleRef, TextLiteral } from "./base.ts";
import type {
  Declaration,
  Field,
  Group,
  LoyaltyItem,
  MessageItem,
  Parameter,
  StoreItem,
  Tags,
  Tier,
  WebhookItem,
} from "./declarations.ts";
import type { Expression, Measure, Pair, Period, Subject } from "./expressions.ts";
import type { SourceFile } from "./file.ts";
import type {
  Argument,
  Arm,
  Block,
  Change,
  IfBranch,
  MatchCase,
  Pattern,
  PointInTime,
  Schedule,
  Setting,
  SplitArm,
  Step,
} from "./journeys.ts";
import type { TestLine } from "./tests.ts";
import type { TypeNode } from "./types.ts";

/** Every part of a tree that has a `kind` and a span of its own. */
export type AnyNode =
  | SourceFile
  | Declaration
  | Field
  | Group
  | Tags
  | StoreItem
  | Parameter
  | TypeNode
  | MessageItem
  | WebhookItem
  | LoyaltyItem
  | Tier
  | Setting
  | Schedule
  | PointInTime
  | Block
  | Step
  | Argument
  | Arm
  | IfBranch
  | MatchCase
  | Pattern
  | SplitArm
  | Change
  | Trigger
  | Act
  | Subject
  | Expression
  | Pair
  | Measure
  | Period
  | Name
  | TextLiteral
  | GroupRef
  | PeopleRef
  | TestLine;

function isNode(value: object): value is AnyNode {
  return "kind" in value && "span" in value;
}

/** Collects the nodes in a value; what is no node itself (a list, the state of an `is`) is looked through. */
function collect(value: unknown, into: AnyNode[]): void {
  if (typeof value !== "object" || value === null) return;
  if (isNode(value)) into.push(value);
  else if (Array.isArray(value)) for (const part of value) collect(part, into);
  else for (const part of Object.values(value)) collect(part, into);
}

/** Calls `visit` for each child of a node, in the order of the text. */
export function visitChildren(node: AnyNode, visit: (child: AnyNode) => void): void {
  const children: AnyNode[] = [];
  const parts: object = node;
  for (const key in parts) {
    // Most of what a node holds is text, and its place.
    const part = (parts as Readonly<Record<string, unknown>>)[key];
    if (typeof part === "object" && key !== "span") collect(part, children);
  }
  if (!areInOrder(children)) children.sort((a: NodeBase, b: NodeBase) => a.span.start - b.span.start);
  for (const child of children) visit(child);
}

/**
 * Calls `visit` for a node and for each that stands in it, before those in that one. Beside each other they may come in
 * another order than in the text: who looks for nodes of a kind gets them with less work than by `visitChildren`.
 */
export function visitAll(node: AnyNode, visit: (node: AnyNode) => void): void {
  visitParts(node, visit);
}

function visitParts(value: object, visit: (node: AnyNode) => void): void {
  if (Array.isArray(value)) {
    for (const part of value) if (typeof part === "object" && part !== null) visitParts(part, visit);
    return;
  }
  if (isNode(value)) visit(value);
  const parts = value as Readonly<Record<string, unknown>>;
  for (const key in parts) {
    const part = parts[key];
    if (typeof part === "object" && part !== null && key !== "span") visitParts(part, visit);
  }
}

/** Nearly all are: the parts of a node are named as they come. */
function areInOrder(children: readonly NodeBase[]): boolean {
  let last = 0;
  for (const { span } of children) {
    if (span.start < last) return false;
    last = span.start;
  }
  return true;
}

/**
 * The nodes around an offset, outermost first. Where two nodes meet, the one that begins there is taken, so
 * that a cursor before a name is at the name; a cursor behind the last node of a line is still in it.
 */
export function findPath(tree: SourceFile, offset: number): readonly AnyNode[] {
  const path: AnyNode[] = [];
  let node: AnyNode | undefined = tree;
  while (node !== undefined) {
    path.push(node);
    let inside: AnyNode | undefined;
    visitChildren(node, (child) => {
      const { start, end } = child.span;
      if (start <= offset && (offset < end || (offset === end && inside === undefined))) inside = child;
    });
    node = inside;
  }
  return path;
}
