/** Colours the journeys in the code blocks of Markdown files: ```journey, or ```trajet. */
export function markdownGrammar(): object {
  return {
    scopeName: "markdown.trajet.codeblock",
    injectionSelector: "L:text.html.markdown",
    patterns: [{ include: "#block" }],
    repository: {
      block: {
        begin: "(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(journey|trajet)(?=\\s|$)[^`~]*)$",
        end: "(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$",
        name: "markup.fenced_code.block.markdown",
        beginCaptures: {
          "3": { name: "punctuation.definition.markdown" },
          "4": { name: "fenced_code.block.language" },
        },
        endCaptures: { "3": { name: "punctuation.definition.markdown" } },
        patterns: [
          {
            begin: "(^|\\G)(\\s*)(.*)",
            while: "(^|\\G)(?!\\s*([`~]{3,})\\s*$)",
            contentName: "meta.embedded.block.trajet",
            patterns: [{ include: "source.trajet" }],
          },
        ],
      },
    },
  };
}
