import { projectMap } from "../map/project-map.ts";
import type { Model } from "../model/model.ts";
import { toldSettings } from "./settings.ts";
import { tellingOf } from "./telling.ts";
import { visible } from "./visible.ts";
import { counted } from "./wording.ts";

/** The journeys of a project in English: what each is for, who starts it, and what it does to the others. */
export function projectProse(model: Model): string {
  const { nodes, edges, project } = projectMap(model);
  const telling = tellingOf(model);
  const parts = nodes.map(({ id, label, steps }) => {
    const journey = model.symbols.journeys.get(id);
    const doc = journey?.doc === undefined ? [] : [journey.doc.replace(/\s+/g, " ").trim(), ""];
    const starts =
      journey === undefined ? [] : toldSettings(journey, telling).filter(({ topic }) => topic === "start");
    const others = edges.filter(({ from, to }) => from === id && to !== id);
    return [
      `## ${label}`,
      "",
      ...doc,
      `- ${counted(steps, "step")}.`,
      ...starts.map(({ text }) => `- Starts ${text.charAt(0).toLowerCase()}${text.slice(1)}`),
      ...others.map(({ to, label: how }) => `- ${to}: this journey ${how}.`),
    ].join("\n");
  });
  const head = `# ${project}\n\n${counted(nodes.length, "journey")}.`;
  return `${visible([head, ...parts].join("\n\n")).replaceAll("<", "\\<")}\n`;
}
