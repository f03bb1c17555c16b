import {
  type CompiledJourney,
  type JourneyCosts,
  type PathCost,
  type Program,
  suspends,
} from "@trajet/compiler";
import type { Journey } from "@trajet/grammar";
import { inWords } from "../paths/in-words.ts";
import { type Column, textTable } from "../text-table.ts";

/** A journey with its program, and what its paths come to. */
export interface ExplainedJourney {
  readonly compiled: CompiledJourney;
  readonly journey: Journey;
  readonly costs: JourneyCosts;
}

/** `docs/schemas/explain.schema.json` */
export function journeyJson({ compiled, costs }: ExplainedJourney) {
  const { hash, program } = compiled;
  return {
    version: 1,
    journey: program.journey,
    hash,
    segments: program.segments.length,
    suspensions: suspensionsOf(program).length,
    paths: costs.paths,
    mayBeSkipped: costs.mayBeSkipped,
    loadBearing: costs.loadBearing,
    busiest: costs.busiest,
  };
}

/** The same as people read it. */
export function journeyPage({ compiled, journey, costs }: ExplainedJourney): string {
  const { program, hash } = compiled;
  const title = program.title === null ? "" : `: ${program.title}`;
  const parts = [
    `${program.journey}${title} (program ${hash.slice(0, 12)})`,
    ...(journey.doc === undefined ? [] : [journey.doc]),
    pathTable(costs),
    loadText(costs),
    temporalText(compiled),
  ];
  return `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
}

const COLUMNS: readonly Column[] = [
  { head: "path" },
  { head: "steps", right: true },
  { head: "messages", right: true },
  { head: "takes at least" },
  { head: "Temporal actions", right: true },
];

function pathTable({ paths, mayBeSkipped }: JourneyCosts): string {
  const row = (name: string, path: PathCost): readonly string[] => [
    name,
    String(path.steps),
    String(path.messages),
    inWords(path.minDuration),
    String(path.temporalActions),
  ];
  const table = textTable(COLUMNS, [row("shortest", paths.shortest), row("longest", paths.longest)]);
  return mayBeSkipped ? `${table.trimEnd()}\n${SKIPPED}` : table;
}

const SKIPPED =
  "Messages are those that a path comes to: what a limit or a window drops (otherwise skip) is counted as well.";

function loadText({ loadBearing, busiest }: JourneyCosts): string {
  if (busiest.length === 0) return "It sends no marketing messages.";
  const { per24h, per7d } = loadBearing;
  const most = `One contact gets at most ${count(per24h, "marketing message")} in 24 hours, ${per7d} in 7 days${
    busiest.length > per7d ? `. Of these a limit lets no more than ${per7d} through` : ""
  }:`;
  const lines = busiest.map(({ message, file, line, after }, index) => {
    const when =
      index === 0 ? "first" : after === "PT0S" ? "with the first" : `${inWords(after)} after the first`;
    return `  ${when.padEnd(32)}  ${message}  ${file}:${line}`;
  });
  return [most, ...lines].join("\n");
}

function temporalText({ program, source }: CompiledJourney): string {
  const stops = suspensionsOf(program).map(([id, step]) => {
    const place = source.steps[id];
    return `  ${step.summary}${place === undefined ? "" : `  ${place.file ?? source.file}:${place.line}`}`;
  });
  const suspensions = stops.length;
  const segments = program.segments.length;
  return [
    "On Temporal",
    `  the journey      workflow type ${program.journey}`,
    "  a contact's run  one workflow execution; its id is the run's",
    `  ${count(segments, "segment").padEnd(15)}  one activity, advance, for each that a run goes through`,
    suspensions === 0
      ? "  no suspensions   a run never stands still"
      : `  ${count(suspensions, "suspension").padEnd(15)}  one timer each; the signal poke ends it before its time:`,
    ...stops.map((stop) => `                 ${stop}`),
    "A path costs 1 action for the run, 1 for each segment, 1 for each suspension, and 1 for each wait that what it",
    "waits for has ended.",
  ].join("\n");
}

function suspensionsOf({ steps }: Program) {
  return Object.entries(steps).filter(([, step]) => suspends(step));
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
