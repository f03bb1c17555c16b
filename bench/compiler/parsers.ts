import { parse } from "@trajet/grammar";
import { inTurns, median } from "../machine.ts";
import { readBare } from "./bare.ts";
import { readWithLangium } from "./langium/parser.ts";
import { projectOf } from "./project.ts";

const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * Times of three parsers on one text, in turns: ours with its tree, the same grammar bare (`bare.ts`), and the one that
 * Langium makes of a grammar of that text, with its tree. The ratios are ours to the other's: of the least times, and of the medians.
 */
export function parserTimes(lines: number, rounds: number) {
  const text = projectOf(lines);
  const [ours, bare, langium] = inTurns(rounds, [
    () => parse(text),
    () => readBare(text),
    () => readWithLangium(text),
  ]).map((taken) => ({ minMs: round(Math.min(...taken)), medianMs: round(median(taken)) }));
  if (ours === undefined || bare === undefined || langium === undefined)
    throw new Error("a parser is missing");
  const ratio = (other: typeof ours) => ({
    least: round(ours.minMs / other.minMs),
    median: round(ours.medianMs / other.medianMs),
  });
  return { ours, bare, langium, oursToBare: ratio(bare), oursToLangium: ratio(langium) };
}
