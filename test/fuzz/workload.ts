import {
  compileProject,
  createChecker,
  type Diagnostic,
  journeyMap,
  mermaidOf,
  projectMap,
  proseOf,
  renderLetter,
} from "@trajet/compiler";
import { format, keywordsAt, parse } from "@trajet/grammar";
import { SHOP } from "../fixtures/constructs.ts";

const check = createChecker();

/** All that the language does with a file: whatever the text, nothing of it may throw. */
export function workThrough(text: string): readonly Diagnostic[] {
  parse(text);
  const formatted = format(text).text;
  if (format(formatted).text !== formatted) throw new Error("Formatting twice changes more.");
  const { model, diagnostics } = check({
    folder: "/shop",
    config: SHOP.get("trajet.json"),
    journeys: [{ path: "main.journey", text }],
    readFile: (path) => SHOP.get(path),
  });
  for (const diagnostic of diagnostics.slice(0, 3)) {
    const { span } = diagnostic;
    if (!(0 <= span.start && span.start <= span.end)) throw new Error(`${diagnostic.code} stands nowhere.`);
    renderLetter(diagnostic, text, { color: false });
  }
  compileProject(model, diagnostics);
  for (const declaration of model.files.flatMap(({ tree }) => tree.declarations)) {
    if (declaration.kind !== "Journey") continue;
    mermaidOf(journeyMap(model, declaration));
    proseOf(model, declaration);
  }
  projectMap(model);
  return diagnostics;
}

/** The same for an editor, at one place of the text. */
export function complete(text: string, offset: number): void {
  keywordsAt(text, offset);
}

/** How much of the processor's time some work takes, in milliseconds. */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
