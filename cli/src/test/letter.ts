import { renderFrame, visible } from "@trajet/compiler";
import { type Failure, type Happened, valueText } from "@trajet/runtime/testing";
import { createColors } from "picocolors";
import { type TestLine, titleOf } from "./report.ts";

/** Lines of a timeline that are shown: the last ones, since they led to it. */
const MOST_SHOWN = 24;

interface Options {
  readonly color: boolean;
  readonly textOf: (file: string) => string | undefined;
}

/** The letters of a test that failed: its line, what happened instead, and what decided it. */
export function testLetters(test: TestLine, options: Options): string {
  const paint = createColors(options.color);
  const head = `${paint.red("failed:")} ${paint.bold(visible(titleOf(test)))} ${paint.dim(`for ${test.journey}`)}`;
  const letters = test.failures.map((failure, index) => {
    const next = test.failures[index + 1];
    // Letters of one moment share what happened: it stands below the last of them.
    const isShown = next === undefined || next.timeline.length !== failure.timeline.length;
    return failureLetter(isShown ? failure : { ...failure, timeline: [] }, options);
  });
  return `${head}\n${letters.join("\n")}`;
}

function failureLetter(failure: Failure, options: Options): string {
  const paint = createColors(options.color);
  const { file, range, message, decided, timeline } = failure;
  const parts = [
    renderFrame(file, options.textOf(file) ?? "", range, options),
    "",
    ...message.split("\n").map((line) => `  ${paint.bold(visible(line))}`),
    ...(decided === undefined ? [] : ["", ...decidedLines(decided, options)]),
    ...(timeline.length === 0 ? [] : ["", "  What happened:", ...timelineLines(timeline, failure, options)]),
  ];
  return `${parts.join("\n")}\n`;
}

/** The source line that decided, with what it read. */
function decidedLines({ place, because, saw, text }: Happened, options: Options): readonly string[] {
  if (place === undefined) return [];
  const paint = createColors(options.color);
  const source = because === undefined ? text : because;
  const where = `${visible(place.file)}:${place.range.line}`;
  const read = Object.entries(saw ?? {}).map(([name, value]) => `${name} = ${valueText(value)}`);
  return [
    `  What decided it: ${paint.cyan(where)}`,
    `    ${visible(source.replace(/\s+/g, " "))}`,
    ...(read.length === 0 ? [] : [`    ${paint.dim(`with ${visible(read.join(", "))}`)}`]),
  ];
}

function timelineLines(
  timeline: readonly Happened[],
  { file }: Failure,
  { color }: Options,
): readonly string[] {
  const paint = createColors(color);
  const shown = timeline.slice(-MOST_SHOWN);
  const left = timeline.length - shown.length;
  const several = new Set(timeline.map(({ person }) => person)).size > 1;
  const width = Math.max(...shown.map(({ local }) => local.length));
  const lines = shown.map((one) => {
    const isOfTest = one.place?.file === file && one.because === undefined;
    const who = several && !isOfTest ? `${one.person} ` : "";
    const said = isOfTest ? paint.bold(visible(one.text)) : `${who}${visible(one.text)}`;
    return `    ${paint.dim(one.local.padEnd(width))}  ${said}${isOfTest ? "" : whereOf(one, paint)}`;
  });
  return left === 0 ? lines : [`    … ${left} earlier`, ...lines];
}

function whereOf({ place }: Happened, paint: ReturnType<typeof createColors>): string {
  return place === undefined ? "" : paint.dim(`  ${visible(place.file)}:${place.range.line}`);
}
