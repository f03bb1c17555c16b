import { Arbitrary, type Random, Stream, Value } from "fast-check";
import type { Case, MadeAnswer, MadePerson, MadeProject, Told, What } from "./case.ts";
import { PLANS, TAGS } from "./conditions.ts";
import { type Draw, drawFrom } from "./draw.ts";
import { makeEntries, makeJourney } from "./journeys.ts";
import { smaller } from "./smaller.ts";

/*
 * Random cases. A project, and what happens to its people, are each drawn in one go, since what makes sense
 * behind a step hangs on what stands before it; what fails is made smaller part by part, and looked at again.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** With clocks that go forward by an hour or half an hour, at night or at midnight, or never. */
const ZONES = [
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "Pacific/Auckland",
  "Asia/Kolkata",
];
/** Shortly before clocks are changed somewhere, at the ends of months, and on a day on which nothing is. */
const BEGINNINGS = [
  "2026-03-05T08:00",
  "2026-03-27T09:00",
  "2026-03-28T23:30",
  "2026-04-03T10:00",
  "2026-04-22T21:00",
  "2026-06-30T12:00",
  "2026-10-24T09:00",
  "2026-10-30T20:00",
];
const GAPS = [
  0,
  0,
  1,
  MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  12 * HOUR,
  DAY - 1,
  DAY,
  DAY,
  DAY + 1,
  2 * DAY,
  3 * DAY,
];
const LATENESSES = [1, MINUTE, HOUR, 12 * HOUR, DAY, 3 * DAY, 8 * DAY, -HOUR];

/** An arbitrary of what is drawn in one go. `less` makes something smaller in all ways that there are. */
class Drawn<T> extends Arbitrary<T> {
  readonly #make: (draw: Draw) => T;
  readonly #less: (made: T) => readonly T[];

  constructor(make: (draw: Draw) => T, less: (made: T) => readonly T[]) {
    super();
    this.#make = make;
    this.#less = less;
  }
  override generate(random: Random): Value<T> {
    return new Value(this.#make(drawFrom(random)), undefined);
  }
  override canShrinkWithoutContext(value: unknown): value is T {
    return typeof value === "object" && value !== null;
  }
  override shrink(value: T): Stream<Value<T>> {
    return Stream.of(...this.#less(value)).map((each) => new Value(each, undefined));
  }
}

export const projects: Arbitrary<MadeProject> = new Drawn(makeProject, () => []);

/** What happens to the people of a project. */
export const casesOf = (project: MadeProject): Arbitrary<Case> =>
  new Drawn((draw) => makeCase(draw, project), smaller);

function makeProject(draw: Draw): MadeProject {
  const names = ["J1", "J2", "J3"].slice(0, 1 + draw.int(3));
  const entries = makeEntries(draw, names);
  return {
    zone: draw.one(["UTC", "Europe/Paris", "America/New_York"]),
    from: Date.parse(`${draw.one(BEGINNINGS)}:00Z`),
    journeys: names.map((name) => makeJourney(draw, name, entries)),
  };
}

function makeCase(draw: Draw, project: MadeProject): Case {
  const people = ["ada", "ben"].slice(0, 1 + draw.int(2)).map((id) => makePerson(draw, id));
  let made = 0;
  const signUps = people.map(
    ({ id }): Told => ({ after: draw.one([0, MINUTE]), late: 0, contact: id, what: { kind: "signs up" } }),
  );
  return {
    project,
    people,
    told: [
      ...signUps,
      ...again(
        draw,
        draw.some(3, 14, () => tell(draw, people, project, ++made)),
      ),
    ],
    answers: draw.percent(60)
      ? ["done"]
      : draw.some(2, 6, () => draw.one<MadeAnswer>(["done", "done", "refused", "not sent", "unknown"])),
    crashEvery: draw.percent(30) ? 2 + draw.int(4) : 0,
  };
}

function makePerson(draw: Draw, id: string): MadePerson {
  return {
    id,
    fields: {
      email: `${id}@shop.example`,
      ...(draw.percent(75) && { timezone: draw.one(ZONES) }),
      ...(draw.percent(50) && { plan: draw.one(PLANS) }),
      ...(draw.percent(50) && { points: draw.int(5) }),
      ...(draw.percent(40) && { city: draw.one(["Lyon", "Nice"]) }),
      ...(draw.percent(50) && {
        renewal: draw.one(["2026-03-29", "2026-04-06", "2026-10-26", "2026-07-01"]),
      }),
      ...(draw.percent(40) && { patience: draw.one(["P1D", "PT6H", "P2DT12H"]) }),
    },
  };
}

/** Some of it is told twice, and what is told twice is the same. */
function again(draw: Draw, told: readonly Told[]): readonly Told[] {
  return told.flatMap((each) =>
    draw.percent(8) && (each.what.kind === "does" || each.what.kind === "buys")
      ? [each, { ...each, after: draw.one(GAPS) }]
      : [each],
  );
}

function tell(draw: Draw, people: readonly MadePerson[], project: MadeProject, made: number): Told {
  const what = happening(draw, project, made);
  const dated = what.kind === "does" || what.kind === "buys";
  return {
    after: draw.one(GAPS),
    late: dated && draw.percent(25) ? draw.one(LATENESSES) : 0,
    contact: draw.one(people).id,
    what,
  };
}

function happening(draw: Draw, { from, journeys }: MadeProject, made: number): What {
  const manual = journeys
    .filter(({ settings }) => settings.includes("start manually"))
    .map(({ name }) => name);
  const booking = (): What => ({
    kind: "does",
    id: `e${made}`,
    event: "Booked",
    payload: {
      id: draw.one(["x", "y", "z"]),
      startsAt: new Date(from + draw.int(14) * DAY + draw.one([0, 2, 30]) * HOUR).toISOString(),
      price: draw.int(6),
      ...(draw.percent(40) && { pause: draw.one(["PT2H", "P1D", "PT0S"]) }),
    },
  });
  return draw.weighted<() => What>([
    [6, booking],
    [
      4,
      () => ({
        kind: "does",
        id: `e${made}`,
        event: "Called",
        payload: { id: draw.one(["x", "y", "z"]), n: draw.int(5) },
      }),
    ],
    [
      5,
      () => ({
        kind: "buys",
        id: `o${made}`,
        total: draw.one(["20.00", "50.00", "90.00"]),
        sku: draw.one(["mug", "plate"]),
      }),
    ],
    [4, () => ({ kind: draw.one(["tag", "tag", "untag"]), tag: draw.one(TAGS) })],
    [
      2,
      () => ({
        kind: "changes",
        fields: draw.one([
          { points: draw.int(6) },
          { plan: draw.one(PLANS) },
          { city: draw.one(["Lyon", "Nice"]) },
        ]),
      }),
    ],
    [
      1,
      () => ({
        kind: draw.one(["join", "leave group"]),
        group: draw.one(["Interests/Pottery", "Interests/Baking"]),
      }),
    ],
    [1, () => ({ kind: "consent", status: draw.one(["subscribed", "unsubscribed"]) })],
    [manual.length * 3, () => ({ kind: "by hand", journey: draw.one(manual) })],
    [2, () => ({ kind: "opens", message: draw.one(["Hello", "Offer"]) })],
  ])();
}
