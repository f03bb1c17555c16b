import type { Part, Rule } from "./ebnf.ts";

/** A piece of a diagram: its line runs at y from x to x + width; `up` and `down` are what it needs beside that line. */
interface Piece {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  readonly draw: (x: number, y: number) => string;
}

const GAP = 12;
const BEND = 10;
const ROW = 8;
const HALF = 12;
const WIDEST = 760;
/** The width of a sign of a fixed-width font of 13 px. */
const SIGN = 7.9;

/** A rule as a railroad diagram: a picture of its own that follows the reader's light or dark page. */
export function railroad({ name, part, text }: Rule): string {
  const piece = rows(part);
  const [width, height] = [Math.ceil(piece.width + 60), Math.ceil(piece.up + piece.down + 24)];
  const y = piece.up + 12;
  const end = width - 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">`,
    `<title id="title">${escaped(name)}</title>`,
    `<desc id="text">${escaped(text)}</desc>`,
    `<style>${STYLES}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<path d="M12 ${y - 7}v14M12 ${y}H${30}"/>`,
    piece.draw(30, y),
    `<path d="M${30 + piece.width} ${y}H${end}M${end} ${y - 7}v14"/>`,
    "</svg>",
    "",
  ].join("\n");
}

const STYLES = [
  "path{fill:none;stroke-width:1.5}text{text-anchor:middle}.box{stroke-width:1.5}",
  ".page{fill:#fff}path{stroke:#475569}text{fill:#0f172a}.word{fill:#dcfce7;stroke:#15803d}.token{fill:#fef3c7;stroke:#b45309}.rule{fill:#e0e7ff;stroke:#4338ca}",
  "@media (prefers-color-scheme:dark){.page{fill:#0d1117}path{stroke:#a8b3c4}text{fill:#f1f5f9}.word{fill:#0f3320;stroke:#4ade80}.token{fill:#3b2a0a;stroke:#fbbf24}.rule{fill:#212258;stroke:#a5b4fc}}",
].join("");

/** The whole of a rule; one that is too long for a page goes on in further rows. */
function rows(part: Part): Piece {
  if (part.kind !== "sequence") return pieceOf(part);
  const pieces = withLists(part.parts);
  const lines: Piece[][] = [[]];
  let width = 0;
  for (const piece of pieces) {
    if (width + piece.width > WIDEST && width > 0) {
      lines.push([]);
      width = 0;
    }
    lines.at(-1)?.push(piece);
    width += piece.width + GAP;
  }
  return stacked(lines.map(inLine));
}

function pieceOf(part: Part): Piece {
  switch (part.kind) {
    case "word":
      return box(part.text, "word", HALF);
    case "verb":
      return box(`~${part.text}`, "word", HALF);
    case "token":
      return box(part.text, "token", 0);
    case "rule":
      return box(part.text, "rule", 0);
    case "sequence":
      return inLine(withLists(part.parts));
    case "choice":
      return branches(part.parts.map(pieceOf), 0);
    case "optional":
      return branches([SKIP, pieceOf(part.part)], 1);
    case "repeated":
      return branches([SKIP, loop(pieceOf(part.part), SKIP)], 1);
    default:
      return part satisfies never;
  }
}

/** The pieces of a sequence, with `x { "," x }` as one loop whose way back goes by the comma. */
function withLists(parts: readonly Part[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    const inside = part.kind === "repeated" && part.part.kind === "sequence" ? part.part.parts : [];
    const again = inside.at(-1);
    if (before !== undefined && again !== undefined && JSON.stringify(before) === JSON.stringify(again)) {
      pieces.pop();
      pieces.push(loop(pieceOf(before), inLine(inside.slice(0, -1).toReversed().map(pieceOf))));
    } else pieces.push(pieceOf(part));
  }
  return pieces;
}

const SKIP: Piece = { width: 0, up: 0, down: 0, draw: () => "" };

function box(text: string, name: "word" | "token" | "rule", radius: number): Piece {
  const width = Math.round(text.length * SIGN + 20);
  return {
    width,
    up: HALF,
    down: HALF,
    draw: (x, y) =>
      `<rect class="box ${name}" x="${x}" y="${y - HALF}" width="${width}" height="${2 * HALF}" rx="${radius}"/><text x="${x + width / 2}" y="${y + 4.5}">${escaped(text)}</text>`,
  };
}

function inLine(pieces: readonly Piece[]): Piece {
  const width = pieces.reduce((sum, piece) => sum + piece.width, Math.max(0, pieces.length - 1) * GAP);
  return {
    width,
    up: Math.max(0, ...pieces.map(({ up }) => up)),
    down: Math.max(0, ...pieces.map(({ down }) => down)),
    draw: (x, y) => {
      let at = x;
      return pieces
        .map((piece, index) => {
          const here = index === 0 ? at : at + GAP;
          const line = index === 0 ? "" : `<path d="M${at} ${y}h${GAP}"/>`;
          at = here + piece.width;
          return line + piece.draw(here, y);
        })
        .join("");
    },
  };
}

/** Ways beside each other; the line runs through the one at `main`. */
function branches(ways: readonly Piece[], main: number): Piece {
  const inner = Math.max(...ways.map(({ width }) => width));
  const width = inner + 4 * BEND;
  const offsets: number[] = ways.map(() => 0);
  for (let index = main - 1; index >= 0; index--)
    offsets[index] =
      (offsets[index + 1] ?? 0) -
      Math.max(2 * BEND, (ways[index + 1]?.up ?? 0) + ROW + (ways[index]?.down ?? 0));
  for (let index = main + 1; index < ways.length; index++)
    offsets[index] =
      (offsets[index - 1] ?? 0) +
      Math.max(2 * BEND, (ways[index - 1]?.down ?? 0) + ROW + (ways[index]?.up ?? 0));
  const last = ways.length - 1;
  return {
    width,
    up: Math.max(ways[main]?.up ?? 0, (ways[0]?.up ?? 0) - (offsets[0] ?? 0)),
    down: Math.max(ways[main]?.down ?? 0, (ways[last]?.down ?? 0) + (offsets[last] ?? 0)),
    draw: (x, y) =>
      ways
        .map((way, index) => {
          const offset = offsets[index] ?? 0;
          const left = x + 2 * BEND;
          const rest = `<path d="M${left + way.width} ${y + offset}H${x + width - 2 * BEND}"/>`;
          return way.draw(left, y + offset) + rest + turnOut(x, y, offset) + turnIn(x + width, y, offset);
        })
        .join(""),
  };
}

function turnOut(x: number, y: number, offset: number): string {
  if (offset === 0) return `<path d="M${x} ${y}h${2 * BEND}"/>`;
  const sign = Math.sign(offset);
  return `<path d="M${x} ${y}q${BEND} 0 ${BEND} ${sign * BEND}V${y + offset - sign * BEND}q0 ${sign * BEND} ${BEND} ${sign * BEND}"/>`;
}

function turnIn(x: number, y: number, offset: number): string {
  if (offset === 0) return `<path d="M${x - 2 * BEND} ${y}h${2 * BEND}"/>`;
  const sign = Math.sign(offset);
  return `<path d="M${x - 2 * BEND} ${y + offset}q${BEND} 0 ${BEND} ${-sign * BEND}V${y + sign * BEND}q0 ${-sign * BEND} ${BEND} ${-sign * BEND}"/>`;
}

/** Once or more often; the way back, below, goes by what stands between two of them. */
function loop(piece: Piece, between: Piece): Piece {
  const inner = Math.max(piece.width, between.width);
  const width = inner + 2 * BEND;
  const below = Math.max(2 * BEND, piece.down + ROW + between.up);
  return {
    width,
    up: piece.up,
    down: below + between.down,
    draw: (x, y) => {
      const [left, right] = [x + BEND, x + width - BEND];
      const start = left + (inner - between.width) / 2;
      return [
        `<path d="M${x} ${y}H${left}M${left + piece.width} ${y}H${x + width}"/>`,
        piece.draw(left, y),
        `<path d="M${right} ${y}q${BEND} 0 ${BEND} ${BEND}V${y + below - BEND}q0 ${BEND} ${-BEND} ${BEND}H${start + between.width}"/>`,
        between.draw(start, y + below),
        `<path d="M${start} ${y + below}H${left}q${-BEND} 0 ${-BEND} ${-BEND}V${y + BEND}q0 ${-BEND} ${BEND} ${-BEND}"/>`,
      ].join("");
    },
  };
}

/** Rows below each other: each begins where the one above has ended. */
function stacked(lines: readonly Piece[]): Piece {
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return only;
  const width = Math.max(...lines.map((line) => line.width)) + 4 * BEND;
  const tops: number[] = [];
  for (const [index, line] of lines.entries()) {
    const above = lines[index - 1];
    tops.push(above === undefined ? 0 : (tops[index - 1] ?? 0) + above.down + 3 * ROW + line.up);
  }
  const last = lines.length - 1;
  return {
    width,
    up: only?.up ?? 0,
    // The line leaves a stack at the height at which it came: the last row goes up again at its end.
    down: (tops[last] ?? 0) + (lines[last]?.down ?? 0),
    draw: (x, y) =>
      lines
        .map((line, index) => {
          const here = y + (tops[index] ?? 0);
          const end = x + BEND + line.width;
          const lead = `<path d="M${index === 0 ? x : x + BEND} ${here}H${x + BEND}"/>`;
          if (index === last)
            return `${lead}${line.draw(x + BEND, here)}<path d="M${end} ${here}H${x + width - BEND}q${BEND} 0 ${BEND} ${-BEND}V${y}"/>`;
          const next = y + (tops[index + 1] ?? 0);
          const between = here + line.down + 1.5 * ROW;
          return `${lead}${line.draw(x + BEND, here)}<path d="M${end} ${here}q${BEND} 0 ${BEND} ${BEND}V${between - BEND}q0 ${BEND} ${-BEND} ${BEND}H${x + BEND}q${-BEND} 0 ${-BEND} ${BEND}V${next - BEND}q0 ${BEND} ${BEND} ${BEND}"/>`;
        })
        .join(""),
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
