import fc from "fast-check";

/** A step of a random journey: what an id is made of, and blocks. Its other texts come from a salt when it is written. */
export interface RandomStep {
  /** Tells it from all others of its journey, whatever happens to them. */
  readonly uid: number;
  readonly labelled: boolean;
  readonly form: (typeof FORMS)[number];
  readonly operand: (typeof OPERANDS)[number] | "fresh";
  readonly blocks: readonly (readonly RandomStep[])[];
}

const FORMS = [
  "tag",
  "untag",
  "milestone",
  "delay",
  "send",
  "if",
  "split",
  "wait",
  "repeat",
  "match",
] as const;
const OPERANDS = ["red", "green"] as const;

/** How many blocks a step of a form has. */
const BLOCKS: Partial<Readonly<Record<RandomStep["form"], number>>> = {
  send: 1,
  if: 2,
  split: 2,
  wait: 2,
  repeat: 1,
  match: 2,
};

type Shape = Omit<RandomStep, "uid" | "blocks"> & { readonly blocks: readonly (readonly Shape[])[] };

/** A row of steps, whose blocks are so deep at the most. */
function rowOf(depth: number): fc.Arbitrary<readonly Shape[]> {
  const block = depth === 0 ? fc.constant<readonly Shape[]>([]) : rowOf(depth - 1);
  const step = fc
    .record({
      labelled: fc.boolean(),
      form: fc.constantFrom(...FORMS),
      operand: fc.constantFrom(...OPERANDS),
      blocks: fc.tuple(block, block),
    })
    .map((shape): Shape => ({ ...shape, blocks: shape.blocks.slice(0, BLOCKS[shape.form] ?? 0) }));
  return fc.array(step, { maxLength: 4 });
}

/** The steps of a random journey. */
export const randomSteps: fc.Arbitrary<readonly RandomStep[]> = rowOf(2).map((shapes) => {
  let count = 0;
  const numbered = (shape: Shape): RandomStep => ({
    uid: count++,
    ...shape,
    blocks: shape.blocks.map((block) => block.map(numbered)),
  });
  return shapes.map(numbered);
});

/** A leaf whose like is nowhere else. */
export const FRESH: RandomStep = { uid: -1, labelled: false, form: "tag", operand: "fresh", blocks: [] };

/** All steps in the order of the text. */
export function flat(steps: readonly RandomStep[]): readonly RandomStep[] {
  return steps.flatMap((step) => [step, ...step.blocks.flatMap(flat)]);
}

/** What is equal of equals; `undefined` for a step that a label tells from all others. */
export function likeness({ labelled, form, operand }: RandomStep): string | undefined {
  if (labelled) return undefined;
  return form === "tag" || form === "untag" || form === "milestone" || form === "send"
    ? `${form} ${operand}`
    : form;
}

/** The journey's text. Durations, conditions, shares, names of arms, arguments and white space follow the salt. */
export function written(steps: readonly RandomStep[], salt: number): string {
  return steps.map((step) => stepText(step, salt)).join(salt % 2 === 0 ? "\n" : "  /* . */\n\n");
}

function stepText(step: RandomStep, salt: number): string {
  const [first = "", second = ""] = step.blocks.map((block) => `{ ${written(block, salt)} }`);
  const number = ((step.uid + 2) * (salt + 3)) % 50;
  const label = step.labelled ? `label_${step.uid + 1}: ` : "";
  return label + formText(step, number + 1, first, second);
}

function formText({ form, operand }: RandomStep, number: number, first: string, second: string): string {
  switch (form) {
    case "tag":
    case "untag":
    case "milestone":
      return `${form} "${operand}"`;
    case "delay":
      return `delay ${number} ${number % 2 === 0 ? "days" : "hours"}`;
    case "send":
      return `send email ${operand}(topic: "no. ${number}") otherwise ${first}`;
    case "if":
      return `if contact.points > ${number} ${first} else ${second}`;
    case "split":
      return `split { ${number}% "arm ${number}" ${first} ${100 - number}% "rest" ${second} }`;
    case "wait":
      return `wait up to ${number} days { when contact gets tag "no. ${number}" ${first} otherwise ${second} }`;
    case "repeat":
      return `repeat up to ${number} times ${first}`;
    case "match":
      return `match contact.points { < ${number} ${first} else ${second} }`;
    default:
      return form satisfies never;
  }
}
