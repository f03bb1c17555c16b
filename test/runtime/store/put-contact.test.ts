import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
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
