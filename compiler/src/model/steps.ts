import type { Block, Step } from "@trajet/grammar";
import type { Symbols } from "./symbols.ts";

const CONTROLS = [
  "Delay",
  "Wait",
  "If",
  "Match",
  "Split",
  "Repeat",
  "Break",
  "Remember",
  "Milestone",
  "Exit",
] as const satisfies readonly Step["kind"][];

/** A step that decides where a run goes and when. */
export type Control = Extract<Step, { kind: (typeof CONTROLS)[number] }>;
/** A step that does something: to the contact, to the outside, or to other journeys. */
export type Action = Exclude<Step, Control>;

export function isControl(step: Step): step is Control {
  return CONTROLS.some((kind) => kind === step.kind);
}

/** The blocks of a step in the order of the text. */
export function blocksOf(step: Step): readonly Block[] {
  const own = ownBlocks(step);
  // Most steps have none.
  if (step.otherwise === undefined && own.length === 0) return NO_BLOCKS;
  const blocks: Block[] = [];
  for (const block of own) if (block !== undefined) blocks.push(block);
  if (step.otherwise !== undefined) blocks.push(step.otherwise);
  return blocks;
}

function ownBlocks(step: Step): readonly (Block | undefined)[] {
  switch (step.kind) {
    case "If":
      return [...step.branches.map((branch) => branch.body), step.else];
    case "Match":
      return [...step.cases.map((one) => one.body), step.else];
    case "Split":
    case "Wait":
      return (step.arms ?? []).map((arm) => arm.body);
    case "Repeat":
      return [step.body];
    default:
      return NO_BLOCKS;
  }
}

const NO_BLOCKS: readonly Block[] = [];

/** All steps that are written here, those of the blocks included, in the order of the text. */
export function ownSteps(steps: readonly Step[]): readonly Step[] {
  const found: Step[] = [];
  collect(steps, undefined, NOT_INSIDE, found);
  return found;
}

/**
 * All steps, those of the blocks and those of the fragments that they run included: of a fragment that is run twice, twice. One
 * that runs itself, which is an error, is looked into once.
 */
export function allSteps(steps: readonly Step[], symbols: Symbols): readonly Step[] {
  const found: Step[] = [];
  collect(steps, symbols, NOT_INSIDE, found);
  return found;
}

const NOT_INSIDE: ReadonlySet<string> = new Set();

/** Without `symbols` fragments are not looked into; `inside` are those around. */
function collect(
  steps: readonly Step[],
  symbols: Symbols | undefined,
  inside: ReadonlySet<string>,
  into: Step[],
): void {
  for (const step of steps) {
    into.push(step);
    for (const block of blocksOf(step)) collect(block.steps, symbols, inside, into);
    if (symbols === undefined || step.kind !== "Run" || step.fragment === undefined) continue;
    const name = step.fragment.text;
    if (inside.has(name)) continue;
    const body = symbols.fragments.get(name)?.body;
    if (body !== undefined) collect(body.steps, symbols, new Set([...inside, name]), into);
  }
}
