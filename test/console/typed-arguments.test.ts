import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmailRequest } from "../../runtime/src/engine/request.ts";
import { createBoard } from "../../runtime/src/loyalty/board.ts";
import { compiled, errorsOf } from "../compiler/lower/compiled.ts";
import { openWorld, T0, type World } from "../runtime/store/world.ts";
import { OPERATOR, type OpenConsole, openConsole, type SignedIn } from "./open-console.ts";

const TEXT = `
audience Newsletter { }
email Class(startsAt: moment, seats: number, indoors: boolean, lasts: duration, price: money?) for Newsletter {
  from "ana@shop.example"
  subject "Class"
  body "{{startsAt}} | {{seats}} | {{#if indoors}}in{{else}}out{{/if}} | {{price}}"
}
`;
const TYPED = {
  startsAt: "2026-07-14T08:30",
  seats: "3.5",
  indoors: "false",
  lasts: "PT90M",
  price: "49.90 EUR",
};

/** The fields of the console give text; what it means is the project's to say, its zone included. */
describe("what somebody typed for a message of the project", () => {
  let world: World;
  let console: OpenConsole;
  let operator: SignedIn;
  beforeAll(async () => {
    world = await openWorld("pglite");
    const all = compiled(
      { "a.journey": TEXT },
      {},
      '{ "name": "test", "currency": "EUR", "timezone": "America/New_York" }',
    );
    expect(errorsOf(all)).toEqual([]);
    const { project } = all;
    await world.open(project, T0);
    console = await openConsole(world.store, {
      project: () => project,
      loyalty: createBoard({ db: world.store.db, gateway: world.store.gateway, project: () => project }),
    });
    operator = await console.signIn(OPERATOR);
    await world.store.gateway.putContact({
      id: "ada",
      fields: { email: "ada@example.com" },
      consent: { email: "subscribed" },
      imported: true,
    });
  });
  afterAll(async () => {
    await console.app.close();
    await world.close();
  });

  const post = (path: string, payload?: object) =>
    operator.ask({ method: "POST", url: `/console/api/${path}`, ...(payload !== undefined && { payload }) });
  const preview = (args: object) =>
    operator.ask({
      url: `/console/api/preview?contact=ada&message=Class&args=${encodeURIComponent(JSON.stringify(args))}`,
    });
  const drawUp = (args: object) =>
    post("sendings", { to: { audience: "Newsletter", contacts: ["ada"] }, message: "Class", args });
  const SHOWN = "Jul 14, 2026, 8:30 AM | 3.5 | out | €49.90";

  test("is looked at as its types say", async () => {
    expect((await preview(TYPED)).body.replaceAll("\u202f", " ")).toContain(SHOWN);
    expect((await preview({ ...TYPED, seats: "many" })).body).toContain("seats");
  });

  test("is sent as it was looked at", async () => {
    expect((await drawUp({ ...TYPED, lasts: "a while" })).statusCode).toBe(422);
    const { id } = (await drawUp(TYPED)).json();
    await post(`sendings/${id}/send`);
    await world.until(T0);
    expect(
      (world.mails as readonly EmailRequest[]).map(({ text }) => text.replaceAll("\u202f", " ")),
    ).toEqual([expect.stringContaining(SHOWN)]);
  });
});
