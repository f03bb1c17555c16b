import { format } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import type { MapChange } from "../../lsp/src/map/change.ts";
import { map } from "../../lsp/src/requests/map.ts";
import { mapChange } from "../../lsp/src/requests/map-change.ts";
import type { Snapshot } from "../../lsp/src/workspace/snapshot.ts";
import { errorsIn, flowIn, mapOf, textAfter } from "./maps.ts";
import { SHOP } from "./shop.ts";
import { snapshotsOf } from "./snapshots.ts";

const JOURNEY = `journey Care for Newsletter {
  start when contact signs up

  // Says hello, twice.
  hello: send email Welcome  // the first
  delay 1 day
  if contact has tag "vip" {
    tag "engaged"
  }
  wait up to 3 days {
    when contact unsubscribes {
      exit
    }
  }
  milestone "done"
}
`;
const shop = snapshotsOf({ ...SHOP, "care.journey": JOURNEY });
const care = (text: string = JOURNEY): Snapshot => shop.at("care.journey", text);
const nodeOf = (snapshot: Snapshot, label: string): string =>
  mapOf(snapshot).nodes.find((node) => node.label.startsWith(label))?.id ?? "";
const textWith = (label: string, change: (node: string) => MapChange, text?: string): string =>
  textAfter(care(text), change(nodeOf(care(text), label))).text;
const refusalOf = (change: MapChange, version?: number): string => {
  const snapshot = care();
  const textDocument = { uri: snapshot.file.uri };
  const of = { textDocument, journey: "Care", version: version ?? mapOf(snapshot).version, change };
  const answer = mapChange(snapshot, of);
  return "refused" in answer ? answer.refused : "";
};

describe("what is offered", () => {
  const offers = mapOf(care()).offers;

  it("names the rules, and actions with what the audience has", () => {
    const labels = (group: string) => offers.filter((one) => one.group === group).map(({ label }) => label);
    expect(labels("rule")).toEqual(["delay", "delay until", "wait", "if", "match", "split", "repeat"]);
    expect(labels("action")).toEqual(
      expect.arrayContaining([
        "send email Welcome",
        "send email Reminder",
        'tag "vip"',
        'untag "engaged"',
        'join "Interests"."Baking"',
        "leave journey WelcomeSeries",
        "archive contact",
        "exit",
      ]),
    );
    expect(labels("action")).not.toContain("leave journey Care");
  });

  it.each(offers.map(({ label, step }) => [label, step] as const))(
    "%s is a step without a mistake",
    (label, step) => {
      const edge = mapOf(care()).edges.findIndex(({ from }) => from.startsWith("milestone"));
      const { text, line } = textAfter(care(), { kind: "insert", step, edge });
      expect(format(text).changed).toBe(false);
      expect(line.startsWith(step.split("\n")[0] ?? "")).toBe(true);
      expect(errorsIn(care(text)), label).toEqual([]);
    },
  );
});

describe("a step is taken away", () => {
  it("with the comments that are about it, and nothing else", () => {
    const text = textWith("send email Welcome", (node) => ({ kind: "delete", node }));
    expect(text).toBe(JOURNEY.replace(/ {2}\/\/ Says[\s\S]*first\n/, ""));
  });

  it("with all that is inside it", () => {
    expect(textWith("if contact has", (node) => ({ kind: "delete", node }))).toBe(
      JOURNEY.replace(/ {2}if [\s\S]*?\n {2}\}\n/, ""),
    );
  });

  it("out of a line that holds others, whose comment stays", () => {
    const text = JOURNEY.replace("  delay 1 day\n", '  // All.\n  tag "vip"  tag "engaged"  delay 1 day\n');
    expect(textWith('tag "engaged"', (node) => ({ kind: "delete", node }), text)).toContain(
      '  // All.\n  tag "vip"  delay 1 day\n',
    );
  });
});

describe("a step changes places", () => {
  const move = (to: "up" | "down") => (node: string) => ({ kind: "move", node, to }) as const;

  it("with the one behind it, comments and all, and back", () => {
    const down = textWith("send email Welcome", move("down"));
    expect(down).toContain(
      "\n\n  delay 1 day\n  // Says hello, twice.\n  hello: send email Welcome  // the first\n  if ",
    );
    expect(textWith("send email Welcome", move("up"), down)).toBe(JOURNEY);
  });

  it("with a block", () => {
    const up = textWith("if contact has", move("up"));
    expect(up).toMatch(
      /first\n {2}if contact has tag "vip" \{\n {4}tag "engaged"\n {2}\}\n {2}delay 1 day\n {2}wait/,
    );
    expect(textWith("if contact has", move("down"), up)).toBe(JOURNEY);
  });

  it("inside a block", () => {
    const [before, behind] = [
      '    tag "engaged"\n    milestone "told"\n',
      '    milestone "told"\n    tag "engaged"\n',
    ];
    const text = JOURNEY.replace('    tag "engaged"\n', before);
    expect(textWith('tag "engaged"', move("down"), text)).toBe(text.replace(before, behind));
  });

  it("on one line, where a comment would swallow what follows", () => {
    const text = JOURNEY.replace("  delay 1 day\n", '  tag "vip"  delay 1 day // a day\n');
    const moved = textWith("delay", move("up"), text);
    expect(flowIn(care(moved), "Care").nodes.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['tag "vip"', "delay 1 day"]),
    );
    expect(moved.indexOf("delay 1 day")).toBeLessThan(moved.indexOf('tag "vip"'));
  });

  it("says beforehand where it cannot, and refuses there", () => {
    const { nodes } = mapOf(care());
    const can = nodes.map(({ label, step, up, down, before }) => [label.slice(0, 6), step, up, down, before]);
    expect(can).toEqual([
      ["start ", false, false, false, false],
      ["send e", true, false, true, true],
      ["delay ", true, true, true, true],
      ["if con", true, true, true, true],
      ['tag "e', true, false, false, true],
      ["wait u", true, true, true, true],
      ["exit", true, false, false, true],
      ["milest", true, true, false, true],
      ["end", false, false, false, true],
    ]);
    expect(refusalOf(move("down")(nodeOf(care(), "milestone")))).toBe(
      "The step is the last one of its block.",
    );
    expect(refusalOf({ kind: "delete", node: "start:signs up" })).not.toBe("");
    expect(refusalOf({ kind: "delete", node: "nobody" })).toBe("The journey has no such step any more.");
    const exit = mapOf(care()).edges.findIndex(({ from }) => from === "exit");
    expect(mapOf(care()).edges[exit]?.takes).toBe(false);
    expect(refusalOf({ kind: "insert", step: "exit", edge: exit })).toBe(
      "No step can be written at this place of the journey.",
    );
  });

  it("is refused where `exit` and `if` would be read as one", () => {
    const edge = mapOf(care()).edges.findIndex(({ from }) => from === "delay");
    expect(refusalOf({ kind: "insert", step: "exit", edge })).toContain("would be read as one");
    const exits = JOURNEY.replace("  delay 1 day\n", '  exit\n  tag "vip"\n');
    const snapshot = care(exits);
    const { journey, version, nodes } = mapOf(snapshot);
    const node = nodes.find(({ kind }) => kind === "exit")?.id ?? "";
    const change = { kind: "move", node, to: "down" } as const;
    const answer = mapChange(snapshot, {
      textDocument: { uri: snapshot.file.uri },
      journey,
      version,
      change,
    });
    expect(answer).toEqual({ refused: expect.stringContaining("would be read as one") });
  });

  it("is refused on a map of another text", () => {
    expect(refusalOf({ kind: "delete", node: "hello" }, -1)).toContain("try again");
  });
});

describe("a step begins what is not there yet", () => {
  const insert = (from: string, label: string | undefined, text = JOURNEY): string => {
    const snapshot = care(text);
    const edge = mapOf(snapshot).edges.findIndex((one) => one.from === from && one.label === label);
    return textAfter(snapshot, { kind: "insert", step: 'tag "vip"', edge }).text;
  };

  it("an else", () => {
    expect(insert("if", "no")).toContain('    tag "engaged"\n  } else {\n    tag "vip"\n  }\n');
  });

  it("an otherwise", () => {
    expect(insert("wait", "after 3 days")).toContain('    otherwise {\n      tag "vip"\n    }\n  }\n');
  });

  it("the first step", () => {
    const empty = "journey Care for Newsletter {\n  start when contact signs up\n}\n";
    const text = insert(mapOf(care(empty)).edges[0]?.from ?? "", undefined, empty);
    expect(text).toBe(empty.replace("up\n", 'up\n\n  tag "vip"\n'));
  });

  it("in a text that is not in the canonical form, which stays as it is", () => {
    const odd = JOURNEY.replace("  delay 1 day", "      delay   1 day").replace("\n  if ", "\n    if ");
    expect(insert("delay", undefined, odd)).toBe(odd.replace("1 day\n", '1 day\n      tag "vip"\n'));
  });
});

describe("the map of a file", () => {
  it("is that of the journey around the cursor, or the nearest above it", () => {
    const two = `${JOURNEY}\n// between\n${JOURNEY.replace("Care", "Second")}`;
    const snapshot = care(two);
    const at = (text: string): string | undefined => {
      const position = snapshot.file.document.positionAt(two.lastIndexOf(text));
      return map(snapshot, { textDocument: { uri: snapshot.file.uri }, position })?.journey;
    };
    expect([at("journey Care"), at("between"), at("milestone")]).toEqual(["Care", "Care", "Second"]);
  });

  it("is none where there is no journey", () => {
    const snapshot = shop.at("shop.journey");
    expect(map(snapshot, { textDocument: { uri: snapshot.file.uri } })).toBeNull();
  });

  it("brings a picture without a style sheet, whose labels say which edge they are of", () => {
    const { svg, edges } = mapOf(care());
    expect(svg).not.toContain("<style");
    const labelled = edges.flatMap(({ label }, index) => (label === undefined ? [] : [String(index)]));
    const marks = [...svg.matchAll(/data-edge="(\d+)"/g)].map(([, mark]) => mark);
    expect([...new Set(marks)].toSorted()).toEqual(labelled.toSorted());
  });
});
