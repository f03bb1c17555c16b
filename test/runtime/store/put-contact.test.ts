import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import { createDying, Died } from "./dying.ts";
import { project } from "./programs.ts";

const shape = { fields: {}, tags: [], groups: {} };
let store: Store;
beforeAll(async () => {
  const two = { ...project(), audiences: { Newsletter: shape, Members: shape } };
  store = await openStore({ project: () => two });
});
afterAll(() => store.close());

const put = (audience: string, id: string, email: string) =>
  store.gateway.putContact({ id, audience, imported: false, fields: { email } });

test("an id that belongs to another audience is refused, and nobody is changed", async () => {
  expect(await put("Newsletter", "c1", "ada@shop.example")).toMatchObject({ result: "written" });
  const answer = await put("Members", "c1", "other@shop.example");
  expect(answer).toEqual({ result: "rejected", reason: "c1 is a contact of Newsletter, not of Members" });
  const view = await store.gateway.contact("c1");
  expect(view?.contact).toMatchObject({ audience: "Newsletter", fields: { email: "ada@shop.example" } });
});

test("one address may be in two audiences, as two contacts", async () => {
  expect(await put("Members", "c2", "ada@shop.example")).toMatchObject({ result: "written", contact: "c2" });
});

test("a death before any statement of a sign-up leaves nobody without the defaults of their fields", async () => {
  const dying = createDying();
  const points = { type: { type: "number" }, wireName: "points", default: 0 } as const;
  const one = { ...project(), audiences: { Newsletter: { ...shape, fields: { points } } } };
  const mortal = await openStore({ project: () => one, plugins: [dying.plugin] });
  const signUp = (id: string) =>
    mortal.gateway.putContact({ id, imported: false, fields: { email: `${id}@shop.example` } });
  let died = true;
  for (let statement = 0; died; statement += 1) {
    const id = `c${statement}`;
    dying.arm(statement);
    await signUp(id).catch((error: unknown) => expect(error).toBeInstanceOf(Died));
    died = dying.disarm();
    await signUp(id);
    const view = await mortal.gateway.contact(id);
    expect(view?.contact.fields, `statement ${statement}`).toMatchObject({ points: 0, source: "api" });
    const events = await mortal.db.selectFrom("event").select("key").where("contact", "=", id).execute();
    expect(events.filter(({ key }) => key === "signup")).toHaveLength(1);
  }
  await mortal.close();
});
