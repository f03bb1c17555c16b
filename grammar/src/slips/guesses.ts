import { KEYWORDS } from "../lexer/words.ts";
import type { SyntaxCode, SyntaxProblem } from "../parser/problems.ts";
import { nearKeywords } from "../parser/unexpected.ts";
import { fromContinue } from "./continue.ts";
import { SLIPS } from "./forms.ts";
import { edit, findAt, type Guess, type Guesser, type Slip } from "./slip.ts";

/** What says no more than that a text does not fit. */
const UNFIT: readonly SyntaxCode[] = [
  "expected",
  "unexpected-text",
  "unknown-statement",
  "bad-character",
  "keyword-as-name",
  "single-equals",
];

/** Letters whose own fix may miss what was meant. */
const UNSURE: readonly SyntaxCode[] = [
  "single-equals",
  "is-in",
  "at-for-on",
  "keyword-as-name",
  "positional-argument",
  "bad-character",
];

/** `$1` and `$&` in the right form stand for what was found. */
function rightForm({ right }: Slip, found: RegExpExecArray, file: string): string {
  if (typeof right !== "string") return right(found, file);
  return right.replaceAll(/\$(\d|&)/g, (_, group) => found[group === "&" ? 0 : Number(group)] ?? "");
}

function titleOf({ choose }: Slip, right: string): string {
  if (choose === undefined) return `Write ${right.trim()}`;
  return `Write ${right.replace(/ *\{$/, "")}, and choose ${choose}`;
}

const fromForms: Guesser = (problem, text, file) =>
  SLIPS.filter(({ codes = UNFIT }) => codes.includes(problem.code)).flatMap((slip) =>
    findAt(problem, text, slip.wrong).flatMap((found) => {
      const [wrong] = found;
      const right = rightForm(slip, found, file);
      if (right === wrong) return [];
      return {
        title: titleOf(slip, right),
        edits: [edit(found.index, wrong, right)],
        ...told(problem, wrong, right),
      };
    }),
  );

/** The letter of a problem that only said that a text does not fit shows the right form; the others have their own. */
function told({ code, data }: SyntaxProblem, wrong: string, right: string): Pick<Guess, "code" | "data"> {
  if (!UNFIT.includes(code)) {
    // What its own letter would write did not mean this.
    const instead = right.replace(/^\((.*)\)$/, "$1");
    return { code, data: UNSURE.includes(code) ? { ...data, instead, right: instead } : data };
  }
  const { nearest: _, ...others } = data;
  const near = code === "unknown-statement" ? { nearest: "" } : {};
  return { code, data: { ...others, ...near, wrong: wrong.trim(), right: right.trim() } };
}

/** A word of the language as a label, or where a test names one. */
const fromLabels: Guesser = (problem, text) => {
  if (!UNFIT.includes(problem.code)) return [];
  const labels = findAt(problem, text, /(?<![\w.])([a-z]\w*)(?=:\s)|(?<=\b(?:waiting|held) at )([a-z]\w*)/);
  return labels.flatMap(({ index, 0: found }) => {
    if (!KEYWORDS.has(found)) return [];
    const instead = `${found}_`;
    const edits = [{ span: { start: index, end: index + found.length }, text: instead }];
    return {
      title: `Rename to ${instead}`,
      edits,
      code: "keyword-as-name" as const,
      data: { found, instead },
    };
  });
};

/** A setting, or a rule of the journey, among its steps: to its head. */
const fromSettings: Guesser = ({ code, data, span }, text) => {
  const head = /^journey\b[^{]*\{/m.exec(text);
  const moves = code === "setting-in-block" || (code === "exit-rule-as-step" && data.instead === undefined);
  if (!moves || head === null || head.index > span.start) return [];
  const at = head.index + head[0].length;
  const before = text.slice(0, span.start).trimEnd().length;
  const edits = [
    { span: { start: at, end: at }, text: `\n  ${text.slice(span.start, span.end)}` },
    { span: { start: before, end: span.end }, text: "" },
  ];
  return [{ title: "Move it to the head of the journey", edits, code, data }];
};

/** Words that the one that was found is a slip of. */
const fromNearWords: Guesser = ({ code, data, span }) => {
  if (code !== "expected") return [];
  return nearKeywords(data.found ?? "").map((nearest) => ({
    title: `Write ${nearest}`,
    edits: [{ span, text: nearest }],
    code,
    data: { ...data, nearest },
  }));
};

/** The keyword that the parser takes a word for. */
const fromFix: Guesser = ({ code, data, fix }) =>
  fix === undefined || code !== "unknown-statement" ? [] : [{ ...fix, code, data }];

/** All that an author may have meant, the likeliest first; nothing where the parser knew it. */
export const guesses: Guesser = (problem, text, file) => {
  const { code, data, fix } = problem;
  if (fix !== undefined && data.nearest === undefined && !UNSURE.includes(code)) return [];
  return [fromContinue, fromLabels, fromForms, fromNearWords, fromFix, fromSettings].flatMap((guess) =>
    guess(problem, text, file),
  );
};
