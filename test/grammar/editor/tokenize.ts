import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { textmateGrammar } from "@trajet/grammar";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

/** A piece of a text, and the scopes that VS Code gives it, innermost last; that of the whole file is left out. */
export interface Piece {
  readonly text: string;
  readonly scopes: readonly string[];
}

const require = createRequire(import.meta.url);
const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
await oniguruma.loadWASM(wasm);

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) =>
    scope === "source.trajet"
      ? textmate.parseRawGrammar(JSON.stringify(textmateGrammar()), "trajet.tmLanguage.json")
      : null,
});
const grammar = await registry.loadGrammar("source.trajet");

/** The pieces of a text as the engine of VS Code takes it apart, without those that are only blanks. */
export function tokenize(text: string): readonly Piece[] {
  if (grammar === null) throw new Error("the grammar was not loaded");
  let state = textmate.INITIAL;
  return text.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes: scopes.slice(1).map((scope) => scope.replace(/\.trajet$/, "")),
      }))
      .filter(({ text: piece }) => piece.trim() !== "");
  });
}
