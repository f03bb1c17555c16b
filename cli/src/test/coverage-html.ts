import { type JourneyMap, journeyMap, svgOf } from "@trajet/compiler";
import { type JourneyCoverage, percentOf, type Share, stepKey } from "@trajet/runtime/testing";
import type { ProjectRun } from "./run.ts";

/** A page of all that was tested: each journey's map, its steps in the colour of how much of them was covered. */
export function coverageHtml(runs: readonly ProjectRun[]): string {
  const journeys = runs.flatMap(({ selected, coverage }) =>
    coverage.flatMap((one, index) => {
      const journey = selected.checked.model.symbols.journeys.get(one.journey);
      if (journey === undefined) return [];
      const map = journeyMap(selected.checked.model, journey, { expand: "all" });
      const id = `${one.journey}-${index}`;
      return [section(one, svgOf(map, { theme: "light", link: "#" }), coloursOf(map.nodes, one, id), id)];
    }),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Coverage of journeys</title>
<style>${STYLE}</style>
<h1>Coverage of journeys</h1>
<p><span class="covered">covered</span> <span class="partly">some of its ways</span> <span class="missed">not covered</span></p>
${journeys.join("\n")}
</html>
`;
}

const COLOURS = { covered: "#c9efd0", partly: "#ffe9b0", missed: "#ffd0cc" } as const;
const STYLE = `body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1b1f } section { margin-block: 2rem }
figure { overflow: auto; margin: 0; border: 1px solid #d6d6dd; border-radius: 8px } li code { color: #5b5b66 }
${Object.entries(COLOURS)
  .map(([name, colour]) => `.${name} { background: ${colour}; padding: .1rem .5rem; border-radius: 4px }`)
  .join("\n")}`;

function section(coverage: JourneyCoverage, svg: string, colours: string, id: string): string {
  const { journey, steps, branches, starts, missed } = coverage;
  const list = missed.map(
    ({ file, range, text }) => `<li><code>${escaped(file)}:${range.line}</code> ${escaped(text)}</li>`,
  );
  return `<section id="${escaped(id)}">
<h2>${escaped(journey)}</h2>
<p>${shown("steps", steps)}, ${shown("branches", branches)}, ${shown("starts", starts)}</p>
<style>${colours}</style>
<figure>${svg}</figure>
${list.length === 0 ? "" : `<h3>Not covered</h3><ul>${list.join("")}</ul>`}
</section>`;
}

function shown(what: string, share: Share): string {
  return `${what} ${share.covered} of ${share.total} (${percentOf(share).toFixed(0)}%)`;
}

/** Rules that colour the outlines of a map's steps. */
function coloursOf(nodes: JourneyMap["nodes"], { keys, missed }: JourneyCoverage, id: string): string {
  return nodes
    .flatMap(({ id: node, step }) => {
      if (step === undefined) return [];
      const lacks = missed.some((one) => one.kind === "branch" && one.step === step);
      const state = keys.has(stepKey(step)) ? (lacks ? "partly" : "covered") : "missed";
      const place = `#${CSS_ID(id)} [data-node="${node.replace(/["\\]/g, "\\$&")}"] .shape`;
      return [`${place.replaceAll("<", "\\3c ")} { fill: ${COLOURS[state]} }`];
    })
    .join("\n");
}

const CSS_ID = (id: string): string => id.replace(/[^\w-]/g, "\\$&");

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
