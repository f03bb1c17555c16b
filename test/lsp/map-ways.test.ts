import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { FlowGraph } from "@trajet/compiler";
import { format } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { errorsIn, flowIn, mapOf, textAfter } from "./maps.ts";
import { snapshotsOf } from "./snapshots.ts";

const prebuilt = path.resolve(import.meta.dirname, "../../examples/prebuilt");

function filesBelow(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const texts = names.filter((name) => /\.(journey|hbs|json)$/.test(name));
  return Object.fromEntries(texts.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}

/** The edges without the node that was put in, as if it were a wire. */
function without({ edges }: FlowGraph, node: string): readonly string[] {
  const next = edges.find(({ from }) => from === node)?.to;
  return edges
    .filter(({ from }) => from !== node)
    .map(({ from, to }) => `${from} → ${to === node ? next : to}`)
    .toSorted();
}

const wires = ({ edges }: FlowGraph): readonly string[] =>
  edges.map(({ from, to }) => `${from} → ${to}`).toSorted();

const INSERTED = 'milestone "inserted here"';

describe("a step is put on every way of every prebuilt journey", () => {
  it.each(readdirSync(prebuilt).filter((name) => !name.endsWith(".md")))("%s", (name) => {
    const files = filesBelow(path.join(prebuilt, name));
    const file = `${name}.journey`;
    const snapshots = snapshotsOf(files);
    const before = snapshots.at(file, files[file]);
    const { journey, edges, nodes } = mapOf(before);
    const flow = flowIn(before, journey);
    const known = errorsIn(before);
    const idOf = (graph: FlowGraph): string =>
      graph.nodes.find(({ label }) => label === INSERTED)?.id ?? "nothing";
    for (const [index, edge] of edges.entries()) {
      if (!edge.takes) continue;
      const { text, line } = textAfter(before, { kind: "insert", step: INSERTED, edge: index });
      expect(line).toBe(INSERTED);
      expect(format(text).text).toBe(text);
      const after = snapshots.at(file, text);
      const changed = flowIn(after, journey);
      const node = idOf(changed);
      expect(errorsIn(after)).toEqual(known);
      expect(wires(changed)).toEqual(
        expect.arrayContaining([`${edge.from} → ${node}`, `${node} → ${edge.to}`]),
      );
      expect(without(changed, node)).toEqual(wires(flow));
      snapshots.at(file, files[file]);
    }
    for (const { id } of nodes.filter((one) => one.before)) {
      const again = snapshots.at(file, files[file]);
      const { text } = textAfter(again, { kind: "insert", step: INSERTED, before: id });
      const changed = flowIn(snapshots.at(file, text), journey);
      const node = idOf(changed);
      expect(wires(changed)).toContain(`${node} → ${id}`);
      expect(without(changed, node)).toEqual(wires(flow));
    }
  });
});
