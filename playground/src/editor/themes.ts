import { editor } from "monaco-editor";
import { isDark } from "../page/theme.ts";

/** The colours of what the server tells apart, light and dark: those that VS Code gives to the same kinds. */
const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  keyword: ["0000ff", "569cd6"],
  comment: ["006100", "7cb668"],
  string: ["a31515", "ce9178"],
  number: ["096d4b", "b5cea8"],
  class: ["1f6f87", "4ec9b0"],
  struct: ["1f6f87", "4ec9b0"],
  interface: ["1f6f87", "4ec9b0"],
  event: ["1f6f87", "4ec9b0"],
  function: ["795e26", "dcdcaa"],
  property: ["001080", "9cdcfe"],
  parameter: ["001080", "9cdcfe"],
  variable: ["001080", "9cdcfe"],
  enumMember: ["005a9e", "4fc1ff"],
  label: ["6b2fa0", "d7a8ff"],
};

/** Of the editor's own colours, those that are too weak to be read, and the ground. */
const GROUND: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  "editor.background": ["#ffffff", "#171b22"],
  "editorCodeLens.foreground": ["#545e6d", "#a3adbd"],
  "editorInlayHint.foreground": ["#545e6d", "#a3adbd"],
  "editorInlayHint.background": ["#f7f8fa", "#0e1116"],
};

export function defineThemes(): void {
  define("trajet-light", "vs", 0);
  define("trajet-dark", "vs-dark", 1);
}

function define(name: string, base: "vs" | "vs-dark", which: 0 | 1): void {
  editor.defineTheme(name, {
    base,
    inherit: true,
    rules: Object.entries(COLOURS).map(([token, colours]) => ({ token, foreground: colours[which] })),
    colors: Object.fromEntries(Object.entries(GROUND).map(([part, colours]) => [part, colours[which]])),
  });
}

export const showTheme = (): void => editor.setTheme(isDark() ? "trajet-dark" : "trajet-light");
