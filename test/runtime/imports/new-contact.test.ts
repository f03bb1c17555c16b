import type { AudienceShape } from "@trajet/compiler/program";
import { expect, test } from "vitest";
import { newContactFields } from "../../../runtime/src/imports/shapes/new-contact.ts";

const AUDIENCE: AudienceShape = {
  fields: {
    code: { type: { type: "text" }, wireName: "code" },
    city: { type: { type: "text", optional: true }, wireName: "city" },
    favorites: { type: { type: "text", list: true }, wireName: "favorites" },
    plan: { type: { type: "enum", values: ["free", "pro"] }, wireName: "plan", default: "free" },
    limit: { type: { type: "money" }, wireName: "limit", default: { money: "5.00", currency: "EUR" } },
    until: { type: { type: "date" }, wireName: "until", default: { date: "2026-12-24" } },
    pause: { type: { type: "duration" }, wireName: "pause", default: { duration: { days: 3 } } },
  },
  tags: [],
  groups: {},
};

test("a new contact has the defaults of what is not given, in wire form", () => {
  expect(newContactFields(AUDIENCE, { code: "x", plan: "pro", until: null })).toEqual({
    value: {
      code: "x",
      plan: "pro",
      limit: { amount: "5.00", currency: "EUR" },
      until: "2026-12-24",
      pause: "P3D",
    },
  });
});

test("a new contact without what it must have is none", () => {
  expect(newContactFields(AUDIENCE, { city: "Lyon" })).toEqual({
    reason: '"code" is missing, and a new contact must have it',
  });
});
