/** The height of a line of text, in px. */
export const LINE = 16;

/** Signs whose width differs much from the others, in px at 12 px of a wide system font: the core measures no text. */
const WIDTHS: readonly (readonly [signs: RegExp, width: number])[] = [
  [/\p{Mn}|\p{Me}|\p{Cf}/u, 0],
  [
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F000}-\u{3FFFF}]/u,
    12.4,
  ],
  [/[ijl.,:;'|!]/, 3.9],
  [/[ftrI()[\]\s"]/, 5],
  [/[mwMW@%…—]/, 11.2],
  [/\p{Lu}/u, 8.4],
];
const USUAL = 7.3;

const widths = new Map<string, number>();

function widthOfSign(sign: string): number {
  const known = widths.get(sign);
  if (known !== undefined) return known;
  const width = WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? USUAL;
  widths.set(sign, width);
  return width;
}

/** About how wide a text is in px: rather too wide than too narrow, so that no text leaves its box. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += widthOfSign(sign);
  return width;
}

/** Breaks a text into lines no wider than this, at blanks where it can: nothing is cut off. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = broken(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** A word that is too wide for a line, as Chinese and Japanese sentences are, between any two signs. */
function broken(word: string, width: number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [""];
  // Made here and not once for all: an object of ICU cannot be kept in the snapshot from which the command line starts.
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(word)) {
    const piece = `${pieces.at(-1) ?? ""}${segment}`;
    if (widthOf(piece) <= width || pieces.at(-1) === "") pieces[pieces.length - 1] = piece;
    else pieces.push(segment);
  }
  return pieces;
}
