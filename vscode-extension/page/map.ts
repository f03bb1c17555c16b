// The page beside the text: shows the map that it is given, and says what a person wants of it.
import type { FromPage, ShownMap, ToPage } from "../src/map/messages.ts";
import { placeAdders } from "./adders.ts";
import { bringIntoView } from "./view.ts";
import { createZoom } from "./zoom.ts";

declare function acquireVsCodeApi(): { readonly postMessage: (message: FromPage) => void };

const { postMessage: ask } = acquireVsCodeApi();
const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const drawing = element("drawing");
const zoom = createZoom(drawing);
let map: ShownMap | undefined;
let selected: string | undefined;

const nodeIn = (id: string): SVGGElement | undefined =>
  [...drawing.querySelectorAll<SVGGElement>("g[data-node]")].find((node) => node.dataset.node === id);
const linkOf = (id: string): SVGAElement | undefined =>
  nodeIn(id)?.querySelector<SVGAElement>("a") ?? undefined;
const idAt = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<SVGGElement>("g[data-node]")?.dataset.node : undefined;

function draw(next: ShownMap): void {
  const focused = idAt(document.activeElement);
  map = next;
  drawing.innerHTML = next.svg;
  placeAdders(drawing, next, (edge) => ask({ kind: "add", edge }));
  zoom.apply();
  // The page was redrawn under the keyboard: it goes on where it was.
  if (focused !== undefined) linkOf(focused)?.focus();
}

function select(id: string | undefined, follow: boolean): void {
  selected = id !== undefined && map?.nodes.some((node) => node.id === id) ? id : undefined;
  for (const node of drawing.querySelectorAll<SVGGElement>("g[data-node]")) {
    const isSelected = node.dataset.node === selected;
    node.classList.toggle("selected", isSelected);
    node.querySelector("a")?.setAttribute("aria-current", String(isSelected));
  }
  const node = map?.nodes.find((each) => each.id === selected);
  button("before").disabled = node?.before !== true;
  button("up").disabled = node?.up !== true;
  button("down").disabled = node?.down !== true;
  button("delete").disabled = node?.step !== true;
  if (follow && selected !== undefined) bringIntoView(nodeIn(selected));
}

function cover(nodes: Readonly<Record<string, boolean>>): void {
  for (const node of drawing.querySelectorAll<SVGGElement>("g[data-node]")) {
    const covered = nodes[node.dataset.node ?? ""];
    node.classList.toggle("covered", covered === true);
    node.classList.toggle("missed", covered === false);
    const said = covered === undefined ? "" : covered ? "a test came here" : "no test came here";
    node.querySelector("a")?.setAttribute("aria-description", said);
  }
}

const button = (id: string): HTMLButtonElement => element(id) as HTMLButtonElement;

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  const note = element("note");
  if (data.kind === "map" || data.kind === "none") note.hidden = data.kind === "map";
  switch (data.kind) {
    case "map":
      draw(data.map);
      return select(data.node ?? selected, false);
    case "cursor":
      return select(data.node ?? undefined, true);
    case "coverage":
      return cover(data.nodes);
    case "none":
      drawing.replaceChildren();
      note.textContent = data.text;
      return;
    default:
      return data satisfies never;
  }
});

drawing.addEventListener("click", (event) => {
  const id = idAt(event.target);
  if (id === undefined) return;
  event.preventDefault();
  select(id, false);
  linkOf(id)?.focus();
  ask({ kind: "show", node: id });
});

const ofSelected = (act: (node: string) => FromPage) => (): void => {
  if (selected !== undefined) ask(act(selected));
};
const addBefore = ofSelected((before) => ({ kind: "add", before }));
const moveUp = ofSelected((node) => ({ kind: "move", node, to: "up" }));
const moveDown = ofSelected((node) => ({ kind: "move", node, to: "down" }));
const remove = ofSelected((node) => ({ kind: "delete", node }));
button("before").addEventListener("click", addBefore);
button("up").addEventListener("click", moveUp);
button("down").addEventListener("click", moveDown);
button("delete").addEventListener("click", remove);
button("smaller").addEventListener("click", () => zoom.by(-1));
button("larger").addEventListener("click", () => zoom.by(1));
button("export").addEventListener("click", () => ask({ kind: "export" }));

/** Goes to the node behind or before, in the order of the text. */
function step(by: 1 | -1): void {
  const ids = map?.nodes.map(({ id }) => id).filter((id) => linkOf(id) !== undefined) ?? [];
  const next = ids[ids.indexOf(selected ?? "") + by];
  if (next === undefined) return;
  select(next, true);
  linkOf(next)?.focus();
}

const KEYS: Readonly<Record<string, () => void>> = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  "Alt+ArrowDown": moveDown,
  "Alt+ArrowUp": moveUp,
  Delete: remove,
  a: addBefore,
  "=": () => zoom.by(1),
  "-": () => zoom.by(-1),
  Escape: () => ask({ kind: "leave" }),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  const act = KEYS[`${event.altKey ? "Alt+" : ""}${event.key}`];
  if (act === undefined) return;
  event.preventDefault();
  act();
});

ask({ kind: "ready" });
