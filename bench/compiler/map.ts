import { checkProject, journeyMap, mermaidOf, proseOf, svgOf } from "@trajet/compiler";
import { timed } from "../machine.ts";

/** A journey of at least so many steps, in branches, waits, loops and splits within one another, as real ones have them. */
export function journeyOf(steps: number): string {
  let made = 0;
  const block = (depth: number): string => {
    made += 1;
    const turn = made % 5;
    if (depth === 0) {
      made += 2;
      return 'send email Welcome  tag "vip"  delay 1 day ';
    }
    const [one, other] = turn < 4 ? [block(depth - 1), block(depth - 1)] : [block(depth - 1), ""];
    return [
      `if contact.points > ${made} and contact has tag "vip" { ${one} } else { ${other} }`,
      `wait up to 3 days { when contact clicks Welcome { ${one} } otherwise { ${other} } }`,
      `split { 50% "a" { ${one} } 50% "b" { ${other} } }`,
      `if contact.points == ${made} { ${one} } ${other}`,
      `repeat up to 3 times { delay 1 day ${one} if contact.points > 3 { break } }`,
    ][turn] as string;
  };
  let body = "";
  while (made < steps) body += `${block(3)}\n`;
  return `audience Newsletter { field points: number = 0  tags "vip" }
email Welcome for Newsletter { from "a@shop.example" subject "a" body "b" }
journey Long for Newsletter {\nstart when contact signs up\n${body}}\n`;
}

/** Times of drawing and telling one journey, from its tree. */
export function mapTimes(steps: number) {
  const { model } = checkProject({
    folder: "/bench",
    config: '{ "name": "bench" }',
    journeys: [{ path: "long.journey", text: journeyOf(steps) }],
    readFile: () => undefined,
  });
  const journey = model.symbols.journeys.get("Long");
  if (journey === undefined) throw new Error("the journey is not there");
  const { nodes, edges } = journeyMap(model, journey);
  return {
    nodes: nodes.length,
    edges: edges.length,
    svg: timed(20, () => svgOf(journeyMap(model, journey))),
    mermaid: timed(20, () => mermaidOf(journeyMap(model, journey))),
    prose: timed(20, () => proseOf(model, journey)),
  };
}
