import type { CompiledLine } from "@trajet/compiler/program";
import { peopleKey } from "@trajet/compiler/program";
import { fitted, refuse } from "./arrive.ts";
import { markIn, markOut } from "./pinned.ts";
import { type Person, type Stage, wireOf, zoneOf } from "./stage.ts";
import { TestStopped } from "./stopped.ts";

type ContactLine = Extract<CompiledLine, { kind: "contact" }>;
type StateLine = Extract<CompiledLine, { kind: "state" }>;

/** Notes what is given of somebody who is not there yet. */
export function noteGiven(
  line: ContactLine | StateLine,
  stage: Pick<Stage, "people" | "test" | "names" | "clock">,
): void {
  const person = personOf(stage, line);
  const { given } = person;
  if (line.kind === "contact") {
    // First the zone: by its clock the rest is read.
    const { timezone } = line.fields;
    if (timezone !== undefined) Object.assign(given.fields, wireOf({ timezone }, stage, stage.test.timezone));
    Object.assign(given.fields, wireOf(line.fields, stage, zoneOf(stage, person.name)));
    return;
  }
  const { state } = line;
  switch (state.kind) {
    case "tag":
      given.tags.add(state.tag);
      return;
    case "group":
      given.groups.add(`${state.category}/${state.group}`);
      return;
    case "people":
      refuseCustomAudience(line);
      given.tags.add(markIn(peopleKey(state.people, state.tier)));
      return;
    case "consent":
      given.consent[state.channel] = state.subscribed ? "subscribed" : "unsubscribed";
      return;
    default:
      state satisfies never;
  }
}

/** Gives it to somebody who is there: from now on it is so, and the journeys are told as of any other change. */
export async function giveNow(line: ContactLine | StateLine, stage: Stage): Promise<void> {
  const { name, isThere } = personOf(stage, line);
  noteGiven(line, stage);
  if (!isThere) return;
  const change = (what: Partial<Parameters<typeof stage.host.putContact>[0]>) =>
    stage.host.putContact({
      id: name,
      audience: stage.test.audience,
      fields: {},
      imported: false,
      at: stage.host.now(),
      ...what,
    });
  if (line.kind === "contact") {
    const values = Object.entries(wireOf(line.fields, stage, zoneOf(stage, name)));
    const fields = Object.fromEntries(
      values.map(([field, value]) => [field, fitted(stage, name, field, value)]),
    );
    return refuse(await change({ fields }));
  }
  const { state } = line;
  switch (state.kind) {
    case "tag":
      return refuse(await change({ addTags: [state.tag] }));
    case "group":
      return refuse(await change({ joinGroups: [`${state.category}/${state.group}`] }));
    case "people": {
      const key = peopleKey(state.people, state.tier);
      return refuse(await change({ addTags: [markIn(key)], removeTags: [markOut(key)] }));
    }
    case "consent":
      return refuse(
        await change({ consent: { [state.channel]: state.subscribed ? "subscribed" : "unsubscribed" } }),
      );
    default:
      return state satisfies never;
  }
}

function personOf({ people }: Pick<Stage, "people">, line: ContactLine | StateLine): Person {
  const person = people.get(line.person);
  if (person === undefined) throw new TestStopped(`Nobody here is called ${line.person}.`, line);
  return person;
}

function refuseCustomAudience(line: StateLine): void {
  if (line.state.kind !== "people" || line.state.of !== "custom audience") return;
  throw new TestStopped(
    `Who is in ${line.state.people} is known to the ad network alone, and cannot be given: let a journey add the contact.`,
    line,
  );
}
