import type { EmailMessage } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addPoint, delay, inARow, program, send, tag, WELCOME } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "./world.ts";

/** What a run keeps beside its position, and who sees it. */
describe.each(DATABASES)("what a run remembers on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const points = { op: "get", root: "contact", path: ["points"] } as const;
  const remember = (name: string, value: object) =>
    ({ kind: "remember", name, value, type: { type: "number" } }) as never;

  test("a value stays as it was, over a delay, for conditions and for the texts of messages", async () => {
    const told: EmailMessage = { ...WELCOME, body: { format: "text", template: "You had {{before}}." } };
    await world.run(
      program({
        journey: "J",
        messages: { Welcome: told },
        steps: inARow({
          "remember:before": remember("before", points),
          u1: addPoint,
          delay: delay(1),
          "send:Welcome": send(),
          if: {
            kind: "if",
            branches: [
              {
                test: {
                  op: "<",
                  left: { op: "get", root: "remembered", path: ["before"] },
                  right: points,
                },
                next: "tag:more",
              },
            ],
            else: null,
          } as never,
          "tag:more": tag("more"),
        }),
      }),
    );
    await world.signUp("ada", { points: 3 });
    await world.until(T0 + 2 * DAY);
    expect(world.mails[0]?.text).toContain("You had 3.");
    expect((await world.contact("ada")).tags).toEqual(["more"]);
    const view = await world.store.gateway.contact("ada");
    expect(view?.timeline).toContainEqual(
      expect.objectContaining({ kind: "remembered", name: "before", value: 3 }),
    );
  });

  test("money stays exact, and a missing value is forgotten", async () => {
    const money = { op: "constant", value: { money: "49.90", currency: "EUR" } };
    const city = { op: "get", root: "contact", path: ["firstName"] };
    await world.run(
      program({
        journey: "J",
        steps: inARow({
          r1: remember("spent", money),
          r2: remember("name", money),
          r3: remember("name", city),
          delay: delay(1),
        }),
      }),
    );
    await world.signUp("ada");
    await world.serveWakes();
    const { remembered } = await world.store.db
      .selectFrom("run")
      .select("remembered")
      .executeTakeFirstOrThrow();
    expect(remembered).toEqual({
      values: { spent: { type: "money", amount: "49.90", currency: "EUR" } },
      arguments: {},
      turns: {},
      goals: {},
      sendings: {},
    });
  });
});
