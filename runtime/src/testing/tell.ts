import type { CompiledJourney } from "@trajet/compiler/program";
import type { Json, Millis } from "../engine/facts.ts";
import { formatMoment } from "../engine/wire.ts";
import type { Seen } from "../engine/witness.ts";
import { localTime } from "../engine/zoned.ts";
import type { SimulatedEntry } from "../simulator/virtual-host.ts";
import { reasonOf } from "../store/reasons.ts";
import type { Happened, Place } from "./result.ts";
import { type SaidLine, type Stage, zoneOf } from "./stage.ts";

/** `2026-03-27 10:00`, with seconds where there are some. */
export function local(at: Millis, zone: string): string {
  const time = localTime(at, zone).toString({ smallestUnit: "second" }).replace("T", " ");
  return time.endsWith(":00") ? time.slice(0, -3) : time;
}

/** A sentence of the engine, its moments by the clock of whom it is about. */
export function inLocalTime(sentence: string, zone: string): string {
  return sentence.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (moment) =>
    local(Date.parse(moment), zone),
  );
}

/** What happened in a test, earliest first: what its lines let happen, and what the journeys made of it. */
export function timelineOf(
  stage: Stage,
  journal: readonly SimulatedEntry[],
  keys: ReadonlyMap<string, string>,
): readonly Happened[] {
  const lines: Happened[] = [];
  const said = [...stage.said];
  for (const [index, entry] of journal.entries()) {
    while ((said[0]?.journal ?? Number.POSITIVE_INFINITY) <= index)
      lines.push(tellSaid(stage, said.shift() as SaidLine));
    lines.push(tellEntry(stage, entry, keys));
  }
  return [...lines, ...said.map((line) => tellSaid(stage, line))];
}

function tellSaid(stage: Stage, { line, person, at }: SaidLine): Happened {
  return {
    at: formatMoment(at),
    local: local(at, zoneOf(stage, person)),
    person,
    text: line.text.replace(/\s+/g, " "),
    place: { file: stage.test.file, range: line.range },
  };
}

/** A line of the journal, in words. `keys` are those of runs, by their ids: they tell a contact's runs apart. */
export function tellEntry(stage: Stage, entry: SimulatedEntry, keys: ReadonlyMap<string, string>): Happened {
  const zone = zoneOf(stage, entry.contact);
  const { place, because } = whyOf(stage, entry);
  const saw = seenIn(entry.data.saw);
  const key = keys.get(entry.run);
  return {
    at: formatMoment(entry.at),
    local: local(entry.at, zone),
    person: entry.contact,
    text: `${textOf(entry, zone, stage.test.journey)}${key === undefined ? "" : ` [${key}]`}${decisionText(entry, because, saw)}`,
    ...(place !== undefined && { place }),
    ...(because !== undefined && { because }),
    ...(saw !== undefined && { saw }),
  };
}

/** Of a branch, the condition that chose it and what that read. */
function decisionText({ kind }: SimulatedEntry, because: string | undefined, saw: Seen | undefined): string {
  if (kind !== "branched" || because === undefined) return "";
  const condition = because.replace(/\s+/g, " ");
  return saw === undefined ? `: ${condition}` : `: ${condition}, with ${readText(saw)}`;
}

/** What a condition read: `contact.points = 3, contact.city = null`. */
export function readText(saw: Seen): string {
  return Object.entries(saw)
    .map(([name, value]) => `${name} = ${valueText(value)}`)
    .join(", ");
}

/** A value as a test writes it: `60 EUR`, `"Lyon"`. */
export function valueText(value: Json): string {
  const isMoney =
    typeof value === "object" && value !== null && "amount" in value && typeof value.currency === "string";
  return isMoney ? `${value.amount} ${value.currency}` : JSON.stringify(value);
}

function seenIn(saw: Json | undefined): Seen | undefined {
  if (typeof saw !== "object" || saw === null || Array.isArray(saw)) return undefined;
  // The marks of what the test says of people stand for that.
  const told = Object.entries(saw).filter(([name]) => !name.includes("\n"));
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

function whyOf(
  { project }: Stage,
  entry: SimulatedEntry,
): { readonly place?: Place; readonly because?: string } {
  const found = journeyOf(project.journeys, entry);
  if (found === undefined) return {};
  const summary = entry.step === null ? undefined : found.program.steps[entry.step]?.summary;
  const { range, because } = reasonOf(entry, found.source, summary);
  return {
    ...(range !== undefined && { place: { file: range.file ?? found.source.file, range } }),
    ...(because !== undefined && { because }),
  };
}

function journeyOf(
  journeys: readonly CompiledJourney[],
  { journey, program }: SimulatedEntry,
): CompiledJourney | undefined {
  return (
    journeys.find(({ hash }) => hash === program) ?? journeys.find((one) => one.program.journey === journey)
  );
}

/** A line of the journal in words, without its condition. */
export function textOf(entry: SimulatedEntry, zone: string, tested: string): string {
  const { kind, data, journey } = entry;
  const name = typeof data.name === "string" ? data.name : "";
  const reason = typeof data.reason === "string" ? inLocalTime(data.reason, zone) : "";
  const until = typeof data.until === "string" ? ` until ${local(Date.parse(data.until), zone)}` : "";
  const of = journey === tested ? "" : ` (${journey})`;
  const words = (): string => {
    switch (kind) {
      case "entered":
        return `enters ${journey}`;
      case "refused":
        return entry.run === "" ? `may not enter ${journey}: ${reason}` : `${name} is refused: ${reason}`;
      case "sent":
        return `${name} is sent`;
      case "called":
        return `${name} is called`;
      case "held":
        return `${name === "" ? "is" : `${name} is`} held: ${reason}${until}`;
      case "skipped":
        return `${name} is dropped: ${reason}`;
      case "failed":
        return name === ""
          ? `something cannot be computed: ${reason}`
          : `what became of ${name} is not known: ${reason}`;
      case "tagged":
        return `gets the tag "${name}"`;
      case "untagged":
        return `loses the tag "${name}"`;
      case "joined":
        return `joins ${name}`;
      case "left":
        return `leaves ${name}`;
      case "updated":
        return `${name} becomes ${valueText(data.value ?? null)}`;
      case "subscribed":
      case "unsubscribed":
        return `is ${kind}${typeof data.channel === "string" ? ` (${data.channel})` : ""}`;
      case "archived":
        return "is archived";
      case "added":
        return `is added to ${name}`;
      case "removed":
        return `is removed from ${name}`;
      case "branched":
        return data.arm === "else" ? "goes the other way" : "takes a branch";
      case "split":
        return `takes the arm ${JSON.stringify(data.arm ?? "")}`;
      case "waiting":
        return `waits${until}`;
      case "matched":
        return "what it waits for happens";
      case "timedOut":
        return "has waited long enough";
      case "delayed":
        return reason === ""
          ? `is delayed${until}`
          : `goes on at once: ${reason === "passed" ? "the moment has passed" : reason}`;
      case "remembered":
        return `remembers ${name} = ${valueText(data.value ?? null)}`;
      case "milestone":
        return `reaches the milestone "${name}"`;
      case "converted":
        return `reaches the goal "${String(data.goal ?? "")}"`;
      case "merged":
        return "becomes one with another contact";
      case "exited":
        return `leaves ${journey}${reason === "" ? "" : `: ${reason}`}`;
      case "finished":
        return `has finished ${journey}`;
      default:
        return kind satisfies never;
    }
  };
  return `${words()}${["entered", "exited", "finished"].includes(kind) || entry.run === "" ? "" : of}`;
}
