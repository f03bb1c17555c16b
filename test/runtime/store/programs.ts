import {
  type CompiledJourney,
  type CompiledProject,
  type EmailMessage,
  type ExitRule,
  inputKey,
  type Program,
  type SendWindow,
  type Step,
  type StepId,
  type Trigger,
  type Watcher,
} from "@trajet/compiler/program";
import { programHash } from "../../../compiler/src/program/hash.ts";

/** Programs written by hand, so that the engine's rules are tested without the compiler. */

type Draft = Partial<Omit<Program, "steps" | "watch" | "starts" | "exits">> & {
  readonly journey: string;
  readonly steps: Record<StepId, Step>;
  readonly starts?: readonly Trigger[];
  readonly exits?: readonly ExitRule[];
};

export const signsUp: Trigger = { on: "signs up", includingImports: false, where: null };
export const buys: Trigger = { on: "buys", goods: { kind: "any" }, store: null, where: null };
export const getsTag = (tag: string): Trigger => ({ on: "gets tag", tag, where: null });

export const WELCOME: EmailMessage = {
  channel: "email",
  kind: "marketing",
  labels: [],
  ifUnknown: "skip",
  parameters: {},
  from: "Ana <ana@shop.example>",
  subject: "Welcome",
  preview: null,
  body: { format: "text", template: 'Hello {{default contact.firstName "you"}}' },
  links: {},
};

/** The same message, sent again where an answer is lost. */
export const RESEND = { messages: { Welcome: { ...WELCOME, ifUnknown: "resend" } } } as const;

export function program(draft: Draft): Program {
  const starts = (draft.starts ?? [signsUp]).map((trigger, index) => ({
    id: `start#${index + 1}`,
    trigger,
    manual: false,
  }));
  const exits = draft.exits ?? [];
  const watch: Record<string, Watcher[]> = {};
  const add = (trigger: Trigger, watcher: Watcher): void => {
    const key = inputKey(trigger);
    watch[key] = [...(watch[key] ?? []), watcher];
  };
  starts.forEach((start, index) => {
    add(start.trigger, { kind: "start", index });
  });
  exits.forEach((exit, index) => {
    if (exit.when !== undefined) add(exit.when, { kind: "exit", index });
  });
  for (const [id, step] of Object.entries(draft.steps)) {
    if (step.kind !== "wait") continue;
    step.arms.forEach((arm, index) => {
      arm.triggers.forEach((trigger, nth) => {
        add(trigger, { kind: "arm", step: id, arm: index, trigger: nth });
      });
    });
  }
  return {
    version: 1,
    title: null,
    objective: null,
    audience: "Newsletter",
    timezone: "UTC",
    fields: { firstName: { type: "text", optional: true }, points: { type: "number" } },
    events: {},
    messages: { Welcome: WELCOME },
    people: {},
    reenter: { policy: "never" },
    first: Object.keys(draft.steps)[0] ?? null,
    segments: [],
    ...draft,
    starts,
    exits,
    watch,
  };
}

/** Steps in a row: each goes to the next, the last to the end, unless it says so itself. */
export function inARow(steps: Record<StepId, Step | Omit<Step, "next" | "summary">>): Record<StepId, Step> {
  const ids = Object.keys(steps);
  return Object.fromEntries(
    ids.map((id, index) => [id, { next: ids[index + 1] ?? null, summary: id, ...steps[id] } as Step]),
  );
}

export const delay = (days: number) => ({ kind: "delay", for: { days } }) as const;
export const tag = (...tags: string[]) => ({ kind: "tag", tags }) as const;
export const send = (more: object = {}) =>
  ({ kind: "send", channel: "email", message: "Welcome", args: {}, ...more }) as const;
/** `send between from and to`, every day unless said. */
export function hours(
  from: string,
  to: string,
  { days = [1, 2, 3, 4, 5, 6, 7], otherwise = "hold" }: Partial<Omit<SendWindow, "from" | "to">> = {},
): SendWindow {
  const time = (text: string) => ({ op: "constant", value: { time: text } }) as const;
  return { from: time(from), to: time(to), days, otherwise };
}
export const addPoint = {
  kind: "update",
  changes: [
    {
      change: "set",
      field: "points",
      value: {
        op: "+",
        left: { op: "get", root: "contact", path: ["points"] },
        right: { op: "constant", value: 1 },
      },
    },
  ],
} as const;

export function compiled(one: Program): CompiledJourney {
  const at = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    hash: programHash(one),
    program: one,
    source: { file: "a.journey", journey: at, steps: {}, starts: {}, exits: {}, goals: {} },
  };
}

export function project(...programs: readonly (Program | CompiledJourney)[]): CompiledProject {
  return {
    name: "shop",
    timezone: "UTC",
    journeys: programs.map((one) => ("program" in one ? one : compiled(one))),
    loyalty: [],
    audiences: { Newsletter: { fields: {}, tags: [], groups: {} } },
    stores: { Boutique: { currency: "EUR" } },
    coupons: { Thanks10: { pool: true }, Spring: { code: "SPRING" } },
    events: {
      Booked: { wireName: "Booked", type: { type: "record", fields: {} } },
      Cancelled: { wireName: "Cancelled", type: { type: "record", fields: {} } },
    },
  };
}
