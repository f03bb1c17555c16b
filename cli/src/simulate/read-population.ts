import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CompiledProject } from "@trajet/compiler";
import {
  type CallOutcome,
  type Entry,
  type Happening,
  type Kind,
  type PersonHistory,
  type Response,
  readEntry,
  type SimulatedCall,
} from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { createDraws, type Draws } from "./draws.ts";
import { type Distribution, type Population, parsePopulation } from "./population.ts";
import type { Source } from "./source.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Makes people up, one after the other, by the rates and distributions of a file.
 *
 * @throws UsageError where the file cannot be read, does not fit its schema, or says what the project does not declare
 */
export function readPopulation(
  file: string,
  compiled: CompiledProject,
  terminal: Terminal,
  seed?: number,
): Source {
  const population = parsePopulation(textOf(file, terminal), file);
  const [first, last] = [momentOf(population.from, file), momentOf(population.to, file)];
  if (first >= last) throw new UsageError(`${file}: "to" has to come behind "from".`);
  const making = { population, compiled, file, first, last, seed: seed ?? population.seed ?? 1 };
  return {
    range: { first, last },
    count: population.contacts,
    rejected: [],
    people: () => peopleOf(making),
    respond: (call) => respondTo(making, call),
    answer: (call) => answerTo(making, call),
    close: () => undefined,
  };
}

function textOf(file: string, terminal: Terminal): string {
  try {
    return readFileSync(resolve(terminal.cwd, file), "utf8");
  } catch (cause) {
    throw new UsageError(`The population ${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

function momentOf(text: string, file: string): number {
  const millis = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(millis)) return millis;
  throw new UsageError(`${file}: "${text}" is no moment with its offset, as 2026-10-01T00:00:00+02:00.`);
}

interface Making {
  readonly population: Population;
  readonly compiled: CompiledProject;
  readonly file: string;
  readonly first: number;
  readonly last: number;
  readonly seed: number;
}

function* peopleOf(making: Making): Generator<PersonHistory> {
  for (let nth = 1; nth <= making.population.contacts; nth += 1) yield personOf(making, nth);
}

function personOf(making: Making, nth: number): PersonHistory {
  const { population, first, last, seed } = making;
  const id = `p${String(nth).padStart(String(population.contacts).length, "0")}`;
  const draws = createDraws(seed, id);
  const isThere = draws.happens(population.there ?? 0);
  const at = isThere ? first - 1 : Math.floor(first + draws.share() * (last - first));
  const { input } = read(making, "people", "contacts", contactDocument(population, draws, id, at));
  const happenings = [...ordersOf(making, draws, id, at), ...eventsOf(making, draws, id, at)];
  return { contact: { ...input, id, at }, happenings };
}

function contactDocument(
  { audience, fields = {}, consent = {}, tags = {} }: Population,
  draws: Draws,
  id: string,
  at: number,
) {
  const statuses = Object.entries(consent).map(([channel, weights]) => [
    channel === "email" ? "emailStatus" : `${channel}Status`,
    draws.oneOf(weights),
  ]);
  return {
    id,
    email: `${id}@people.example`,
    createdAt: new Date(at).toISOString(),
    ...(audience !== undefined && { audience }),
    ...drawn(fields, draws),
    ...Object.fromEntries(statuses),
    tags: Object.entries(tags).flatMap(([tag, share]) => (draws.happens(share) ? [tag] : [])),
  };
}

function drawn(distributions: { readonly [name: string]: Distribution }, draws: Draws) {
  const values = Object.entries(distributions).map(([name, one]) => [name, draws.of(one)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function ordersOf(making: Making, draws: Draws, contact: string, from: number): Happening[] {
  const { population, compiled, last } = making;
  return (population.orders ?? []).flatMap(({ store, perDay, total, sku }, index) =>
    moments(draws, perDay, from, last).map((at, nth): Happening => {
      const amount = Number(draws.of(total) ?? 0).toFixed(2);
      const item = sku && { sku: String(draws.of(sku) ?? "none"), quantity: 1 };
      const { input } = read(making, `orders/${index} ${store}`, "orders", {
        id: `${contact}-order-${index}-${nth}`,
        contact,
        store,
        total: amount,
        currency: compiled.stores[store]?.currency ?? "",
        placedAt: new Date(at).toISOString(),
        status: "paid",
        ...(item !== undefined && { items: [item] }),
      });
      return { kind: "order", at, input };
    }),
  );
}

function eventsOf(making: Making, draws: Draws, contact: string, from: number): Happening[] {
  return (making.population.events ?? []).flatMap(({ name, perDay, properties = {} }, index) =>
    moments(draws, perDay, from, making.last).map((at, nth): Happening => {
      const { input } = read(making, `events/${index} ${name}`, "events", {
        id: `${contact}-event-${index}-${nth}`,
        contact,
        name,
        at: new Date(at).toISOString(),
        properties: drawn(properties, draws),
      });
      return { kind: "event", at, input };
    }),
  );
}

/** A Poisson process: so often a day on average, and at any time. */
function moments(draws: Draws, perDay: number, from: number, to: number): number[] {
  if (perDay === 0) return [];
  const found: number[] = [];
  for (let at = from + draws.wait(DAY_MS / perDay); at < to; at += draws.wait(DAY_MS / perDay)) {
    found.push(Math.floor(at));
  }
  return found;
}

/** What is made up has to fit the project like everything else that comes in. `place` is what of the file made it. */
function read<K extends Kind>(
  { compiled, file }: Making,
  place: string,
  kind: K,
  raw: object,
): Extract<Entry, { kind: K }> {
  const reading = readEntry(
    kind,
    compiled,
    raw as never,
    { form: "json", zone: compiled.timezone },
    { imported: true },
  );
  if ("reason" in reading)
    throw new UsageError(`${file}: ${place}: what is made up does not fit the project: ${reading.reason}`);
  return reading.value as Extract<Entry, { kind: K }>;
}

/** What somebody does with a mail hangs on the mail alone, so that another text of the project is met alike. */
function respondTo(
  { population: { messages = {} }, compiled, seed }: Making,
  call: SimulatedCall,
): readonly Response[] {
  if (call.request.kind !== "email") return [];
  const { open = 0, click = 0, unsubscribe = 0, afterHours = 6 } = messages;
  const sending = `${call.run}/${call.step}/${call.visit}`;
  const draws = createDraws(seed, `${call.contact} ${call.journey} ${call.name} ${call.at}`);
  const opens = draws.happens(open);
  const at = Math.floor(call.at + 10_000 + draws.wait(afterHours * HOUR_MS));
  const responses: Response[] = [];
  if (opens) responses.push({ kind: "engagement", at, input: { kind: "open", sending, bot: false } });
  if (opens && draws.happens(click)) {
    const names = linksOf(compiled, call);
    const link = names[Math.floor(draws.share() * names.length)];
    const target = `https://people.example/${link ?? ""}`;
    const links = link === undefined ? [] : [link];
    const input = { kind: "click", sending, bot: false, target, links } as const;
    responses.push({ kind: "engagement", at: at + 5_000, input });
  }
  if (draws.happens(unsubscribe)) {
    const { contact } = call;
    responses.push({
      kind: "unsubscribe",
      at: at + 20_000,
      contact,
      channel: "email",
      id: `unsubscribe:${sending}`,
    });
  }
  return responses;
}

/** How a message calls its links. */
function linksOf({ journeys }: CompiledProject, { journey, name }: SimulatedCall): readonly string[] {
  const message = journeys.find(({ program }) => program.journey === journey)?.program.messages[name];
  return message !== undefined && "links" in message ? Object.keys(message.links) : [];
}

function answerTo({ population: { calls = {} }, seed }: Making, call: SimulatedCall): CallOutcome {
  const { refuse = 0, fail = 0, timeOut = 0 } = calls;
  const draws = createDraws(
    seed,
    `answer ${call.contact} ${call.journey} ${call.name} ${call.at} ${call.attempt}`,
  );
  const share = draws.share();
  if (share < refuse) return { kind: "refused", permanent: true, reason: "made up: refused for good" };
  if (share < refuse + fail) return { kind: "not-sent", reason: "made up: busy" };
  if (share < refuse + fail + timeOut) return { kind: "unknown", reason: "made up: no answer came" };
  return { kind: "done", providerRef: "made up" };
}
