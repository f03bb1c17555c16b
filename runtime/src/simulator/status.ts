import type { Door } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { type Settable, statusRefusal } from "../intake/journey-status.ts";
import { resumptionBy } from "../intake/resumption.ts";
import type { JourneyStatus } from "../store/gateway.ts";
import { arrangeSchedules } from "./calendar.ts";
import type { JourneyState, Memory, Released } from "./memory.ts";

/**
 * Sets how a journey stands, as the doors would: active from a draft counts what happens from now on, active from a pause
 * also wakes those who came due in it, and an archive lets everybody out.
 *
 * @throws RangeError where there is no such journey, or it does not go there from where it stands
 */
export function setStatus(memory: Memory, name: string, status: Settable): void {
  const journey = memory.journeys.get(name);
  if (journey === undefined) throw new RangeError(`there is no journey ${name}`);
  const from = journey.status;
  if (from === status) return;
  const refused = statusRefusal(name, from, status);
  if (refused !== null) throw new RangeError(refused);
  const { pausedAt } = journey;
  journey.status = status;
  journey.pausedAt = status === "paused" ? memory.now : null;
  if (status === "active") journey.activatedAt ??= memory.now;
  follow(memory, journey, { from, status }, pausedAt ?? memory.now);
  rearrange(memory);
}

function follow(
  memory: Memory,
  journey: JourneyState,
  { from, status }: { readonly from: JourneyStatus; readonly status: Settable },
  pausedAt: Millis,
): void {
  journey.release += 1;
  switch (status) {
    case "paused":
      journey.resumed = null;
      return;
    case "archived":
      journey.resumed = null;
      wakeAll(memory, insideOf(memory, journey));
      return;
    case "active":
      arrangeSchedules(memory, journey.name);
      if (from === "paused") resume(memory, journey, pausedAt);
      return;
    default:
      status satisfies never;
  }
}

/** Doors and standing, as the next decisions find them. */
function rearrange(memory: Memory): void {
  const all = [...memory.journeys.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  memory.doors = all.flatMap(({ name, status, activatedAt }): Door[] => {
    const loaded = memory.published.journeys.get(name);
    return status === "active" && loaded !== undefined ? [{ loaded, activatedAt: activatedAt ?? 0 }] : [];
  });
  memory.standing = new Map(
    all
      .filter(({ status }) => status !== "draft")
      .map(({ name, status, resumed }) => [
        name,
        { paused: status === "paused", archived: status === "archived", resumed },
      ]),
  );
}

function resume(memory: Memory, journey: JourneyState, pausedAt: Millis): void {
  const loaded = memory.published.journeys.get(journey.name);
  if (loaded === undefined) throw new Error(`the project lacks the journey ${journey.name}`);
  const { until, ...resumed } = resumptionBy(loaded, pausedAt, memory.now);
  journey.resumed = resumed;
  const held = insideOf(memory, journey)
    .filter(({ run }) => run.hold?.by === "pause" && run.dueAt === null)
    .sort((one, other) => (one.run.hold?.since ?? 0) - (other.run.hold?.since ?? 0));
  if (until === null || until <= memory.now) wakeAll(memory, held);
  else spread(memory, journey, held, until);
}

function insideOf({ people }: Memory, { name }: JourneyState): Released {
  return [...people.byId.values()].flatMap((person) =>
    person.runs.flatMap((run) => (run.state === "alive" && run.journey === name ? [{ person, run }] : [])),
  );
}

function wakeAll(memory: Memory, inside: Released): void {
  for (const { person, run } of inside) {
    run.dueAt = memory.now;
    memory.outbox.push({ kind: "run", person, run });
  }
}

/** Each at its own moment, so that as many have gone as the time that has passed allows. */
function spread({ agenda, now }: Memory, journey: JourneyState, held: Released, until: Millis): void {
  held.forEach(({ person, run }, index) => {
    const at = Math.floor(now + (index * (until - now)) / held.length) + 1;
    agenda.note(at, { kind: "release", journey, nth: journey.release, person, run });
  });
}
