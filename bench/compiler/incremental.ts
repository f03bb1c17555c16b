import { createChecker, type ProjectFiles } from "@trajet/compiler";
import { median, once } from "../machine.ts";
import { filesOf } from "./project.ts";

const FILES = filesOf(500);

function project(files: typeof FILES): ProjectFiles {
  return { folder: "/bench", config: '{ "name": "bench" }', journeys: files, readFile: () => undefined };
}

/** Times of re-checking after edits that go on from one another, as somebody types them. */
function edits(
  file: number,
  edit: (text: string, turn: number) => string,
  check: (files: ProjectFiles) => unknown,
) {
  const taken = Array.from({ length: 20 }, (_, turn) => {
    const files = FILES.map((each, index) =>
      index === file ? { ...each, text: edit(each.text, turn) } : each,
    );
    return once(() => check(project(files)));
  });
  const [walls, cpus] = [taken.map(({ wallMs }) => wallMs), taken.map(({ cpuMs }) => cpuMs)];
  return { medianWallMs: median(walls), medianCpuMs: median(cpus), maxCpuMs: Math.max(...cpus) };
}

const inMiB = (bytes: number): number => Math.round(bytes / 2 ** 20);

/** What the process holds once the garbage is gone: the heap, and all that the system has given it. */
function memory() {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMiB: inMiB(heapUsed), residentMiB: inMiB(rss) };
}

const step = (text: string, turn: number) => text.replace("delay ", `delay ${turn + 1}`);
const segment = (text: string, turn: number) => text.replace("3 times", `${turn + 4} times`);
const asking = (text: string, turn: number) =>
  text.replace(
    "where contact bought",
    `where contact.${turn % 2 ? "city" : "firstName"} is set and contact bought`,
  );
const first = (text: string, turn: number) => text.replace("points: number = 0", `points: number = ${turn}`);
const field = (text: string, turn: number) =>
  text.replace("field points", `field extra${turn}: text?  field points`);

/*
 * A project of 500 files: the first check in a process that has checked nothing, the memory that it takes, and re-checks
 * after one edit each. All journeys ask about the audience and the segment; only the edits of `theSegmentAsksElse` change what
 * they depend on. Prints JSON; `run.ts` starts it with `--expose-gc`.
 */
const before = memory();
const checker = createChecker();
/** A project is checked when something of it is asked for. */
const check = (files: ProjectFiles): unknown => checker(files).diagnostics;
const cold = once(() => check(project(FILES)));
const results = {
  files: FILES.length,
  lines: FILES.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0),
  cold,
  memory: { before, after: memory() },
  nothingEdited: edits(0, (text) => text, check),
  aStepEdited: edits(250, step, check),
  theSegmentEdited: edits(0, segment, check),
  theSegmentAsksElse: edits(0, asking, check),
  aDefaultEdited: edits(0, first, check),
  aFieldAdded: edits(0, field, check),
};
console.log(JSON.stringify(results));
