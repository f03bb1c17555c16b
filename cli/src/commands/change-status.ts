import { askFirst } from "../ask-first.ts";
import type { Backend } from "../backend/backend.ts";
import type { JourneyRow } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register } from "./context.ts";
import { named } from "./status.ts";
import { withBackend } from "./with-backend.ts";

/** What can be done to a journey. */
export type StatusAction = keyof typeof ACTIONS;

interface Action {
  readonly description: string;
  /** The status that it leads to, and those from which it leads there. */
  readonly to: JourneyRow["status"];
  readonly from: readonly JourneyRow["status"][];
  /** What becomes of whom, before it is done. */
  readonly consequence: (journey: JourneyRow) => string;
}

const ACTIONS = {
  activate: {
    description: "Let people into a journey, from now on.",
    to: "active",
    from: ["draft"],
    consequence: () => "People enter it from now on; what happened before starts nothing.",
  },
  pause: {
    description: "Let nobody into a journey, and nobody in it move.",
    to: "paused",
    from: ["active"],
    consequence: ({ counts }) =>
      `Nobody enters it, and ${people(counts.active)} inside ${stays(counts.active)} where they are until it is resumed.`,
  },
  resume: {
    description: "Go on after a pause.",
    to: "active",
    from: ["paused"],
    consequence: ({ counts, held }) =>
      `${capital(people(held.pause ?? 0))} came due in the pause, of ${people(counts.active)} inside; what becomes of them stands in its "after pause".`,
  },
  archive: {
    description: "Put a journey away; whoever is inside leaves it.",
    to: "archived",
    from: ["draft", "paused"],
    consequence: ({ counts }) =>
      `${capital(people(counts.active))} inside ${counts.active === 1 ? "leaves" : "leave"} it now, and ${counts.active === 1 ? "gets" : "get"} nothing more of it.`,
  },
} as const satisfies Readonly<Record<string, Action>>;

const people = (count: number): string => (count === 1 ? "1 person" : `${count} people`);
const stays = (count: number): string => (count === 1 ? "stays" : "stay");
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `trajet activate`, `pause`, `resume` and `archive`: each says first what becomes of how many people, and asks. */
export const registerChangeStatus: Register = (program, context) => {
  for (const action of Object.keys(ACTIONS) as StatusAction[]) registerOne(action, program, context);
};

function registerOne(
  name: StatusAction,
  program: Parameters<Register>[0],
  { terminal }: Parameters<Register>[1],
): void {
  const action: Action = ACTIONS[name];
  const command = program
    .command(name)
    .description(action.description)
    .argument("<journey>")
    .option("--yes", "do it without asking")
    .option("--format <format>", "text or json", "text")
    .action(async (journey: string, options: Options) => {
      await withBackend(projectFolder(command, terminal), terminal, (backend) =>
        changeJourney(backend, name, journey, terminal, options),
      );
    });
}

interface Options {
  readonly yes?: true;
  readonly format: string;
}

/** @throws UsageError where it is not done */
export async function changeJourney(
  backend: Pick<Backend, "journeys" | "changeStatus">,
  name: StatusAction,
  journey: string,
  terminal: Terminal,
  options: Options,
): Promise<void> {
  const format = oneOf("--format", ["text", "json"], options.format);
  const row = named(await backend.journeys(), journey);
  const status = ACTIONS[name].to;
  const changed = row.status !== status;
  if (changed) {
    const consequence = consequenceOf(row, name);
    if (options.yes !== true) await askFirst(terminal, consequence);
    await backend.changeStatus(journey, name);
  }
  if (format === "json")
    printJson(terminal, { version: 1, journey, status, changed, inside: row.counts.active });
  else terminal.out(`${journey} is ${status}${changed ? "" : " already"}.\n`);
}

/** @throws UsageError where it cannot be done */
function consequenceOf(journey: JourneyRow, name: StatusAction): string {
  const action: Action = ACTIONS[name];
  if (action.from.includes(journey.status)) return action.consequence(journey);
  throw new UsageError(`${journey.name} is ${journey.status}: ${otherWay(journey.status, name)}.`);
}

function otherWay(status: JourneyRow["status"], name: StatusAction): string {
  if (status === "active") return `pause it first, then ${name} it`;
  if (status === "archived") return "what was put away stays away; publish it under another name";
  return status === "paused" ? "resume it" : "activate it first";
}
