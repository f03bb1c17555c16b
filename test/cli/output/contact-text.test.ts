import { expect, test } from "vitest";
import { contactText } from "../../../cli/src/output/contact-text.ts";

const CONTACT = {
  id: "ada",
  audience: "Newsletter",
  fields: { points: 120 },
  tags: ["vip"],
  groups: [],
  consent: {},
};
const ABOUT = { at: "2026-03-02T10:00:00.000Z", journey: "J", run: "r1", program: "p1" };

test("a decision says where it stands, what stands there, and what was read", () => {
  const text = contactText({
    contact: CONTACT,
    timeline: [
      {
        ...ABOUT,
        kind: "branched",
        step: "if",
        arm: 0,
        because: "contact.points > 100",
        saw: {
          "contact.points": 120,
          "contact.city": null,
          "contact.plan": "vip",
          "order.total": { amount: "5.00", currency: "EUR" },
        },
        source: { file: "a.journey", line: 9 },
      },
      { ...ABOUT, kind: "finished" },
    ],
  });
  expect(text.split("\n").slice(-3)).toEqual([
    '2026-03-02T10:00:00.000Z  J  branched arm 0  (a.journey:9)  because contact.points > 100, with contact.points 120, contact.city missing, contact.plan "vip", order.total 5.00 EUR',
    "2026-03-02T10:00:00.000Z  J  finished",
    "",
  ]);
});

test.each([
  [{ kind: "sent", name: "Hello", channel: "email" }, "sent Hello (email)"],
  [{ kind: "delayed", until: "2026-03-03T10:00:00Z" }, "delayed until 2026-03-03T10:00:00Z"],
  [
    { kind: "refused", name: "Hello", reason: "550 no such mailbox", channel: "email" },
    "refused Hello (email): 550 no such mailbox",
  ],
  [
    {
      kind: "held",
      by: "window",
      name: "Hello",
      until: "2026-03-03T08:00:00Z",
      reason: "too late",
      channel: "email",
    },
    "held Hello (email) by window until 2026-03-03T08:00:00Z: too late",
  ],
])("%o reads as a sentence", (entry, sentence) => {
  const text = contactText({ contact: CONTACT, timeline: [{ ...ABOUT, ...entry }] });
  expect(text.trimEnd().split("\n").at(-1)).toBe(`${ABOUT.at}  J  ${sentence}`);
});
