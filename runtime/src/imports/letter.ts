import type { CompiledMessage, CompiledProject, Expr, Program, Step } from "@trajet/compiler/program";
import { programHash } from "@trajet/compiler/program/hash";
import type { ReadMessage } from "./sending.ts";
import type { Reading } from "./shapes/reading.ts";

/** What a letter is called where messages are named: in the time line, in limits, in the journal. */
const LETTER = "Letter";

/** A mail that somebody writes. Text, never a template. */
export interface Letter {
  readonly audience: string;
  readonly subject: string;
  readonly text: string;
  /** Given to each who gets it. */
  readonly coupon?: string;
}

/** The letter as a message with its arguments; a sentence where the project has not what it needs. */
export function readLetter(
  project: CompiledProject,
  { audience, subject, text, coupon }: Letter,
): Reading<ReadMessage> {
  if (coupon !== undefined && !Object.hasOwn(project.coupons, coupon))
    return { reason: `the project has no coupon ${coupon}` };
  const message = letterFor(project, audience, coupon);
  if (message !== undefined) return { value: { message, args: { subject, text } } };
  return {
    reason: `no mail is declared for ${audience}: declare one, so that it is known from whom mails come`,
  };
}

const PARAMETERS = {
  subject: { type: "text" },
  text: { type: "text" },
  code: { type: "text", optional: true },
} as const;

const entry = (name: string): Expr => ({ op: "get", root: "entry", path: ["event", name] });

/**
 * A mail that somebody writes in the console, as a message like those of the project: the same sender, rules and limits.
 * What is written comes in as its arguments, so nothing of it is ever taken for a template.
 *
 * @param coupon is given to the contact, and its code stands below the text
 * @returns `undefined` where the audience has no mail to be like
 */
function letterFor(project: CompiledProject, audience: string, coupon?: string): CompiledMessage | undefined {
  for (const like of project.messages ?? []) {
    const message = like.program.messages[like.message];
    if (like.program.audience !== audience || message?.channel !== "email" || !("body" in message)) continue;
    const program = programOf(like.program, message.from, coupon && { name: coupon, of: project });
    return { message: LETTER, hash: programHash(program), program, source: sourceOf(program) };
  }
  return undefined;
}

interface Given {
  readonly name: string;
  readonly of: CompiledProject;
}

function programOf(like: Program, from: string, given: Given | "" | undefined): Program {
  const coupon = given ? given.of.coupons[given.name] : undefined;
  return {
    version: like.version,
    journey: `send ${LETTER}`,
    title: null,
    objective: null,
    audience: like.audience,
    timezone: like.timezone,
    messages: {
      [LETTER]: {
        channel: "email",
        kind: "marketing",
        labels: [],
        ifUnknown: "skip",
        parameters: PARAMETERS,
        from,
        subject: "{{subject}}",
        preview: null,
        body: { format: "text", template: "{{text}}{{#if code}}\n\n{{code}}{{/if}}" },
        links: {},
      },
    },
    ...(given && coupon && { coupons: { [given.name]: coupon } }),
    people: {},
    fields: {},
    events: { [LETTER]: { type: "record", fields: PARAMETERS } },
    starts: [{ id: "manual", trigger: null, manual: true }],
    reenter: { policy: "always" },
    exits: [],
    ...(like.sendLimits && { sendLimits: like.sendLimits }),
    ...(like.weekStart && { weekStart: like.weekStart }),
    ...stepsOf(given && coupon ? given.name : undefined),
    watch: {},
  };
}

const SEND = `send:${LETTER}`;

function stepsOf(coupon: string | undefined): Pick<Program, "first" | "steps" | "segments"> {
  const code: Expr = coupon === undefined ? entry("code") : { op: "get", root: "remembered", path: ["code"] };
  const send: Step = {
    kind: "send",
    channel: "email",
    message: LETTER,
    args: { subject: entry("subject"), text: entry("text"), code },
    next: null,
    summary: `send email ${LETTER}`,
  };
  if (coupon === undefined)
    return { first: SEND, steps: { [SEND]: send }, segments: [{ at: SEND, steps: [SEND], ends: [] }] };
  const give = `give:${coupon}`;
  const giving: Step = {
    kind: "give coupon",
    coupon,
    as: "code",
    next: SEND,
    summary: `give coupon ${coupon} as code`,
  };
  return {
    first: give,
    steps: { [give]: giving, [SEND]: send },
    segments: [{ at: give, steps: [give, SEND], ends: [] }],
  };
}

/** No line of the project says it. */
function sourceOf({ steps, starts }: Program): CompiledMessage["source"] {
  const nowhere = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    file: "console",
    journey: nowhere,
    steps: Object.fromEntries(Object.keys(steps).map((id) => [id, nowhere])),
    starts: Object.fromEntries(starts.map(({ id }) => [id, nowhere])),
    exits: {},
    goals: {},
  };
}
