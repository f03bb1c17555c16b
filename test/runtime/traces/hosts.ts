import type { CompiledProject } from "@trajet/compiler/program";
import { createCompose } from "../../../runtime/src/sending/compose.ts";
import { createSimulator } from "../../../runtime/src/simulator/simulator.ts";
import { effectOf } from "../../../runtime/src/stepped/outside.ts";
import { readContact, readJournal, readRuns } from "../../../runtime/src/stepped/read-back.ts";
import type { CallOutcome } from "../../../runtime/src/store/caller.ts";
import { databaseHost } from "../simulator/database-host.ts";
import type { World } from "../store/world.ts";
import { playStory, type Story, type StoryHost } from "./story.ts";
import { type Left, traceOf } from "./trace.ts";

/** Addresses in messages that say nothing of what is made at random. */
export const COMPOSER = {
  unsubscribeUrl: (contact: string) => `https://trajet.example/u/${contact}`,
  surveyUrl: ({ step, visit }: { readonly step: string; readonly visit: number }) =>
    `https://trajet.example/s/${step}/${visit}`,
};

const DELIVERED: CallOutcome = { kind: "done", providerRef: "taken" };

/** What a story gives in memory. `moved` is told each step to which a run goes, by journey. */
export async function traceInMemory(
  project: CompiledProject,
  story: Story,
  moved: (journey: string, step: string) => void = () => undefined,
): Promise<string> {
  const outside = outsideOf(story);
  const host = createSimulator({
    compiled: project,
    startAt: beginningOf(story),
    callLimit: 0,
    render: createCompose(COMPOSER),
    outside: { answer: ({ run, name, request }) => outside.answer({ run, name, request }) },
    onMove: ({ journey }, step) => {
      if (step !== null) moved(journey, step);
    },
  });
  await playStory(host, story);
  // A run begins at the first step without going there from another.
  const firsts = new Map(project.journeys.map(({ program }) => [program.journey, program.first]));
  for (const { journey } of host.runs()) moved(journey, firsts.get(journey) ?? "");
  return traceOf(host, outside.left);
}

/** What a story gives on a database, from which the programs are read as they stand there. */
export async function traceOnDatabase(world: World, project: CompiledProject, story: Story): Promise<string> {
  const outside = outsideOf(story);
  const { db, gateway } = world.store;
  const told = await databaseHost(world, project, beginningOf(story), () => DELIVERED);
  world.answer = async ({ request, key }) => {
    const { run, name } = await effectOf(db, key);
    return outside.answer({ run, name, request });
  };
  const host: StoryHost = { ...told, putAnswers: gateway.putAnswers, runs: () => readRuns(db) };
  await playStory(host, story);
  return traceOf({ journal: () => readJournal(db), contact: (id) => readContact(db, id) }, outside.left);
}

const beginningOf = ({ happens: [first], until }: Story): number => Date.parse(first?.at ?? until) - 60_000;

function outsideOf({ answers = {} }: Story) {
  const left: Left[] = [];
  const calls = new Map<string, number>();
  return {
    left,
    answer(one: Left): CallOutcome {
      left.push(one);
      const nth = calls.get(one.name) ?? 0;
      calls.set(one.name, nth + 1);
      return answers[one.name]?.[nth] ?? DELIVERED;
    },
  };
}
