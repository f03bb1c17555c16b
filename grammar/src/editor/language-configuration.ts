interface Pair {
  readonly open: string;
  readonly close: string;
  /** Where the one that opens brings none that closes. */
  readonly notIn?: readonly string[];
}

/** What editors are told of the language's signs. */
export interface LanguageConfiguration {
  readonly comments: { readonly lineComment: string; readonly blockComment: readonly [string, string] };
  readonly autoClosingPairs: readonly Pair[];
  readonly [other: string]: unknown;
}

/** How VS Code types `.journey` files: brackets, comments, indentation. Patterns are JavaScript regular expressions. */
export function languageConfiguration(): LanguageConfiguration {
  return {
    comments: { lineComment: "//", blockComment: ["/*", "*/"] },
    brackets: [
      ["{", "}"],
      ["[", "]"],
      ["(", ")"],
    ],
    autoClosingPairs: [
      { open: "{", close: "}" },
      { open: "[", close: "]" },
      { open: "(", close: ")" },
      { open: '"', close: '"', notIn: ["string", "comment"] },
      { open: "/*", close: " */", notIn: ["string", "comment"] },
    ],
    surroundingPairs: [
      ["{", "}"],
      ["[", "]"],
      ["(", ")"],
      ['"', '"'],
    ],
    wordPattern:
      "[A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F][\\w\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F]*",
    indentationRules: {
      increaseIndentPattern: '^(?:[^"/]|"(?:[^"\\\\]|\\\\.)*"|/(?!/))*[{(\\[]\\s*(?://.*)?$',
      decreaseIndentPattern: "^\\s*[}\\])]",
    },
    onEnterRules: [{ beforeText: "^\\s*///(?!/).*$", action: { indent: "none", appendText: "/// " } }],
    folding: { offSide: false },
  };
}
