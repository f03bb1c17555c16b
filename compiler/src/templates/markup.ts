import type { Span } from "@trajet/grammar";
import type { BoundModel } from "../model/model.ts";
import { parseTemplate } from "./parse.ts";
import { protectMarkup, restoreMarkup } from "./protected-markup.ts";

/** What keeps an MJML text from being made into HTML, at its place in the text. */
export interface MarkupProblem {
  readonly span: Span;
  readonly problem: string;
}

/** An MJML body as HTML with its Handlebars; `html` is missing where the host makes none. */
export interface ReadMarkup {
  readonly html: string | undefined;
  readonly problems: readonly MarkupProblem[];
}

/** Makes HTML of an MJML text, by the host's MJML. A host without one, as a browser, looks only at what needs none. */
export function readMarkup(source: string, compileMarkup: BoundModel["compileMarkup"]): ReadMarkup {
  const hidden = protectMarkup(source);
  const forbidden = hidden.includes.map((span) => ({
    span,
    problem: "<mj-include> would read another file: write a partial, {{> name}}, instead",
  }));
  if (!/<mjml[\s>]/i.test(hidden.markup))
    return { html: undefined, problems: [{ span: firstLine(source), problem: "it holds no <mjml>" }] };
  const open = hidden.unclosed.map(({ name, span }) => ({ span, problem: `<${name}> is never closed` }));
  if (forbidden.length + open.length > 0) return { html: undefined, problems: [...forbidden, ...open] };
  const made = compileMarkup(hidden.markup);
  if (made === undefined) return { html: undefined, problems: [] };
  const unknown = made.problems
    // Whether an attribute may have the value of an expression is known only when it is filled.
    .filter(({ message }) => !message.includes(hidden.prefix))
    .map(({ line, message }) => ({ span: lineAt(source, line), problem: message }));
  const { html, lost } = restoreMarkup(made.html, hidden);
  const left = lost.map(({ span }) => ({ span, problem: "MJML leaves out an expression at this place" }));
  const problems = [...unknown, ...left];
  if (problems.length === 0 && "problem" in parseTemplate(html))
    return {
      html: undefined,
      problems: [{ span: firstLine(source), problem: "its blocks do not go round whole components" }],
    };
  return { html: problems.length === 0 ? html : undefined, problems };
}

function firstLine(source: string): Span {
  return lineAt(source, 1);
}

/** What stands in a line, without the blanks around it. */
function lineAt(source: string, line: number): Span {
  const lines = source.split("\n");
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, text) => sum + text.length + 1, 0);
  const text = lines[index] ?? "";
  const indent = text.length - text.trimStart().length;
  const end = start + text.trimEnd().length;
  return { start: Math.min(start + indent, end), end: Math.max(end, Math.min(start + 1, source.length)) };
}
