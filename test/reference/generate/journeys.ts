import type { MadeJourney, MadeStep } from "./case.ts";
import { condition, duration, type Known, number, PLANS, TAGS, trigger } from "./conditions.ts";
import type { Draw } from "./draw.ts";
import { settings } from "./settings.ts";

/** What the journeys of a project are started by. One may start and leave those behind it. */
export interface Entries {
  readonly [name: string]: Known["entry"];
}

export function makeEntries(draw: Draw, names: readonly string[]): Entries {
  const entry = () =>
    draw.weighted<Known["entry"]>([
      [5, "Booked"],
      [2, "order"],
      [3, "any"],
      [2, "by hand"],
    ]);
  return Object.fromEntries(names.map((name) => [name, entry()]));
}

export function makeJourney(draw: Draw, name: string, entries: Entries): MadeJourney {
  const entry = entries[name] ?? "any";
  const others = Object.keys(entries).filter((other) => other > name);
  const manual = others.filter((other) => entries[other] === "by hand");
  const known: Known = { entry, numbers: [], answers: [], sent: [], inRun: true, journeys: others, manual };
  const maker: Maker = { draw, made: 0, loops: 0, turns: false };
  return { name, settings: settings(draw, known), steps: block(maker, known, 3, 7, 0).steps };
}

const TIMES = ["0:00", "2:30", "8:00", "9:00", "12:00", "17:30", "23:00"];
const POINTS = [
  "2026-03-29 at 2:30",
  "2026-04-01",
  "2026-10-25 at 2:30",
  "(contact.renewal or 2026-04-08)",
  "(contact.renewal or 2026-03-29) at 9:00",
];

interface Maker {
  readonly draw: Draw;
  made: number;
  /** How many loops are around. */
  readonly loops: number;
  turns: boolean;
}

interface Made {
  readonly steps: readonly MadeStep[];
  readonly known: Known;
}

function block(maker: Maker, known: Known, from: number, to: number, depth: number): Made {
  const steps: MadeStep[] = [];
  let now = known;
  const count = from + maker.draw.int(to - from + 1);
  while (steps.length < count) {
    const made = step(maker, now, depth);
    steps.push(...made.steps);
    now = made.known;
    if (/^(exit|break)$/.test(steps.at(-1)?.open ?? "")) break;
  }
  return { steps, known: now };
}

const label = (maker: Maker): string => `s${++maker.made}`;

function plain(maker: Maker, open: string): MadeStep {
  return { label: label(maker), open, blocks: [], close: "" };
}

/** A step; behind it is known what it gives on every path. */
function step(maker: Maker, known: Known, depth: number): Made {
  const { draw } = maker;
  const nested = depth < 3;
  const inner = (head: string, from = 1): MadeStep["blocks"][number] => ({
    head,
    steps: block(maker, known, from, 2, depth + 1).steps,
  });
  const just = (open: string): Made => ({ steps: [plain(maker, open)], known });
  const made = (open: string, blocks: MadeStep["blocks"], close = ""): Made => ({
    steps: [{ label: label(maker), open, blocks, close }],
    known,
  });
  return draw.weighted<() => Made>([
    [5, () => just(`delay ${draw.percent(75) ? duration(draw) : computed(draw, known)}`)],
    [3, () => delayUntil(maker, known, nested ? inner : undefined)],
    [2, () => just(`wait ${limit(draw, known)}until ${trigger(draw, known, since(draw))}`)],
    [1, () => just(`wait ${limit(draw, known)}until ${condition(draw, stateOnly(known), 2)}`)],
    [nested ? 3 : 0, () => made(`wait up to ${limitOf(draw, known)} {`, arms(draw, known, inner), "}")],
    [nested ? 4 : 0, () => made("", branches(draw, known, inner))],
    [nested ? 2 : 0, () => made(...cases(draw, known, inner))],
    [nested ? 2 : 0, () => made("split {", shares(draw, inner), "}")],
    [nested ? 2 : 0, () => repeat(maker, known, depth)],
    [1, () => remember(maker, known)],
    [5, () => just(`tag "${draw.one(TAGS)}"`)],
    [2, () => just(`untag "${draw.one(TAGS)}"`)],
    [3, () => just(`update contact { ${change(draw, known)} }`)],
    [1, () => just(`${draw.one(["join", "leave"])} "Interests"."${draw.one(["Pottery", "Baking"])}"`)],
    [1, () => just("unsubscribe from email")],
    [depth > 0 ? 1 : 0, () => just("archive contact")],
    [1, () => just(`milestone "${draw.one(["m1", "m2"])}"`)],
    [6, () => sending(maker, known, nested ? inner : undefined)],
    [1, () => calling(maker, known, nested ? inner : undefined)],
    [1, () => just(`run Nudge(pause: ${duration(draw)}, n: ${number(draw, known)})`)],
    [known.journeys.length, () => just(`leave journey ${draw.one(known.journeys)}`)],
    [known.manual.length * 2, () => just(`start journey ${draw.one(known.manual)}`)],
    [depth > 0 ? 1 : 0, () => just("exit")],
    [maker.loops > 0 && depth > 0 ? 2 : 0, () => just("break")],
  ])();
}

const stateOnly = (known: Known): Known => ({ ...known, journeys: [], answers: [] });

function computed(draw: Draw, known: Known): string {
  const values = [
    "(contact.patience or 1 day)",
    ...(known.entry === "Booked" ? ["(entry.event.pause or 3 hours)"] : []),
  ];
  return draw.one(values);
}

const since = (draw: Draw): string => (draw.percent(20) ? " since entry" : "");

function limit(draw: Draw, known: Known): string {
  return draw.percent(90) ? `up to ${limitOf(draw, known)} ` : "";
}

function limitOf(draw: Draw, known: Known): string {
  return draw.percent(75) ? duration(draw) : point(draw, known);
}

function point(draw: Draw, known: Known): string {
  const offset = `${duration(draw)} ${draw.one(["before", "after"])}`;
  return draw.weighted([
    [3, () => draw.one(TIMES)],
    [2, () => `${draw.one(["monday", "wednesday", "sunday"])} at ${draw.one(TIMES)}`],
    [1, () => draw.one(POINTS)],
    [1, () => `${offset} (contact.renewal or 2026-04-08)${draw.percent(50) ? " at 9:00" : ""}`],
    [
      known.entry === "Booked" ? 4 : 0,
      () =>
        `${draw.percent(60) ? `${offset} ` : ""}entry.event.startsAt${draw.percent(40) ? ` at ${draw.one(TIMES)}` : ""}`,
    ],
  ])();
}

type Inner = (head: string, from?: number) => MadeStep["blocks"][number];

function delayUntil(maker: Maker, known: Known, inner: Inner | undefined): Made {
  const { draw } = maker;
  const until = point(draw, known);
  const misses = !/^(\d+:|monday|wednesday|sunday)/.test(until);
  const blocks = misses && inner !== undefined && draw.percent(50) ? [inner("otherwise")] : [];
  return { steps: [{ label: label(maker), open: `delay until ${until}`, blocks, close: "" }], known };
}

function arms(draw: Draw, known: Known, inner: Inner): MadeStep["blocks"] {
  const arm = () =>
    inner(
      `when ${trigger(draw, known, since(draw))}${draw.percent(15) ? ` or when ${trigger(draw, known)}` : ""}`,
      0,
    );
  return [...draw.some(1, 3, arm), ...(draw.percent(70) ? [inner("otherwise", 0)] : [])];
}

function branches(draw: Draw, known: Known, inner: Inner): MadeStep["blocks"] {
  return [
    inner(`if ${condition(draw, known)}`),
    ...draw.some(0, 1, () => inner(`else if ${condition(draw, known)}`)),
    ...(draw.percent(60) ? [inner("else")] : []),
  ];
}

function cases(draw: Draw, known: Known, inner: Inner): [string, MadeStep["blocks"], string] {
  const numbers: [string, MadeStep["blocks"], string] = [
    `match ${draw.percent(50) && known.entry === "Booked" ? "entry.event.price" : "contact.points"} {`,
    [inner("< 2", 0), inner("2 ..< 4"), draw.percent(50) ? inner(">= 4", 0) : inner("else", 0)],
    "}",
  ];
  const plans: [string, MadeStep["blocks"], string] = [
    "match contact.plan {",
    [inner(`"${draw.one(PLANS)}"`), inner("else", 0)],
    "}",
  ];
  return draw.one([numbers, plans]);
}

function shares(draw: Draw, inner: Inner): MadeStep["blocks"] {
  const split = draw.one([
    [50, 50],
    [10, 90],
    [30, 30, 40],
    [12.5, 87.5],
  ]);
  return split.map((share, index) => inner(`${share}% "arm ${index + 1}"`, 0));
}

/** A loop lets time pass in each turn, so its body begins with a delay or a wait. */
function repeat(maker: Maker, known: Known, depth: number): Made {
  const { draw } = maker;
  const inside: Maker = { ...maker, loops: maker.loops + 1 };
  const first = plain(
    inside,
    draw.percent(60)
      ? `delay ${duration(draw)}`
      : `wait up to ${duration(draw)} until ${trigger(draw, known)}`,
  );
  const rest = block(inside, known, 1, 3, depth + 1).steps;
  maker.made = inside.made;
  const open = `repeat up to ${1 + draw.int(4)} times`.replace("1 times", "1 time");
  return {
    steps: [{ label: label(maker), open, blocks: [{ head: "", steps: [first, ...rest] }], close: "" }],
    known,
  };
}

function remember(maker: Maker, known: Known): Made {
  const name = `n${maker.made + 1}`;
  const step = plain(maker, `remember ${name} = ${number(maker.draw, known)}`);
  return { steps: [step], known: { ...known, numbers: [...known.numbers, name] } };
}

function change(draw: Draw, known: Known): string {
  return draw
    .one([
      [`set points = ${number(draw, known)}`],
      [`set points = contact.points + ${1 + draw.int(2)}`, `set plan = "${draw.one(PLANS)}"`],
      [`set plan = "${draw.one(PLANS)}"`],
      [draw.one(['set city = "Lyon"', "clear city"])],
      [draw.one(['add "mug" to favorites', 'remove "mug" from favorites']), `set points = ${draw.int(5)}`],
    ])
    .join("  ");
}

function sending(maker: Maker, known: Known, inner: Inner | undefined): Made {
  const { draw } = maker;
  const what = draw.weighted([
    [4, "Hello"],
    [2, draw.one(['Offer(what: "cups")', "Offer(what: contact.plan)"])],
    [2, `Receipt(n: ${number(draw, known)})`],
  ]);
  const blocks = inner !== undefined && draw.percent(20) ? [inner("otherwise")] : [];
  const name = what.replace(/\(.*/, "");
  const step: MadeStep = { label: label(maker), open: `send email ${what}`, blocks, close: "" };
  return { steps: [step], known: { ...known, sent: [...new Set([...known.sent, name])] } };
}

function calling(maker: Maker, known: Known, inner: Inner | undefined): Made {
  const { draw } = maker;
  const name = `w${maker.made + 1}`;
  const named = draw.percent(60);
  const open = `call webhook Score(n: ${number(draw, known)})${named ? ` as ${name}` : ""}`;
  const blocks = inner !== undefined && draw.percent(40) ? [inner("otherwise")] : [];
  const step: MadeStep = { label: label(maker), open, blocks, close: "" };
  return { steps: [step], known: named ? { ...known, answers: [...known.answers, name] } : known };
}
