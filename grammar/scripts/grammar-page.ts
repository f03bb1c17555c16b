import { readEbnf, type Section } from "./ebnf.ts";
import { railroad } from "./railroad.ts";

const HEAD = `# The grammar

Every rule of the language, as a text and as a railroad diagram: read along the line from the left, and take any way that bends off.
What the sentences mean is in [the language](language.md). This page is made from \`grammar/grammar.ebnf\` by
\`node grammar/scripts/write-grammar.ts\`; random sentences of it are read by the parser in a test.

\`[ x ]\` at most once, \`{ x }\` any number of times, \`( x | y )\` a choice, \`"word"\` a keyword or sign, CAPITALS a token,
\`~open\` the verb *open*: \`act.present\` is the rule \`act\` with its verb in the present (\`opens\`), \`act.past\` in the past (\`opened\`),
\`act.base\` behind \`does not\` and \`did not\` (\`open\`).

| token | |
|---|---|
| STRING | \`"…"\` on one line, with the escapes \`\\" \\\\ \\n \\t \\u{1F600}\` |
| TEXTBLOCK | \`"""…"""\`, on several lines |
| NUMBER | \`50\`, \`1_000.5\` |
| PERCENT | \`12.5%\` |
| TIME | \`9:00\`, \`18:30:15\` |
| DATE | \`2026-12-24\` |
| CURRENCY | three capital letters: \`EUR\` |
| WORD | a name or any keyword: fields and members |
| FREE | a name, or a keyword that is not reserved: parameters, remembered names |
| NAME | a name that is no keyword: declared things |
| LABEL | a name that is neither a keyword nor three capitals: steps, persons of a test |
`;

/** The page of the manual, and the picture of each rule, by their paths in `docs/`. */
export function grammarPage(source: string): ReadonlyMap<string, string> {
  const sections = readEbnf(source);
  const pictures = sections.flatMap(({ rules }) =>
    rules.map((rule) => [`grammar/${rule.name}.svg`, railroad(rule)] as const),
  );
  return new Map([["grammar.md", `${HEAD}\n${sections.map(sectionText).join("\n")}`], ...pictures]);
}

function sectionText({ title, rules }: Section): string {
  const parts = rules.map(
    ({ name, text }) => `### ${name}\n\n![${name}](grammar/${name}.svg)\n\n\`\`\`ebnf\n${text}\n\`\`\`\n`,
  );
  return `## ${title.charAt(0).toUpperCase()}${title.slice(1)}\n\n${parts.join("\n")}`;
}
