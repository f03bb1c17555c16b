import { describe, expect, test } from "vitest";
import type { ConsentStatus } from "../../../../runtime/src/engine/facts.ts";
import {
  droppedAddresses,
  type Known,
  mergedPerson,
  type Person,
} from "../../../../runtime/src/store/merge/merged-person.ts";

const person = (more: Partial<Person & Known> = {}): Person & Known => ({
  fields: {},
  tags: [],
  groups: [],
  consent: {},
  lists: {},
  watches: {},
  decided: {},
  ranks: {},
  ...more,
});

/** `subscribed@5`: decided then; without a time nobody knows when. */
function consenting(channel: string, said: string, field: object): Person & Known {
  const [status = "", at] = said.split("@");
  return person({
    fields: { ...field },
    consent: status === "" ? {} : { [channel]: status as ConsentStatus },
    decided: at === undefined ? {} : { [channel]: Number(at) },
  });
}

describe("the consent of one who was two", () => {
  test.each([
    ["subscribed", "subscribed", "subscribed"],
    ["subscribed@5", "unsubscribed@3", "subscribed"],
    ["subscribed@3", "unsubscribed@5", "unsubscribed"],
    ["subscribed@5", "unsubscribed@5", "unsubscribed"],
    ["subscribed", "unsubscribed@3", "unsubscribed"],
    ["subscribed@5", "unsubscribed", "unsubscribed"],
    ["pending@5", "unsubscribed@3", "unsubscribed"],
    ["pending", "subscribed", "subscribed"],
    ["none", "subscribed", "subscribed"],
    ["none", "pending", "pending"],
    ["", "unsubscribed", "unsubscribed"],
    ["", "subscribed", "subscribed"],
  ])("%s and %s are %s, whoever is merged into whom", (one, other, merged) => {
    const [a, b] = [consenting("email", one, { email: "a" }), consenting("email", other, { email: "b" })];
    expect(mergedPerson(a, b).consent).toEqual({ email: merged });
    expect(mergedPerson(b, a).consent).toEqual({ email: merged });
  });

  test.each([
    ["cleaned", { phone: "1" }, "subscribed", { phone: "2" }, "subscribed"],
    ["cleaned", { phone: "1" }, "", {}, "cleaned"],
    ["cleaned", { phone: "1" }, "", { phone: "2" }, undefined],
    ["subscribed", { phone: "1" }, "cleaned", { phone: "2" }, "cleaned"],
  ])("%s at %j into %s at %j is %s", (given, at, own, keeps, merged) => {
    const [from, into] = [consenting("sms", given, at), consenting("sms", own, keeps)];
    expect(mergedPerson(from, into).consent.sms).toBe(merged);
  });
});

test("an address that is the same, missing or taken over is not left behind", () => {
  const from = { fields: { email: "a@x", phone: "1" } };
  expect(droppedAddresses(from, { fields: { email: "b@x" } })).toEqual({ email: "a@x" });
  expect(droppedAddresses(from, { fields: { email: null, phone: "1" } })).toEqual({});
});

test("fields that are missing, or were cleared, are filled", () => {
  const from = person({ fields: { firstName: "Bea", lastName: "B", points: 3 } });
  const into = person({ fields: { firstName: "Ada", points: null } });
  expect(mergedPerson(from, into).fields).toEqual({ firstName: "Ada", lastName: "B", points: 3 });
});

test("the better place of each list is kept", () => {
  const [gold, silver] = [
    { tier: "gold", since: 1 },
    { tier: "silver", since: 2 },
  ];
  const from = person({ lists: { Top: gold, Only: silver }, ranks: { Top: 1, Only: 9 } });
  const into = person({ lists: { Top: silver }, ranks: { Top: 7 } });
  expect(mergedPerson(from, into).lists).toEqual({ Top: gold, Only: silver });
  expect(mergedPerson(into, from).lists).toEqual({ Top: gold, Only: silver });
});
