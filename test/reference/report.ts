import type { Difference } from "./compare.ts";
import { type Case, printed } from "./generate/case.ts";
import type { Line } from "./world.ts";

/* What is shown of a case in which engine and reference differ: the journeys, what was told, and the first difference. */

export function reportOf(made: Case, difference: Difference): string {
  const { before, engine, reference } = difference;
  return [
    ...made.project.journeys.map(printed),
    `The project's zone is ${made.project.zone}; providers answer ${made.answers.join(", ")}; ${made.crashEvery === 0 ? "nothing crashes" : `attempt ${made.crashEvery} of each ${made.crashEvery} crashes`}.`,
    ...made.people.map(({ id, fields }) => `${id}: ${JSON.stringify(fields)}`),
    "",
    ...told(made),
    "",
    `The timeline of ${(engine ?? reference)?.contact ?? "nobody"}, up to the first difference:`,
    ...before.slice(-12).map((line) => `             ${lineText(line)}`),
    `  engine:    ${lineText(engine)}`,
    `  reference: ${lineText(reference)}`,
  ].join("\n");
}

function told({ project, told: all }: Case): readonly string[] {
  let now = project.from;
  return all.map(({ after, late, contact, what }) => {
    now += after;
    const { kind, ...more } = what;
    const lateness = late === 0 ? "" : `, happened at ${moment(now - late)}`;
    return `${moment(now)}${lateness}: ${contact} ${kind} ${JSON.stringify(more)}`;
  });
}

const moment = (at: number): string => new Date(at).toISOString();

function lineText(line: Line | undefined): string {
  if (line === undefined) return "nothing";
  const { at, journey, run, kind, step, detail } = line;
  const shown = detail.replace(/\b\d{13}\b/, (digits) => moment(Number(digits)));
  return [moment(at), journey, run === 0 ? "" : `(run ${run})`, kind, step ?? "", shown]
    .filter((part) => part !== "")
    .join(" ");
}
