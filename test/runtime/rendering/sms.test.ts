import type { SmsMessage } from "@trajet/compiler/program";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../runtime/src/engine/facts.ts";
import type { Value } from "../../../runtime/src/engine/values.ts";
import { RenderError } from "../../../runtime/src/rendering/message.ts";
import { renderSms } from "../../../runtime/src/rendering/sms.ts";

function rendered(text: string, fields: Record<string, Json> = {}, args: Record<string, Value> = {}) {
  const message: SmsMessage = {
    form: "sms",
    channel: "sms",
    kind: "marketing",
    labels: [],
    ifUnknown: "skip",
    parameters: Object.fromEntries(Object.keys(args).map((name) => [name, { type: "text" } as const])),
    text,
  };
  return renderSms(message, {
    program: { fields: { firstName: { type: "text", optional: true } } },
    facts: {
      now: 0,
      zone: "UTC",
      contact: {
        id: "ada",
        audience: "People",
        fields,
        tags: new Set(),
        groups: new Set(),
        consent: {},
        archived: false,
      },
      entry: null,
      occurrence: null,
      history: () => [],
      journeys: new Set(),
    },
    args,
    unsubscribeUrl: "https://shop.example/u/1",
    messageName: "Nudge",
  });
}

describe("a text message", () => {
  it("is the text with its values, as they are: nothing is made harmless for HTML", () => {
    const { text } = rendered(
      "Hi {{contact.firstName}}, {{offer}}",
      { firstName: "O'Hara & <Sons>" },
      { offer: '5 < 6 "today"' },
    );
    expect(text).toBe(`Hi O'Hara & <Sons>, 5 < 6 "today"`);
  });

  it("keeps its lines, and loses control characters and blanks around", () => {
    expect(
      rendered("\n  one\r\ntwo {{contact.firstName}}\n\n", { firstName: "A\u0000d\u0007a\u009b" }).text,
    ).toBe("one\ntwo Ada");
  });

  it("reads no value as a template", () => {
    expect(rendered("Hi {{contact.firstName}}", { firstName: "{{contact.email}}" }).text).toBe(
      "Hi {{contact.email}}",
    );
  });

  it.each([
    ["x".repeat(160), 1],
    ["x".repeat(161), 2],
    ["x".repeat(306), 2],
    ["x".repeat(307), 3],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["é".repeat(160), 1],
    ["ç".repeat(70), 1],
    ["ç".repeat(71), 2],
    ["😀".repeat(35), 1],
    ["😀".repeat(36), 2],
  ])("counts its parts (%#)", (text, segments) => {
    expect(rendered(text).segments).toBe(segments);
  });

  it("is refused where it is empty or longer than any provider takes", () => {
    expect(() => rendered("{{contact.firstName}} ")).toThrow(
      new RenderError("the message Nudge has no text"),
    );
    expect(() => rendered("x".repeat(1_601))).toThrow(RenderError);
    expect(rendered("x".repeat(1_600)).segments).toBe(11);
  });
});
