import { describe, expect, test } from "vitest";
import { check, marks } from "./project-of.ts";
import { SHOP } from "./shop.ts";

const helpOf = (code: string, text: string) => check(text).find((each) => each.code === code)?.help;

test("what a refused step leaves missing is ended there", () => {
  const text = `${SHOP}coupon Pool { pool }
journey J for Newsletter { start manually  give coupon Pool as code  send email Hello(city: code) }`;
  expect(helpOf("TJ3005", text)).toContain("otherwise { exit }");
  const field = `${SHOP}journey J for Newsletter { start manually  send email Hello(city: contact.city) }`;
  expect(check(field).map(({ code }) => code)).toContain("TJ3005");
  expect(helpOf("TJ3005", field)).toBeUndefined();
});

const SLOTS = `${SHOP}email At(at: moment) for Newsletter { from "Ana <ana@shop.example>"  subject "Soon"  body "{{date at}}" }
webhook Slots { url "https://slots.example/"  receive { field state: "free" | "taken"  field slotAt: moment  field note: text? } }
`;
const LOOP = `repeat up to 3 times { call webhook Slots as slot otherwise { exit }  if slot.state == "free" { break }  delay 1 day }`;
const marksBehindLoop = (lines: string) =>
  marks(`${SLOTS}journey J for Newsletter { start manually  ${LOOP}  ${lines} }`).filter(
    (mark) => !mark.startsWith("TJ2030"),
  );

test("an answer behind the loop that asks for it is looked at, and not ended where it is refused", () => {
  const text = `${SLOTS}journey J for Newsletter { start manually  ${LOOP}  send email At(at: slot.slotAt) }`;
  const said = check(text).find(({ code }) => code === "TJ3005");
  expect(said?.message).toBe(
    "slot may be missing, and a value is needed here: ask `slot is set` first, or say behind `or` what stands in for slot.slotAt.",
  );
  expect(said?.help).toContain("clears slot on each turn");
  expect(said?.help).not.toContain("exit");
});

test.each([
  ["send email At(at: slot.slotAt or now)", []],
  ["if slot is set { send email At(at: slot.slotAt) }", []],
  ['send email Hello(city: slot.note or slot.state or "none")', []],
  ['if (slot.note or "") == "" { exit }', []],
  ["send email At(at: slot.slotAt + 1 day or now)", []],
  ["send email At(at: now or slot.slotAt)", ["TJ3008 now or slot.slotAt", "TJ3005 slot"]],
  ["send email Hello(city: slot.note or slot.state)", ["TJ3005 slot"]],
])("what advice about it says can be written: %s", (lines, expected) => {
  expect([...marksBehindLoop(lines)].sort()).toEqual([...expected].sort());
});

test("of a journey that could not be read whole, nothing is missed", () => {
  const text = `${SHOP}journey J for Newsletter {
  start when contact signs up
  wait upto 1 week { when contact unsubscribes { milestone "gone"  later: delay 1 day } }
}
test "t" for J {
  on 2026-03-27 contact signs up
  expect reached milestone "gone"
  expect waiting at later
}`;
  expect(marks(text).filter((mark) => !mark.startsWith("TJ2030"))).toEqual(["TJ1001 upto"]);
});

test("an outcome of a test by another form of its verb is one letter, with the form", () => {
  const text = `${SHOP}journey J for Newsletter { start when contact signs up  tag "vip" }
test "t" for J { on 2026-03-27 contact signs up  expect finish }`;
  const [said, ...others] = check(text).filter(({ code }) => code !== "TJ2030");
  expect([said?.code, said?.fixes?.[0]?.edits[0]?.text, others]).toEqual(["TJ2013", "finished", []]);
});

describe("what only the entry has is offered with its whole name", () => {
  const EVENTS = `event VisitBooked { field bookingId: text }
event VisitMoved { field bookingId: text  field reason: text }
`;
  const TWO =
    "start when contact does VisitBooked  start when contact does VisitMoved  one run per entry.event.bookingId";
  test.each([
    ["start when contact does VisitBooked  one run per bookingId  delay 1 day", "entry.event.bookingId"],
    ["start when contact does VisitBooked  one run per event.bookingId  delay 1 day", "entry.event"],
    [`${TWO}  if bookingId == "b1" { exit }`, "entry.event.bookingId"],
    ["start when contact buys any product  if order.total > 10 EUR { exit }", "entry.order"],
  ])("%s", (lines, instead) => {
    const text = `${SHOP}${EVENTS}journey J for Newsletter { ${lines} }`;
    const said = check(text).filter(({ severity }) => severity === "error");
    expect(said.map(({ code, fixes }) => [code, fixes?.[0]?.edits[0]?.text])).toEqual([["TJ2013", instead]]);
  });

  test("but for what not every start has", () => {
    const text = `${SHOP}${EVENTS}journey J for Newsletter { ${TWO}  if reason == "ill" { exit } }`;
    const [said] = check(text).filter(({ severity }) => severity === "error");
    expect([said?.code, said?.fixes]).toEqual(["TJ2013", undefined]);
  });
});

test("money with a sign is one letter", () => {
  const text = `${SHOP}journey J for Newsletter { start when contact buys any product where order.total > 10 €  tag "vip" }`;
  expect(marks(text).filter((mark) => !mark.startsWith("TJ2030"))).toEqual(["TJ1004 €"]);
});

test("a webhook that speaks of the contact says for whom it is", () => {
  expect(helpOf("TJ2024", 'webhook W { url "https://x.example/"  send { a: contact.email } }')).toContain(
    "for Newsletter",
  );
});

test("a field of the contact without its contact is offered in a template", () => {
  const text = `audience A { field firstName: text? }
email E for A { from "Ana <ana@shop.example>"  subject "Hi"  body "Hello {{firstName}}" }`;
  const [said] = check(text).filter(({ code }) => code === "TJ5002");
  expect(said?.fixes?.[0]?.edits[0]?.text).toBe("contact.firstName");
});

test("tiers beside a comma may be unread: no gap is seen", () => {
  const text = `audience A { }
store S { currency EUR }
loyalty L for A { from S  rank by orders  over last year  tiers { gold: top 10%, silver: rest } }`;
  expect(marks(text).filter((mark) => mark.startsWith("TJ7"))).toEqual([]);
});
