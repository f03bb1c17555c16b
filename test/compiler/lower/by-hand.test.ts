import { expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";
import { loadProgram } from "../../../compiler/src/program/load.ts";
import { compiled, DECLARATIONS } from "./compiled.ts";

const { project } = compiled(
  { "declarations.journey": DECLARATIONS },
  {},
  '{ "name": "test", "caps": [{ "channel": "email", "max": 3, "per": "week" }] }',
);

test("each message has a program that sends it once, with its arguments from the payload of its start", () => {
  const [news, welcome] = project.messages ?? [];
  expect([news?.message, welcome?.message]).toEqual(["News", "Welcome"]);
  expect(news?.program).toMatchObject({
    journey: "send News",
    audience: "Newsletter",
    events: { News: { type: "record", fields: { topic: { type: "text" } } } },
    exits: [],
    watch: {},
    first: "send:News",
    steps: {
      "send:News": {
        kind: "send",
        channel: "email",
        message: "News",
        args: { topic: { op: "get", root: "entry", path: ["event", "topic"] } },
        next: null,
        summary: "send email News",
      },
    },
  });
  expect(news?.program.messages.News?.parameters).toEqual({ topic: { type: "text" } });
  expect(news?.source).toMatchObject({
    file: "declarations.journey",
    steps: { "send:News": { line: 12 } },
  });
});

test("the project's caps hold for it, and it is a program like any other", () => {
  for (const { program, hash } of project.messages ?? []) {
    expect(program.sendLimits).toMatchObject([{ messages: 3, of: { of: "project", channel: "email" } }]);
    expect(loadProgram(canonicalJson(program), hash)).toEqual(program);
  }
});

test("a message with an error has none, and the others have theirs", () => {
  const broken = compiled({
    "declarations.journey": `${DECLARATIONS}email Bad for Newsletter { from "a@b.example" subject "x" body "{{contact.citty}}" }`,
  });
  expect(broken.project.messages?.map(({ message }) => message)).toEqual(["News", "Welcome"]);
  expect(broken.leftOut).toEqual([]);
});
