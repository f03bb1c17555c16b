import type { ShownMap } from "../src/map/messages.ts";

const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 8;

/** Puts a `+` at each way on which a step can be written: beside its label, or below the step that it leaves. */
export function placeAdders(drawing: HTMLElement, map: ShownMap, add: (edge: number) => void): void {
  const svg = drawing.querySelector("svg");
  if (svg === null) return;
  const layer = document.createElementNS(SVG, "g");
  svg.append(layer);
  for (const [index, edge] of map.edges.entries()) {
    const at = edge.takes ? placeOf(svg, index, edge) : undefined;
    if (at !== undefined) layer.append(adder(at, sayingOf(edge, map), () => add(index), index));
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function placeOf(
  svg: SVGSVGElement,
  index: number,
  { from, label }: ShownMap["edges"][number],
): Point | undefined {
  if (label !== undefined) {
    const lines = [...svg.querySelectorAll<SVGTextElement>(`text[data-edge="${index}"]`)];
    const [first] = lines;
    if (first === undefined) return undefined;
    const boxes = lines.map((line) => boxIn(svg, line));
    const right = Math.max(...boxes.map(({ x, width }) => x + width));
    const { y, height } = boxIn(svg, first);
    return { x: right + RADIUS + 4, y: y + height / 2 };
  }
  const node = [...svg.querySelectorAll<SVGGElement>("g[data-node]")].find(
    (one) => one.dataset.node === from,
  );
  const outline = node?.querySelector<SVGGraphicsElement>(".shape");
  if (!outline) return undefined;
  const { x, y, width, height } = boxIn(svg, outline);
  return { x: x + width / 2, y: y + height + RADIUS + 2 };
}

/** The box of a part in the units of the picture, also of one that stands in a moved group. */
function boxIn(svg: SVGSVGElement, part: SVGGraphicsElement): DOMRect {
  const box = part.getBBox();
  const moved = svg
    .getCTM()
    ?.inverse()
    .multiply(part.getCTM() ?? new DOMMatrix());
  const corner = new DOMPoint(box.x, box.y).matrixTransform(moved);
  return new DOMRect(corner.x, corner.y, box.width, box.height);
}

function adder({ x, y }: Point, saying: string, act: () => void, edge: number): SVGGElement {
  const button = document.createElementNS(SVG, "g");
  button.setAttribute("class", "adder");
  button.setAttribute("role", "button");
  button.setAttribute("tabindex", "0");
  button.setAttribute("data-adds", String(edge));
  button.setAttribute("aria-label", saying);
  button.setAttribute("transform", `translate(${x} ${y})`);
  const title = document.createElementNS(SVG, "title");
  title.textContent = saying;
  const circle = document.createElementNS(SVG, "circle");
  circle.setAttribute("r", String(RADIUS));
  const cross = document.createElementNS(SVG, "path");
  cross.setAttribute("d", "M-4 0H4M0 -4V4");
  button.append(title, circle, cross);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act();
  });
  button.addEventListener("keydown", ({ key }) => {
    if (key === "Enter" || key === " ") act();
  });
  return button;
}

function sayingOf({ from, to, label }: ShownMap["edges"][number], { nodes }: ShownMap): string {
  const name = (id: string): string => nodes.find((node) => node.id === id)?.label ?? id;
  const way = label === undefined ? "" : ` (${label})`;
  return `Add a step between ${name(from)}${way} and ${name(to)}`;
}
