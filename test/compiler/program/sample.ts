import type { Program } from "../../../compiler/src/program/types.ts";

/** A small sound program that touches most shapes: what the tests of loading damage in one place at a time. */
export const SAMPLE: Program = {
  version: 1,
  journey: "Series",
  title: "Series",
  objective: null,
  audience: "Newsletter",
  timezone: "UTC",
  fields: { plan: { type: "enum", values: ["free", "pro"] }, points: { type: "number" } },
  events: { TrialStarted: { type: "record", fields: { plan: { type: "text" } } } },
  messages: {
    Welcome: {
      channel: "email",
      kind: "marketing",
      labels: ["promotional"],
      ifUnknown: "skip",
      parameters: { at: { type: "moment" } },
      from: "ana@shop.example",
      subject: "Welcome",
      preview: null,
      body: { format: "text", template: "Hello" },
      links: { shop: "https://shop.example/" },
    },
  },
  people: { Vips: { op: "has tag", tag: "vip" } },
  starts: [
    { id: "start", trigger: { on: "signs up", includingImports: false, where: null }, manual: false },
    { id: "start#2", trigger: null, manual: true },
  ],
  reenter: { policy: "after", after: { days: 30 } },
  exits: [
    { id: "exit", when: { on: "unsubscribes", channel: "email", where: null } },
    { id: "exit#2", if: { op: "in segment", segment: "Vips" } },
  ],
  first: "delay",
  steps: {
    delay: { kind: "delay", for: { weeks: 1 }, next: "reply", summary: "delay 1 week" },
    reply: {
      kind: "wait",
      limit: { for: { days: 3 } },
      arms: [
        { triggers: [{ on: "does", event: "TrialStarted", where: null, sinceEntry: true }], next: null },
      ],
      timeout: "send:Welcome",
      next: "send:Welcome",
      summary: "wait up to 3 days",
    },
    "send:Welcome": {
      kind: "send",
      channel: "email",
      message: "Welcome",
      args: {
        at: { op: "+", left: { op: "now" }, right: { op: "constant", value: { duration: { days: 1 } } } },
      },
      otherwise: null,
      next: null,
      summary: "send email Welcome",
    },
  },
  segments: [
    { at: "delay", steps: ["delay"], ends: ["delay"] },
    { at: "reply", steps: ["reply"], ends: ["reply"] },
    { at: "send:Welcome", steps: ["send:Welcome"], ends: [] },
  ],
  watch: {
    signup: [{ kind: "start", index: 0 }],
    "consent-:email": [{ kind: "exit", index: 0 }],
    "event:TrialStarted": [{ kind: "arm", step: "reply", arm: 0, trigger: 0 }],
  },
};

/** A deep copy of the sample with one place changed, whatever the types say. */
export function damaged(path: string, value: unknown): string {
  const copy: unknown = structuredClone(SAMPLE);
  const keys = path.split("/");
  const last = keys.pop();
  const place = keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], copy);
  (place as Record<string, unknown>)[String(last)] = value;
  return JSON.stringify(copy);
}
