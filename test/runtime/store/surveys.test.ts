import type { Expr, Program, SurveyMessage, Trigger, ValueType } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { delay, inARow, program, send, tag, WELCOME } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, theRun, type World } from "./world.ts";

const NPS: SurveyMessage = {
  ...WELCOME,
  form: "survey",
  subject: "One question, {{default contact.firstName 'friend'}}",
  body: { format: "text", template: "How was it?" },
  questions: [
    { name: "score", text: "How likely?", type: { type: "number" }, scale: { low: 0, high: 10 } },
    { name: "why", text: "Why?", type: { type: "text", optional: true } },
  ],
};
const ANSWERS: ValueType = {
  type: "record",
  fields: { score: { type: "number", optional: true }, why: { type: "text", optional: true } },
};
const answered = (where: Expr | null = null): Trigger => ({ on: "answers", survey: "Nps", where });
const scoreAtLeast = (root: "answer" | "entry", score: number): Expr => ({
  op: ">=",
  left: { op: "get", root, path: root === "entry" ? ["answer", "score"] : ["score"] },
  right: { op: "constant", value: score },
});
const ask = (more: object = {}) => send({ message: "Nps", ...more });

describe.each(DATABASES)("surveys on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const journey = (
    steps: Parameters<typeof inARow>[0],
    more: Partial<Program> & { exits?: never; starts?: never } = {},
  ) =>
    program({
      journey: "Ask",
      messages: { Nps: NPS },
      answers: { Nps: ANSWERS },
      ...more,
      steps: inARow(steps),
    });
  const sending = async () => ({ contact: "ada", run: (await theRun(world)).id, step: "send:Nps", visit: 1 });
  const answer = async (given: Record<string, string | number> = { score: 9 }) =>
    world.store.gateway.putAnswers(await sending(), given);
  const kinds = async () => (await world.store.gateway.contact("ada"))?.timeline.map(({ kind }) => kind);

  test("it is a mail with the address of its page, in both parts", async () => {
    await world.run(journey({ "send:Nps": ask() }));
    await world.signUp("ada");
    await world.serveWakes();
    const [mail] = world.mails;
    const { run } = await sending();
    expect(mail?.subject).toBe("One question, friend");
    for (const part of [mail?.text, mail?.html])
      expect(part).toContain(`https://trajet.example/s/${run}/send:Nps/1`);
  });

  test("its page shows the questions of the program that sent it, whatever the text says by now", async () => {
    await world.run(journey({ "send:Nps": ask() }));
    await world.signUp("ada", { language: "fr", timezone: "Europe/Paris" });
    await world.serveWakes();
    await world.run(journey({ "send:Nps": ask() }, { messages: { Nps: { ...NPS, questions: [] } } }));
    expect(await world.store.gateway.survey(await sending())).toEqual({
      survey: "Nps",
      title: "One question, friend",
      questions: NPS.questions,
      language: "fr",
      country: null,
      zone: "Europe/Paris",
      answered: false,
    });
  });

  test.each([
    ["a run that is none", { run: "nobody" }],
    ["another step", { step: "send:Other" }],
    ["a visit that is none", { visit: 2 }],
    ["no number of a visit", { visit: Number.NaN }],
    ["another contact", { contact: "ben" }],
  ])("%s has no page and takes no answers", async (_what, change) => {
    await world.run(journey({ "send:Nps": ask() }));
    await world.signUp("ada");
    await world.serveWakes();
    const other = { ...(await sending()), ...change };
    expect(await world.store.gateway.survey(other)).toBeUndefined();
    expect(await world.store.gateway.putAnswers(other, { score: 9 })).toMatchObject({ result: "rejected" });
  });

  test("the first answers count, and only once, also when two come at once", async () => {
    await world.run(journey({ "send:Nps": ask(), "delay:1": delay(1) }));
    await world.signUp("ada");
    await world.serveWakes();
    const results = await Promise.all([answer({ score: 9 }), answer({ score: 1 }), answer({ score: 2 })]);
    expect(results.map(({ result }) => result).toSorted()).toEqual(["unchanged", "unchanged", "written"]);
    expect(await world.store.gateway.survey(await sending())).toMatchObject({ answered: true });
    const events = await world.store.db
      .selectFrom("event")
      .select(["key"])
      .where("key", "like", "answer:%")
      .execute();
    expect(events).toEqual([{ key: "answer:Nps" }]);
  });

  test("answers end a wait, by what was answered", async () => {
    const wait = {
      kind: "wait",
      limit: { for: { days: 5 } },
      arms: [
        { triggers: [answered(scoreAtLeast("answer", 9))], next: "tag:fan" },
        { triggers: [answered()], next: "tag:other" },
      ],
      timeout: "tag:silent",
    } as const;
    await world.run(
      journey({
        "send:Nps": ask(),
        wait,
        "tag:fan": { ...tag("fan"), next: null },
        "tag:other": { ...tag("other"), next: null },
        "tag:silent": tag("silent"),
      }),
    );
    await world.signUp("ada");
    await world.serveWakes();
    await answer({ score: 9, why: "the mugs" });
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["fan"]);
  });

  test("answers start journeys, whose steps read them, and are history", async () => {
    const started = program({
      journey: "Fans",
      starts: [answered(scoreAtLeast("answer", 7))],
      answers: { Nps: ANSWERS },
      steps: inARow({
        if: {
          kind: "if",
          branches: [
            {
              test: {
                op: "and",
                all: [
                  scoreAtLeast("entry", 9),
                  {
                    op: "history",
                    history: {
                      trigger: answered(scoreAtLeast("answer", 9)),
                      times: { bound: "at least", count: 1 },
                      within: null,
                      in: null,
                      since: null,
                      before: null,
                    },
                  },
                ],
              },
              next: "tag:nine",
            },
          ],
          else: "tag:less",
        },
        "tag:nine": { ...tag("nine"), next: null },
        "tag:less": tag("less"),
      }),
    });
    await world.run(journey({ "send:Nps": ask() }), started);
    await world.signUp("ada");
    await world.serveWakes();
    await answer({ score: 9 });
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["nine"]);
  });

  test("answers exit at once", async () => {
    await world.run(
      program({
        journey: "Ask",
        messages: { Nps: NPS },
        answers: { Nps: ANSWERS },
        exits: [{ id: "exit#1", when: answered() }],
        steps: inARow({ "send:Nps": ask(), "delay:1": delay(1), "tag:late": tag("late") }),
      }),
    );
    await world.signUp("ada");
    await world.serveWakes();
    await answer();
    await world.until(T0 + 2 * DAY);
    expect(await kinds()).toEqual(["entered", "sent", "delayed", "exited"]);
  });

  test("a contact that was erased is asked nothing any more", async () => {
    await world.run(journey({ "send:Nps": ask() }));
    await world.signUp("ada");
    await world.serveWakes();
    const before = await sending();
    await world.store.gateway.eraseContact("ada");
    expect(await world.store.gateway.survey(before)).toBeUndefined();
    expect(await world.store.gateway.putAnswers(before, { score: 9 })).toMatchObject({ result: "rejected" });
  });
});
