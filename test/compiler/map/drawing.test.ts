import { describe, expect, test } from "vitest";
import type { JourneyMap } from "../../../compiler/src/map/journey-map.ts";
import { mermaidOf } from "../../../compiler/src/map/mermaid.ts";
import { svgOf } from "../../../compiler/src/map/svg.ts";

const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const MAP: JourneyMap = {
  version: 1,
  journey: "A & B",
  nodes: [
    { id: "start:signup", kind: "start", label: "start when contact signs up", range },
    { id: "if", kind: "if", label: 'if contact.points < 5 and contact has tag "vip"', step: "if", range },
    { id: "delay until", kind: "delay until", label: "delay until 9:00", step: "delay until", range },
    { id: ":end", kind: "end", label: "end", range },
  ],
  edges: [
    { from: "start:signup", to: "if" },
    { from: "if", to: "delay until", label: "yes" },
    { from: "if", to: ":end", label: "no" },
    { from: "delay until", to: ":end" },
    { from: "delay until", to: ":end", label: "passed" },
  ],
};

test("Mermaid: shapes by kind, signs of the label made harmless", () => {
  expect(mermaidOf(MAP)).toBe(`flowchart TD
  n0(["start when contact signs up"])
  n1{"if contact.points #60; 5 and contact has tag #34;vip#34;"}
  n2{{"delay until 9:00"}}
  n3(("end"))
  n0 --> n1
  n1 -->|"yes"| n2
  n1 -->|"no"| n3
  n2 --> n3
  n2 -->|"passed"| n3
`);
});

describe("SVG", () => {
  const svg = svgOf(MAP);
  const boxes = [
    ...svg.matchAll(
      /data-node="([^"]*)".*?<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="(\d+)"/g,
    ),
  ].map(([, id = "", x, y, width, height]) => ({
    id,
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }));
  const size = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];

  test("has each node once, inside the picture, and none over another", () => {
    expect(boxes.map((box) => box.id)).toEqual(MAP.nodes.map((node) => node.id));
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(size[0] ?? 0);
      expect(box.y + box.height).toBeLessThanOrEqual(size[1] ?? 0);
    }
    for (const one of boxes) {
      for (const other of boxes) {
        if (one === other) continue;
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(apart, `${one.id} and ${other.id}`).toBe(true);
      }
    }
  });

  test("has each edge, also two between the same nodes", () => {
    expect(svg.match(/class="edge"/g)).toHaveLength(5);
  });

  test("makes the signs of labels harmless", () => {
    expect(svg).toContain("<title>A &#38; B</title>");
    expect(svg).toContain("<title>if contact.points &#60; 5 and contact has tag &#34;vip&#34;</title>");
    expect(svg.match(/&(?!#\d+;)/g)).toBeNull();
  });

  test("cuts a long label, and keeps all of it as the node's title", () => {
    expect(svg).toContain(">if contact.points &#60; 5 and contact has tag &#34;vi…</text>");
  });
});
