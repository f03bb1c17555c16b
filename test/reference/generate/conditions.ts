import type { Draw } from "./draw.ts";

/** What the steps before have given, and what the entry has, where a condition or a value is made. */
export interface Known {
  readonly entry: "Booked" | "order" | "any" | "by hand";
  /** Names that `remember` gave, numbers all. */
  readonly numbers: readonly string[];
  /** Names of answers. */
  readonly answers: readonly string[];
  /** Messages that every path has sent. */
  readonly sent: readonly string[];
  /** In a run: not in a segment, and not in the filter of a start. */
  readonly inRun: boolean;
  readonly journeys: readonly string[];
  /** Those of them that are started by hand. */
  readonly manual: readonly string[];
}

export const TAGS = ["a", "b", "c", "d", "e"];
export const PLANS = ["free", "pro", "team"];

export function number(draw: Draw, known: Known): string {
  const names = [...known.numbers, ...(known.entry === "Booked" ? ["entry.event.price"] : [])];
  return draw.weighted([
    [4, () => String(draw.int(6))],
    [3, () => "contact.points"],
    [names.length, () => draw.one(names)],
    [1, () => `(contact.points ${draw.one(["+", "-", "*"])} ${draw.int(4)})`],
    [1, () => `(contact.points / ${draw.one([2, 4])})`],
  ])();
}

export function duration(draw: Draw): string {
  return draw.weighted([
    [3, () => `${1 + draw.int(3)} ${draw.one(["hours", "days"])}`],
    [2, () => draw.one(["1 day", "1 hour", "2 days", "12 hours", "1 week", "30 minutes", "90 seconds"])],
    [
      1,
      () => draw.one(["1.5 days", "0.5 weeks", "1 day 6 hours", "1 month", "36 hours", "1 hour 30 minutes"]),
    ],
  ])();
}

export function condition(draw: Draw, known: Known, depth = 0): string {
  const inner = (): string => condition(draw, known, depth + 1);
  return draw.weighted([
    [5, () => `contact.points ${draw.one(["<", "<=", ">", ">=", "==", "!="])} ${number(draw, known)}`],
    [1, () => `contact.points between ${draw.int(3)} and ${2 + draw.int(4)}`],
    [3, () => `contact.plan ${draw.one(["==", "!="])} "${draw.one(PLANS)}"`],
    [1, () => `contact.plan ${draw.one(["in", "not in"])} ["free", "${draw.one(["pro", "team"])}"]`],
    [3, () => `contact has ${draw.one(["tag", "no tag"])} "${draw.one(TAGS)}"`],
    [1, () => `contact ${draw.one(["in", "not in"])} "Interests"."${draw.one(["Pottery", "Baking"])}"`],
    [1, () => `contact ${draw.one(["in", "not in"])} ${draw.one(["Rich", "Buyers"])}`],
    [1, () => `contact ${draw.one(["is", "is not"])} subscribed`],
    [
      1,
      () => `contact.city ${draw.one(["is set", "is not set", '== "Lyon"', '!= "Lyon"', 'starts with "L"'])}`,
    ],
    [1, () => `contact.city ${draw.one(['ends with "n"', 'contains "yo"'])}`],
    [
      1,
      () =>
        `(contact.renewal or 2026-04-08) ${draw.one(["<", ">=", "!="])} 2026-${draw.one(["03-29", "04-08"])}`,
    ],
    [1, () => `contact.favorites contains "${draw.one(["mug", "plate"])}"`],
    [3, () => history(draw, known)],
    [known.entry === "Booked" ? 2 : 0, () => `entry.event.price ${draw.one(["<", ">="])} ${1 + draw.int(5)}`],
    [known.entry === "order" ? 2 : 0, () => `entry.order.total ${draw.one(["<", ">="])} 50 EUR`],
    [known.answers.length, () => answered(draw, known)],
    [
      known.inRun ? known.journeys.length : 0,
      () => `contact ${draw.one(["in", "not in"])} journey ${draw.one(known.journeys)}`,
    ],
    [depth < 2 ? 2 : 0, () => `(${inner()} ${draw.one(["and", "or"])} ${inner()})`],
    [depth < 2 ? 1 : 0, () => `not (${inner()})`],
  ])();
}

function answered(draw: Draw, known: Known): string {
  const name = draw.one(known.answers);
  return `(${name} is set and ${name}.score > ${draw.int(4)})`;
}

/** In the past tense: how often, and when. */
export function history(draw: Draw, known: Known): string {
  const [did, did0] = draw.one([
    ["bought any product", "buy any product"],
    ['bought "mug"', 'buy "mug"'],
    [
      "bought any product from Boutique where (order.total >= 50 EUR)",
      "buy any product from Boutique where (order.total >= 50 EUR)",
    ],
    [`did Booked where (event.price > ${draw.int(4)})`, "do Booked"],
    ["did Called", "do Called"],
    ['got tag "a"', 'get tag "a"'],
    ["changed points", "change points"],
  ] as const);
  const stretch = draw.weighted([
    [3, () => ""],
    [3, () => ` within ${draw.one(["1 day", "2 days", "1 week", "6 hours"])}`],
    [1, () => draw.one([" today", " yesterday"])],
    [1, () => draw.one([" in last week", " in month to date", " in week to date"])],
    [known.inRun ? 2 : 0, () => " since entry"],
    [1, () => draw.one([" before 1 day ago", " since 2026-03-28"])],
  ])();
  if (draw.percent(30)) return `contact did not ${did0}${stretch}`;
  const times = draw.weighted([
    [3, ""],
    [1, ` at least ${2 + draw.int(2)} times`],
    [1, ` at most ${1 + draw.int(2)} times`],
    [1, " exactly 1 time"],
  ]);
  return `contact ${did}${times}${stretch}`;
}

export function trigger(draw: Draw, known: Known, since = ""): string {
  return `contact ${draw.weighted([
    [3, () => `does Booked${since}${filter(draw, known, "event.price", ["> 2", "< 4", ">= 1"])}`],
    [3, () => `does Called${since}${filter(draw, known, "event.n", ["> 2", "< 4", "== 1"])}`],
    [
      known.entry === "Booked" && known.inRun ? 3 : 0,
      () => `does Called${since} where event.id == entry.event.id`,
    ],
    [
      3,
      () =>
        `buys ${draw.one(["any product", '"mug"', 'category "plates"', "any product from Boutique"])}${since}`,
    ],
    [1, () => `buys any product${since} where order.total >= 50 EUR`],
    [3, () => `gets tag "${draw.one(TAGS)}"${since}`],
    [1, () => `loses tag "${draw.one(TAGS)}"`],
    [1, () => `changes ${draw.one(["points", "plan", 'plan to "pro"', "city"])}`],
    [1, () => `${draw.one(["joins", "leaves"])} "Interests"."Baking"`],
    [1, () => draw.one(["unsubscribes", "resubscribes"])],
    [known.sent.length * 2, () => `opens ${draw.one(known.sent)}`],
  ])()}`;
}

function filter(draw: Draw, known: Known, field: string, tests: readonly string[]): string {
  if (draw.percent(60)) return "";
  const more = draw.percent(30) ? ` and ${condition(draw, { ...known, answers: [] }, 1)}` : "";
  return ` where ${field} ${draw.one(tests)}${more}`;
}
