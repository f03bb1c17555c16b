import { parse } from "@trajet/grammar";
import { inTurns, median, type Taken } from "../machine.ts";
import { readBare } from "./bare.ts";
import { readWithLangium } from "./langium/parser.ts";
import { projectOf } from "./project.ts";

const round = (value: number): number => Math.round(value * 100) / 100;

interface Figures {
  readonly leastMs: number;
  readonly medianMs: number;
  /** Of the processor's time, the collection of garbage by other threads included. */
  readonly leastCpuMs: number;
  readonly medianCpuMs: number;
}

function figures(taken: readonly Taken[]): Figures {
  const [walls, cpus] = [taken.map(({ wallMs }) => wallMs), taken.map(({ cpuMs }) => cpuMs)];
  return {
    leastMs: Math.min(...walls),
    medianMs: median(walls),
    leastCpuMs: Math.min(...cpus),
    medianCpuMs: median(cpus),
  };
}

function ratios(ours: Figures, other: Figures) {
  return {
    least: round(ours.leastMs / other.leastMs),
    median: round(ours.medianMs / other.medianMs),
    leastCpu: round(ours.leastCpuMs / other.leastCpuMs),
    medianCpu: round(ours.medianCpuMs / other.medianCpuMs),
  };
}

/**
 * Times of three parsers on one text, in turns: ours with its tree, the same grammar bare (`bare.ts`), and the one that
 * Langium makes of a grammar of that text, with its tree. The ratios are ours to the other's.
 */
export function parserTimes(lines: number, rounds: number) {
  const text = projectOf(lines);
  const parsers = [() => parse(text), () => readBare(text), () => readWithLangium(text)];
  const [ours, bare, langium] = inTurns(rounds, parsers).map(figures);
  if (ours === undefined || bare === undefined || langium === undefined)
    throw new Error("a parser is missing");
  return { ours, bare, langium, oursToBare: ratios(ours, bare), oursToLangium: ratios(ours, langium) };
}
