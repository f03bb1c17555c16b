import type { CompiledProject } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import {
  createTally,
  type PersonHistory,
  play,
  publish,
  reportOf,
  sharedBetweenPeople,
} from "../../../runtime/src/simulation/index.ts";
import { inARow, program, project, send, tag } from "../store/programs.ts";
import { DAY, HOUR, T0 } from "../store/world.ts";

const oneMail = (more: object = {}) =>
  project(program({ journey: "J", ...more, steps: inARow({ "send:Welcome": send() }) }));

const person = (id: string, at?: number): PersonHistory => ({
  contact: {
    id,
    imported: false,
    fields: { email: `${id}@shop.example`, points: 0 },
    ...(at !== undefined && { at }),
  },
  happenings: [],
});

/** Plays them from `T0` on for ten days, and counts. */
function counted(
  published: CompiledProject,
  people: readonly (readonly PersonHistory[])[],
  more: object = {},
) {
  const tally = createTally();
  const rejected: string[] = [];
  for (const some of people) {
    const host = play(some, {
      published: publish(published, T0),
      journeys: ["J"],
      from: T0,
      to: T0 + 10 * DAY,
      onRejected: (_, reason) => void rejected.push(reason),
      ears: { onEntry: tally.onEntry, onMove: tally.onMove },
      ...more,
    });
    tally.count(host.runs());
    tally.forget();
  }
  const circumstances = {
    journey: "J",
    timeZone: "UTC",
    contacts: people.flat().length,
    past: 0,
    shared: [],
    together: false,
  };
  const range = { from: T0, to: T0 + 10 * DAY };
  return { rejected, report: reportOf(tally.counts, { ...circumstances, ...range, rejected: [] }) };
}

describe("people who are tied to each other", () => {
  const paced = { ...oneMail(), rates: { email: { max: 1, per: "minute" } } } as const;
  const wave = ["a", "b", "c"].map((id) => person(id, T0 + HOUR));

  test("wait for each other where they are played together, and not where each is alone", () => {
    expect(sharedBetweenPeople(paced, ["J"])).toEqual(["the rate of email"]);
    const together = counted(paced, [wave]).report;
    expect(together.peaks).toMatchObject([{ channel: "email", minute: { count: 1 } }]);
    expect(together.held).toMatchObject([{ by: "rate", times: 2, people: 2 }]);
    const apart = counted(
      paced,
      wave.map((one) => [one]),
    ).report;
    expect(apart.peaks).toMatchObject([{ channel: "email", minute: { count: 3 } }]);
    expect(apart.held).toEqual([]);
    expect(apart.runs).toBe(3);
  });

  test("are so only by what the journeys use", () => {
    expect(sharedBetweenPeople({ ...oneMail(), rates: { sms: { max: 1, per: "minute" } } }, ["J"])).toEqual(
      [],
    );
    expect(sharedBetweenPeople(paced, [])).toEqual([]);
  });
});

test("nobody waits for codes: whoever is played gets one that is made up", () => {
  const published = project(
    program({
      journey: "J",
      coupons: { Thanks10: { pool: true } },
      steps: inARow({
        "give:code": { kind: "give coupon", coupon: "Thanks10", as: "code", otherwise: "tag:none" },
        "tag:got": { ...tag("got"), next: null },
        "tag:none": tag("none"),
      }),
    }),
  );
  expect(counted(published, [[person("a", T0 + HOUR), person("b", T0 + HOUR)]]).report.edges).toContainEqual({
    journey: "J",
    from: "give:code",
    to: "tag:got",
    count: 2,
  });
});

test("whoever is there before the beginning enters nothing, and what people do with a mail comes after it", () => {
  const opened: number[] = [];
  const respond = ({ at, run, step, visit }: { at: number; run: string; step: string; visit: number }) => {
    const input = { kind: "open", sending: `${run}/${step}/${visit}`, bot: false } as const;
    return [{ kind: "engagement" as const, at: at + HOUR, input }];
  };
  const published = project(
    program({
      journey: "J",
      exits: [{ id: "exit#1", when: { on: "opens", message: "Welcome", where: null, link: null } as never }],
      steps: inARow({ "send:Welcome": send(), a: { kind: "delay", for: { days: 1 } } }),
    }),
  );
  const people = [[person("old"), person("new", T0 + HOUR)]];
  const { report, rejected } = counted(published, people, {
    respond,
    ears: {
      onEntry: ({ kind, at }: { kind: string; at: number }) => {
        if (kind === "exited") opened.push((at - T0) / HOUR);
      },
    },
  });
  expect(rejected).toEqual([]);
  expect(report.runs).toBe(1);
  expect(opened).toEqual([2]);
});

test("a happening of somebody who signs up later is not before that", () => {
  const late: PersonHistory = {
    ...person("ada", T0 + 2 * HOUR),
    happenings: [
      {
        kind: "event",
        at: T0 + HOUR,
        input: { id: "e", contact: "ada", name: "Booked", at: T0 + HOUR, properties: {} },
      },
    ],
  };
  const { report, rejected } = counted(oneMail(), [[late]]);
  expect({ runs: report.runs, rejected }).toEqual({ runs: 1, rejected: [] });
});
