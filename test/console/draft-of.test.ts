import { describe, expect, test } from "vitest";
import type { MessageView } from "../../console/src/api/shapes.ts";
import { draftOf } from "../../console/src/loyalty/draft-of.ts";

describe("a message of the project is ready once all that it needs is said, as it was typed", () => {
  const parameter = (name: string, type: string, optional = false) => ({ name, type, optional });
  const message: MessageView = {
    name: "Workshop",
    audience: "Newsletter",
    channel: "email",
    kind: "marketing",
    subject: null,
    parameters: [
      parameter("seats", "number"),
      parameter("startsAt", "moment"),
      parameter("indoors", "boolean"),
      parameter("price", "money", true),
    ],
  };
  const draft = (args: Readonly<Record<string, string>>) =>
    draftOf("declared", message, args, { subject: "", text: "", coupon: "" });

  test("whole", () => {
    expect(draft({ seats: "3", startsAt: "2026-12-24T18:00", indoors: "false", price: "" })).toEqual({
      kind: "declared",
      message: "Workshop",
      args: { seats: "3", startsAt: "2026-12-24T18:00", indoors: "false" },
    });
  });

  test("not whole", () => {
    expect(draft({ seats: "3", indoors: "true", price: "1 EUR" })).toBeUndefined();
  });
});
