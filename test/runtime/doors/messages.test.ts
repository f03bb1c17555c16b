import { expect, test } from "vitest";
import { compiled } from "../../compiler/lower/compiled.ts";
import { openShop, PROJECT } from "./open-shop.ts";

const { project } = compiled({
  "shop.journey": `audience Newsletter { field firstName: text? }
email News(topic: text, price: money?) for Newsletter { from "a@shop.example"  subject "N"  body "{{topic}}" }
`,
});
const open = () => openShop({ project: () => ({ ...PROJECT, messages: project.messages ?? [] }) });
const NEWS = { message: "News", contact: "ada", args: { topic: "glazes", price: "5.00 EUR" }, id: "m1" };

test("is on its way once; asked for again, it is said that it was", async () => {
  const { post, gateway } = await open();
  const line = { contact: "ada", message: "News", id: "m1" };
  expect((await post("/v1/messages", NEWS)).json()).toEqual({ version: 1, sent: [line], refused: [] });
  const again = (await post("/v1/messages", NEWS)).json();
  expect(again).toEqual({ version: 1, sent: [{ ...line, repeated: true }], refused: [] });
  expect((await post("/v1/messages", { ...NEWS, id: "m2", dryRun: true })).json().sent).toHaveLength(1);
  expect(gateway.written).toHaveLength(1);
  expect((await post("/v1/messages", { ...NEWS, contact: "nobody" })).json()).toEqual({
    version: 1,
    sent: [],
    refused: [{ contact: "nobody", reason: "there is no such contact" }],
  });
});

test.each([
  [{ ...NEWS, message: "Nwes" }, 422, 'there is no message "Nwes" in this project; did you mean "News"?'],
  [{ ...NEWS, args: {} }, 422, 'the argument "topic" is missing'],
  [
    { ...NEWS, args: { topik: "x" } },
    422,
    'there is no argument "topik" in this message; did you mean "topic"?',
  ],
  [{ ...NEWS, args: { topic: 5 } }, 422, '"topic": '],
  [{ ...NEWS, args: { topic: "x", price: "5" } }, 422, '"price": '],
  [{ ...NEWS, args: [] }, 400, '"args" must be object'],
  [{ message: "News" }, 400, "contact"],
  [{ ...NEWS, when: "now" }, 400, "additional properties"],
])("%j is refused with %i and a letter", async (body, status, detail) => {
  const { post, gateway } = await open();
  const answer = await post("/v1/messages", body);
  expect(answer.json()).toMatchObject({ status, detail: expect.stringContaining(detail) });
  expect(gateway.written).toEqual([]);
});
