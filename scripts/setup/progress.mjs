/**
 * A line on stderr that says what the set-up is doing, how far it is and for how long. In a terminal the line is
 * redrawn each half second; elsewhere there is one line at the start, one every fifteen seconds and one at the end.
 *
 * @param {string} title such as `Installing dependencies`
 * @returns {{ update: (detail: string) => void, end: (outcome: "done" | "failed") => void }}
 */
export function startProgress(title) {
  const started = Date.now();
  let detail = "";
  const terminal = process.stderr.isTTY === true;
  const draw = (words, close) => {
    const text = lineOf(title, words, Date.now() - started);
    process.stderr.write(terminal ? `\r\x1b[K${text}${close ? "\n" : ""}` : `${text}\n`);
  };
  const timer = setInterval(() => draw(detail, false), terminal ? 500 : 15_000);
  draw(detail, false);
  return {
    update: (now) => {
      detail = now;
    },
    end: (outcome) => {
      clearInterval(timer);
      draw(outcome, true);
    },
  };
}

/**
 * The line around a piece of work: ended as `done`, or as `failed` when the work throws.
 *
 * @template T
 * @param {string} title
 * @param {(update: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(title, work) {
  const line = startProgress(title);
  try {
    const result = await work(line.update);
    line.end("done");
    return result;
  } catch (error) {
    line.end("failed");
    throw error;
  }
}

function lineOf(title, detail, elapsed) {
  const seconds = Math.floor(elapsed / 1000);
  const parts = [detail, seconds > 0 ? `${seconds} s` : ""].filter((part) => part !== "");
  return `${title}… ${parts.join(", ")}`.trimEnd();
}
