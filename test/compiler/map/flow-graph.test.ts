import { parse } from "@trajet/grammar";
import { describe, expect, test } from "vitest";
import { flowGraph, unreachableNodes } from "../../../compiler/src/map/flow-graph.ts";
import { journeyMap } from "../../../compiler/src/map/journey-map.ts";
import { compiled, DECLARATIONS } from "../lower/compiled.ts";

/** The graph of a journey of these lines, as `from -label-> to`. */
function graph(lines: string, settings = "start when contact signs up") {
  const { tree } = parse(`journey Series for Newsletter {\n${settings}\n${lines}\n}`);
  const [journey] = tree.declarations;
  if (journey?.kind !== "Journey") throw new Error("no journey");
  const flow = flowGraph(journey);
  return {
    nodes: flow.nodes.map(({ id }) => id),
    edges: flow.edges.map(({ from, to, label }) =>
      label === undefined ? `${from} -> ${to}` : `${from} -${label}-> ${to}`,
    ),
    unreachable: unreachableNodes(flow).map(({ id }) => id),
    flow,
  };
}

describe("the flow graph", () => {
  test("an empty journey leads from its starts to its end", () => {
    expect(graph("", "start when contact signs up start manually").edges).toEqual([
      "start:signup -> :end",
      "start:manual -> :end",
    ]);
  });

  test("an if: empty blocks go straight on, the sides meet behind it", () => {
    expect(
      graph('if contact.points > 1 { tag "a" } else if contact.points > 0 { } else { tag "b" } exit').edges,
    ).toEqual([
      "start:signup -> if",
      "if -yes-> tag:a",
      "if -else if contact.points > 0-> exit",
      "if -else-> tag:b",
      "tag:a -> exit",
      "tag:b -> exit",
      "exit -> :end",
    ]);
  });

  test("an if without else", () => {
    expect(graph('if contact.points > 1 { tag "a" }').edges.slice(1)).toEqual([
      "if -yes-> tag:a",
      "if -no-> :end",
      "tag:a -> :end",
    ]);
  });

  test("a wait, a split, and what is refused", () => {
    expect(
      graph(`wait up to 3 days {
        when contact clicks Welcome "shop" or when contact buys any product where order.total > 1 EUR { tag "a" }
        otherwise { send email Welcome otherwise { exit } }
      }
      split { 62.5% "x" { } 37.5% "y" { delay until 9:00 otherwise { untag "a" } } }`).edges,
    ).toEqual([
      "start:signup -> wait",
      'wait -clicks Welcome "shop" or buys any product …-> tag:a',
      "wait -after 3 days-> send:Welcome",
      "tag:a -> split",
      "send:Welcome -> split",
      "send:Welcome -refused-> exit",
      "exit -> :end",
      "split -62.5% x-> :end",
      "split -37.5% y-> delay until",
      "delay until -> :end",
      "delay until -passed-> untag:a",
      "untag:a -> :end",
    ]);
  });

  test("a loop leads back, and a break out of it", () => {
    expect(graph("repeat up to 3 times { delay 1 day if contact.points > 1 { break } }").edges).toEqual([
      "start:signup -> repeat",
      "repeat -again-> delay",
      "repeat -done-> :end",
      "delay -> if",
      "if -yes-> break",
      "if -no-> repeat",
      "break -> :end",
    ]);
  });

  test("a match has its patterns on its edges", () => {
    expect(
      graph('match contact.points { < 5 { tag "a" } 5 ..< 10, 20 { } else { exit } }').edges.slice(1),
    ).toEqual([
      "match -< 5-> tag:a",
      "match -5 ..< 10, 20-> :end",
      "match -else-> exit",
      "tag:a -> :end",
      "exit -> :end",
    ]);
  });

  test("an unfinished journey has one all the same", () => {
    const { nodes, edges } = graph("wait up to { when contact } if { tag");
    expect(nodes.slice(0, 2)).toEqual(["start:signup", "wait"]);
    expect(edges[0]).toBe("start:signup -> wait");
  });
});

describe("steps that no start leads to", () => {
  test("behind an exit, and behind a branch that always exits", () => {
    expect(graph('exit tag "a" delay 1 day').unreachable).toEqual(["tag:a", "delay"]);
    expect(graph('if contact.points > 1 { exit } else { exit } tag "a"').unreachable).toEqual(["tag:a"]);
  });

  test("none where a branch goes on", () => {
    expect(graph('if contact.points > 1 { exit } tag "a"').unreachable).toEqual([]);
  });

  test("none in a journey without a start: that is another mistake", () => {
    expect(graph('tag "a" delay 1 day', "").unreachable).toEqual([]);
  });
});

test("the map has the shape of the contract, with the ids of the program and places from 1", () => {
  const text = "journey Series for Newsletter {\n  start when contact signs up\n  nudge: delay 1 week\n}\n";
  const { model, project } = compiled({ "d.journey": DECLARATIONS, "s.journey": text });
  const journey = model.symbols.journeys.get("Series");
  if (journey === undefined) throw new Error("no journey");
  const map = journeyMap(model, journey);
  expect(map).toEqual({
    version: 1,
    journey: "Series",
    audience: "Newsletter",
    nodes: [
      {
        id: "start:signup",
        kind: "start",
        label: "start when contact signs up",
        file: "s.journey",
        range: { start: { line: 2, column: 3 }, end: { line: 2, column: 30 } },
      },
      {
        id: "nudge",
        kind: "delay",
        label: "delay 1 week",
        name: "nudge",
        step: "nudge",
        file: "s.journey",
        range: { start: { line: 3, column: 3 }, end: { line: 3, column: 22 } },
      },
      {
        id: ":end",
        kind: "end",
        label: "end",
        file: "s.journey",
        range: { start: { line: 4, column: 2 }, end: { line: 4, column: 2 } },
      },
    ],
    edges: [
      { from: "start:signup", to: "nudge" },
      { from: "nudge", to: ":end" },
    ],
    fragments: [],
    loops: [],
    rules: [],
  });
  const program = project.journeys[0]?.program;
  expect(map.nodes.flatMap(({ step }) => step ?? [])).toEqual(Object.keys(program?.steps ?? {}));
  expect(map.nodes.filter(({ kind }) => kind === "start").map(({ id }) => id)).toEqual(
    program?.starts.map(({ id }) => `start:${id}`),
  );
});

test("a fragment that is unfolded has the steps of the program, at their places in its own file", () => {
  const fragments = `fragment Outer for Newsletter { tag "vip"  run Inner }
fragment Inner for Newsletter { delay 1 day  if contact.points > 1 { exit } }
`;
  const text =
    "journey Series for Newsletter {\n  start when contact signs up\n  run Outer\n  twice: run Inner\n}\n";
  const files = { "d.journey": DECLARATIONS, "f.journey": fragments, "s.journey": text };
  const { model, project } = compiled(files);
  const journey = model.symbols.journeys.get("Series");
  if (journey === undefined) throw new Error("no journey");
  const map = journeyMap(model, journey, { expand: "all" });
  const steps = map.nodes.flatMap(({ step }) => step ?? []);
  expect(steps).toEqual(Object.keys(project.journeys[0]?.program.steps ?? {}));
  expect(steps).toContain("run:Outer/run:Inner/if");
  expect(map.nodes.find(({ id }) => id === "twice/delay")).toMatchObject({
    file: "f.journey",
    range: { start: { line: 2, column: 33 } },
  });
  expect(map.edges).toContainEqual({ from: "run:Outer/run:Inner/if", to: "twice", label: "no" });
});
