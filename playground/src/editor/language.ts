import { languages } from "monaco-editor";
import { languageConfiguration } from "../../../grammar/src/editor/language-configuration.ts";

export const LANGUAGE = "trajet";

/** Brackets, comments and indentation as in VS Code, which takes patterns as texts; the colours are the server's. */
export function registerLanguage(): void {
  languages.register({ id: LANGUAGE, extensions: [".journey"] });
  languages.setLanguageConfiguration(
    LANGUAGE,
    JSON.parse(JSON.stringify(languageConfiguration()), asPatterns),
  );
}

const PATTERNS = new Set(["wordPattern", "increaseIndentPattern", "decreaseIndentPattern", "beforeText"]);
const INDENTS: Readonly<Record<string, languages.IndentAction>> = { none: languages.IndentAction.None };

function asPatterns(key: string, value: unknown): unknown {
  if (PATTERNS.has(key)) return new RegExp(String(value));
  if (key !== "action") return value;
  const { indent, ...action } = value as { readonly indent: string };
  return { ...action, indentAction: INDENTS[indent] };
}

export function languageOf(path: string): string {
  if (path.endsWith(".journey")) return LANGUAGE;
  return /\.(hbs|mjml|html)$/.test(path) ? "handlebars" : "plaintext";
}
