import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import { type JourneyMap, journeyMap, type MapOptions } from "../../../compiler/src/map/journey-map.ts";
import type { Model } from "../../../compiler/src/model/model.ts";
import { DECLARATIONS } from "../lower/compiled.ts";

/** The model of a project with these `.journey` files, whatever mistakes it has. */
export function modelOf(journeys: Readonly<Record<string, string>>): Model {
  const files = Object.entries(journeys).map(([path, text]) => ({ path, text }));
  const config = '{ "name": "test" }';
  return checkProject({ folder: "/project", config, journeys: files, readFile: () => undefined }).model;
}

/** The map of a journey `Series` of these lines. */
export function mapOf(lines: string, options: MapOptions = {}, more = ""): JourneyMap {
  const text = `${more}\njourney Series for Newsletter {\n  start when contact signs up\n${lines}\n}\n`;
  return mapIn(modelOf({ "declarations.journey": DECLARATIONS, "series.journey": text }), "Series", options);
}

export function mapIn(model: Model, name: string, options: MapOptions = {}): JourneyMap {
  const journey = model.symbols.journeys.get(name);
  if (journey === undefined) throw new Error(`there is no journey ${name}`);
  return journeyMap(model, journey, options);
}

/** The project that uses all of the language. */
export function wholeLanguage(): Model {
  const text = readFileSync(join(import.meta.dirname, "../checks/whole-language.journey"), "utf8");
  return modelOf({ "whole.journey": text });
}

/** A journey of many steps, with all that can stand in one another. */
export function manySteps(steps: number): string {
  let left = steps;
  const block = (depth: number): string => {
    left -= 1;
    if (depth === 0 || left <= 0) return 'send email Welcome tag "vip" delay 1 day ';
    return [
      `if contact.points > ${left} { ${block(depth - 1)} } else { ${block(depth - 1)} }`,
      `wait up to 3 days { when contact opens Welcome { ${block(depth - 1)} } otherwise { tag "vip" } }`,
      `repeat up to 3 times { delay 1 day ${block(depth - 1)} if contact.points > 3 { break } }`,
      `split { 50% "a" { ${block(depth - 1)} } 50% "b" { exit } }`,
    ][left % 4] as string;
  };
  let text = "";
  while (left > 0) text += `${block(3)}\n`;
  return text;
}
