import { expect, test } from "vitest";
import { edited } from "./edited.ts";
import { check } from "./project-of.ts";

const HEAD = `audience A { }
email M(city: text, at: moment, site: url?) for A {
  from "a@shop.example"  subject "{{city}}"  body "{{at}} {{#if site}}{{site}}{{/if}}"
}
webhook W(points: number) { url "https://x.example/"  send { points: points } }
fragment F(patience: duration, city: text) for A { delay patience  send email M(city: city, at: now) }
`;
const within = (step: string) => `${HEAD}journey J for A { start manually  ${step} }\n`;

test.each([
  ['send email M("Lyon", now)', 'send email M(city: "Lyon", at: now)'],
  ['send email M("Lyon", at: now)', 'send email M(city: "Lyon", at: now)'],
  ['send email M(now, "Lyon")', 'send email M(at: now, city: "Lyon")'],
  [
    'send email M(city: "Lyon", now, "https://x.example/")',
    'send email M(city: "Lyon", at: now, site: "https://x.example/")',
  ],
  ["call webhook W(3)", "call webhook W(points: 3)"],
  ['run F(2 days, "Lyon")', 'run F(patience: 2 days, city: "Lyon")'],
])("%s", (wrong, right) => {
  const said = check(within(wrong)).filter(({ code }) => code === "TJ1034");
  const edits = said.flatMap(({ fixes = [] }) => fixes.flatMap((fix) => fix.edits));
  expect(edited(within(wrong), edits)).toBe(within(right));
  expect(check(within(wrong)).every(({ code }) => code === "TJ1034" || code === "TJ2030")).toBe(true);
  expect(check(within(right)).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("names the parameter in the letter, and none where none takes such a value", () => {
  const said = (step: string) =>
    check(within(step)).map(({ code, message, fixes }) => [code, message, fixes?.length]);
  expect(said("call webhook W(3)")[0]).toEqual(["TJ1034", "Arguments have names: `points: 3`.", 1]);
  expect(said('call webhook W("three")')[0]).toEqual([
    "TJ1034",
    'Arguments have names: `name: "three"`.',
    undefined,
  ]);
});
