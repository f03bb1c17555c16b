import { readFileSync } from "node:fs";
import type { AstNode } from "langium";
import { createServicesForGrammar } from "langium/grammar";

const grammar = readFileSync(new URL("./journeys.langium", import.meta.url), "utf8");
const services = await createServicesForGrammar({ grammar });

/** Reads a text of `project.ts` with the parser that Langium makes of `journeys.langium`. @throws if the text does not fit */
export function readWithLangium(text: string): AstNode {
  const { value, lexerErrors, parserErrors } = services.parser.LangiumParser.parse(text);
  const [error] = [...lexerErrors, ...parserErrors];
  if (error !== undefined) throw new Error(error.message);
  return value;
}
