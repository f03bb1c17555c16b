import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";

const TEXT = `labels "promotional"
audience Newsletter { }
email Hello for Newsletter { from "a@b.example"  subject "Hello"  body "Welcome." }
journey Welcome for Newsletter { start when contact signs up  send email Hello }
`;
const said = (cap: object) =>
  check(TEXT, { config: JSON.stringify({ name: "shop", caps: [{ max: 1, per: "day", ...cap }] }) })
    .filter(({ file }) => file === "trajet.json" || file === "main.journey")
    .map(({ code, message }) => `${code} ${message}`);

describe("the names in caps of trajet.json", () => {
  test.each<[string, object, readonly unknown[]]>([
    ["a channel of every project", { channel: "sms" }, ["TJ2030"]],
    ["a channel that is misspelt", { channel: "emial" }, ["TJ2008", "TJ2030"]],
    ["a label, which is used by it", { label: "promotional" }, []],
    ["a label that is misspelt", { label: "promotonal" }, ["TJ2014", "TJ2030"]],
  ])("%s", (_, cap, codes) => {
    expect(
      said(cap)
        .map((line) => line.slice(0, 6))
        .sort(),
    ).toEqual(codes);
  });

  test("come with the nearest one", () => {
    expect(said({ label: "promotonal" }).join()).toContain('Did you mean "promotional"?');
    expect(said({ channel: "emial" }).join()).toContain("email");
  });
});
