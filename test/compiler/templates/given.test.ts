import { describe, expect, test } from "vitest";
import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import { marked } from "./marked.ts";

const DECLARED = `audience Newsletter { field city: text = "Lyon"  field plan: "free" | "pro" = "free" }
store Boutique { platform "shopify"  currency EUR }
event Booked { field className: text  field seat: number? }
webhook Crm for Newsletter { url "https://crm.example/"  send { id: contact.id }  receive { field score: number  field owner: text? } }
coupon Ten { pool }
`;

/** Checks a body that speaks of what the journeys know. */
function check(body: string, journeys: string) {
  const text = `${DECLARED}email Hello for Newsletter { from "a@b.example"  subject "x"  body "${body}" }\n${journeys}\n`;
  const { source, at, start } = marked(text);
  const { diagnostics } = checkProject({
    folder: "/project",
    config: undefined,
    journeys: [{ path: "a.journey", text: source }],
    readFile: () => undefined,
  });
  const found = diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ code, span, message, related = [] }) => ({
      code,
      at: source.slice(span.start, span.end),
      start: span.start,
      message,
      related: related.map(
        (each) => source.slice(0, each.span.start).split("\n").length - DECLARED.split("\n").length,
      ),
    }));
  return { found, at, start };
}

const buys =
  "journey Buys for Newsletter {\n  start when contact buys any product from Boutique\n  send email Hello\n}";
const signsUp = "journey SignsUp for Newsletter {\n  start when contact signs up\n  send email Hello\n}";
const books = "journey Books for Newsletter {\n  start when contact does Booked\n  send email Hello\n}";

describe("what every sending knows is known", () => {
  test.each([
    ["{{money entry.order.total}}", buys],
    ["{{#each entry.order.items}}{{sku}}{{/each}}", buys],
    ["{{#if entry.event.seat}}{{entry.event.seat}}{{/if}} {{entry.event.className}}", books],
    [
      "{{score}}",
      "journey A for Newsletter {\n  start when contact signs up\n  remember score = 7\n  send email Hello\n}\njourney B for Newsletter {\n  start manually\n  remember score = 8\n  send email Hello\n}",
    ],
    [
      "{{crm.score}}",
      "journey A for Newsletter {\n  start when contact signs up\n  call webhook Crm as crm otherwise { exit }\n  send email Hello\n}",
    ],
    [
      "{{code}}",
      "journey A for Newsletter {\n  start when contact signs up\n  give coupon Ten as code otherwise { exit }\n  send email Hello\n}",
    ],
  ])("%s", (body, journeys) => {
    const { found } = check(body, journeys);
    expect(found).toEqual([]);
  });
});

describe("what one of them does not know is said, with the step", () => {
  test.each<[body: string, journeys: string, code: string, words: RegExp, related: readonly number[]]>([
    [
      "{{money entry.«order».total}}",
      `${buys}\n${signsUp}`,
      "TJ5016",
      /"entry\.order".*not every place/,
      [7],
    ],
    ["{{entry.«cart».id}}", buys, "TJ5002", /"cart" in entry/, []],
    ["{{entry.order.«totel»}}", buys, "TJ5002", /"total"/, []],
    ["{{«entry».order.id}}", "", "TJ5016", /no journey sends/, []],
    [
      "{{«score»}}",
      "journey A for Newsletter {\n  start when contact signs up\n  remember score = 7\n  send email Hello\n}\njourney B for Newsletter {\n  start manually\n  send email Hello\n}",
      "TJ5016",
      /"score".*not every place/,
      [8],
    ],
    [
      "{{«score»}}",
      'journey A for Newsletter {\n  start when contact signs up\n  remember score = 7\n  send email Hello\n}\njourney B for Newsletter {\n  start manually\n  remember score = "x"\n  send email Hello\n}',
      "TJ5016",
      /number in one place.*text in another/,
      [4, 9],
    ],
    ["{{«scoree»}}", buys, "TJ5002", /"scoree"/, []],
    [
      "{{«patience»}}",
      "fragment Ask(patience: duration) for Newsletter {\n  delay patience\n  send email Hello\n}\njourney A for Newsletter {\n  start manually\n  run Ask(patience: 1 day)\n}",
      "TJ5002",
      /"patience"/,
      [],
    ],
    [
      "{{«crm.owner»}}",
      "journey A for Newsletter {\n  start when contact signs up\n  call webhook Crm as crm otherwise { exit }\n  send email Hello\n}",
      "TJ5004",
      /crm\.owner/,
      [],
    ],
  ])("%s", (body, journeys, code, words, related) => {
    const { found, at, start } = check(body, journeys);
    expect(found.map((one) => [one.code, one.at, one.start])).toEqual([[code, at, start]]);
    expect(found[0]?.message).toMatch(words);
    expect(found[0]?.related).toEqual(related);
  });
});
