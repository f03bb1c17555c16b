import { visible } from "@trajet/compiler";
import { type JourneyCoverage, type Missed, percentOf, type Share, sumOf } from "@trajet/runtime/testing";
import { createColors } from "picocolors";

/** A table of the journeys, and below it what no test came to. */
export function coverageText(coverage: readonly JourneyCoverage[], color: boolean): string {
  const paint = createColors(color);
  const rows = coverage.map((one) => [one.journey, one.steps, one.branches, one.starts] as const);
  const all = [
    "all",
    sharesOf(coverage, "steps"),
    sharesOf(coverage, "branches"),
    sharesOf(coverage, "starts"),
  ] as const;
  const shown = rows.length > 1 ? [...rows, all] : rows;
  const width = Math.max("Coverage".length, ...shown.map(([name]) => name.length));
  const head = `${"Coverage".padEnd(width)}  ${["steps", "branches", "starts"].map((one) => one.padStart(14)).join("")}\n`;
  const lines = shown.map(
    ([name, ...shares]) =>
      `${name.padEnd(width)}  ${shares.map((share) => painted(share, paint)).join("")}\n`,
  );
  const missed = coverage.flatMap((one) => one.missed);
  const more = missed.length === 0 ? "" : `\nNot covered:\n${missed.map(missedLine).join("")}`;
  return `${paint.bold(head)}${lines.join("")}${more}`;
}

export function sharesOf(coverage: readonly JourneyCoverage[], of: "steps" | "branches" | "starts"): Share {
  return sumOf(coverage.map((one) => one[of]));
}

function painted(share: Share, paint: ReturnType<typeof createColors>): string {
  const percent = percentOf(share);
  const text = `${share.covered}/${share.total} ${percent.toFixed(percent < 100 ? 1 : 0)}%`.padStart(14);
  return percent === 100 ? paint.green(text) : percent >= 80 ? paint.yellow(text) : paint.red(text);
}

function missedLine({ file, range, kind, text }: Missed): string {
  return `  ${visible(file)}:${range.line}  ${kind === "step" || kind === "branch" ? `${kind} ` : ""}${visible(text)}\n`;
}
