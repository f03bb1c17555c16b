/** A physical line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end. */
  readonly text: string;
  /** What is wrong with the line as such. */
  readonly problem?: string;
}

/** Characters; what is longer is no line of a table but a file of another kind. */
const LONGEST = 1_000_000;

/** The lines of a UTF-8 file, with or without a byte order mark, ended by LF or CR LF. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let rest = "";
  let tooLong = false;
  for await (const chunk of textOf(source)) {
    const pieces = (rest + chunk).split("\n");
    rest = pieces.pop() ?? "";
    for (const piece of pieces) {
      yield lineOf(number, piece, tooLong);
      number += 1;
      tooLong = false;
    }
    if (rest.length > LONGEST) [rest, tooLong] = ["", true];
  }
  if (rest !== "" || tooLong) yield lineOf(number, rest, tooLong);
}

async function* textOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  for await (const bytes of source) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

function lineOf(number: number, piece: string, tooLong: boolean): Line {
  const text = piece.endsWith("\r") ? piece.slice(0, -1) : piece;
  if (tooLong || text.length > LONGEST) {
    return {
      number,
      text: "",
      problem: `the line is longer than ${LONGEST.toLocaleString("en")} characters`,
    };
  }
  if (text.includes("\uFFFD")) {
    return { number, text, problem: "the line is not UTF-8; save the file with that encoding" };
  }
  return { number, text };
}
