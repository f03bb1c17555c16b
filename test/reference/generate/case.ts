import type { Millis } from "../calendar.ts";

/** What a seed stands for: journeys, people, and what happens to them. It is data, so that it can be made smaller. */
export interface Case {
  readonly project: MadeProject;
  readonly people: readonly MadePerson[];
  /** In the order in which it is heard of. */
  readonly told: readonly Told[];
  /** How the providers answer: a call takes one of them by what it is. */
  readonly answers: readonly MadeAnswer[];
  /** Every so manieth attempt at a run dies, and is made again; 0 for none. */
  readonly crashEvery: number;
}

export interface MadeProject {
  readonly zone: string;
  /** When the journeys are activated. */
  readonly from: Millis;
  readonly journeys: readonly MadeJourney[];
}

export type MadeAnswer = "done" | "refused" | "not sent" | "unknown";

export interface MadePerson {
  readonly id: string;
  readonly fields: { readonly [name: string]: unknown };
}

export interface MadeJourney {
  readonly name: string;
  readonly settings: readonly string[];
  readonly steps: readonly MadeStep[];
}

/** `label: open head { steps } head { steps } close` */
export interface MadeStep {
  readonly label: string;
  readonly open: string;
  readonly blocks: readonly { readonly head: string; readonly steps: readonly MadeStep[] }[];
  readonly close: string;
}

/** `after` what was told before it. `late`: so long ago it happened; negative is in the future. */
export interface Told {
  readonly after: Millis;
  readonly late: Millis;
  readonly contact: string;
  readonly what: What;
}

export type What =
  | { readonly kind: "signs up" }
  | { readonly kind: "changes"; readonly fields: { readonly [name: string]: unknown } }
  | { readonly kind: "tag" | "untag"; readonly tag: string }
  | { readonly kind: "join" | "leave group"; readonly group: string }
  | { readonly kind: "buys"; readonly id: string; readonly total: string; readonly sku: string }
  | {
      readonly kind: "does";
      readonly id: string;
      readonly event: string;
      readonly payload: { readonly [name: string]: unknown };
    }
  | { readonly kind: "consent"; readonly status: "subscribed" | "unsubscribed" }
  | { readonly kind: "by hand"; readonly journey: string }
  | { readonly kind: "opens"; readonly message: string };

export function printed({ name, settings, steps }: MadeJourney): string {
  return `journey ${name} for People {\n${settings.map((line) => `  ${line}\n`).join("")}\n${steps
    .map((step) => printStep(step, "  "))
    .join("")}}\n`;
}

function printStep({ label, open, blocks, close }: MadeStep, indent: string): string {
  const inner = blocks.map(
    ({ head, steps }) =>
      `${head} {\n${steps.map((step) => printStep(step, `${indent}  `)).join("")}${indent}}`,
  );
  return `${indent}${label}: ${[open, ...inner, close].filter((part) => part !== "").join(" ")}\n`;
}
