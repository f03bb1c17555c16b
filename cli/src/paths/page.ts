import type { TestedExploration, TestedPath } from "./explored.ts";
import { inWords } from "./in-words.ts";

/** The paths of a journey as people read them: first those that no test takes. */
export function explorationPage(explored: TestedExploration): string {
  const { journey, paths, cut, summary } = explored;
  const numbered = paths.map((path, index) => [path, index + 1] as const);
  const untested = numbered.filter(([{ tests }]) => tests.length === 0);
  const others = numbered.filter(([{ tests }]) => tests.length > 0);
  const head = [
    `${journey}: ${count(summary.paths, "path")}${cut ? " of more (--paths N follows more)" : ""}, ${summary.tested} of them tested.`,
    ...(summary.concerns > 0 ? [`${count(summary.concerns, "thing")} to look at, marked with !`] : []),
  ];
  return [head.join("\n"), ...section("No test takes", untested), ...section("Tests take", others)]
    .join("\n\n")
    .concat("\n");
}

function section(title: string, paths: readonly (readonly [TestedPath, number])[]): readonly string[] {
  return paths.length === 0 ? [] : [`${title}:`, ...paths.map(([path, number]) => pathText(path, number))];
}

function pathText(path: TestedPath, number: number): string {
  const { decisions, messages, concerns, tests } = path;
  const lines = [
    `${String(number).padStart(3)}. ${path.end} after ${tookText(path)}`,
    ...decisions.flatMap(({ file, line, of, taken, edges }) => [
      `     ${file}:${line}  ${of}  →  ${taken}`,
      ...edges.map((edge) => `         try: ${edge}`),
    ]),
    `     ${messages.length === 0 ? "no message" : `sends ${messages.map(sendingText).join(", ")}`}`,
    ...concerns.map(({ says, file, line }) => `   ! ${says}${file === undefined ? "" : `  ${file}:${line}`}`),
    ...(tests.length === 0 ? [] : [`     tested by ${tests.map((name) => JSON.stringify(name)).join(", ")}`]),
  ];
  return lines.join("\n");
}

function tookText({ least, most }: TestedPath): string {
  if (most === least) return inWords(least);
  return most === null ? `${inWords(least)} or more` : `${inWords(least)} to ${inWords(most)}`;
}

function sendingText({ message, after, atMost }: TestedPath["messages"][number]): string {
  if (after === atMost)
    return after === AT_ONCE ? `${message} at once` : `${message} after ${inWords(after)}`;
  const least = after === AT_ONCE ? "" : ` after ${inWords(after)}`;
  if (atMost === null) return least === "" ? `${message} at some time` : `${message}${least} or more`;
  return least === "" ? `${message} within ${inWords(atMost)}` : `${message}${least} to ${inWords(atMost)}`;
}

const AT_ONCE = "PT0S";

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
