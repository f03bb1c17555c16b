/**
 * A line on stderr that says what the set-up is doing, how far it is and for how long. In a terminal the line is
 * redrawn each half second; elsewhere there is one line at the start, one every fifteen seconds and one at the end.
 *
 * @template T
 * @param {string} title such as `Installing dependencies`
 * @param {(update: (detail: string) => void) => Promise<T> | T} work calls `update` with how far it is
 * @returns {Promise<T>}
 */
export async function withProgress(title, work) {
  const line = process.stderr.isTTY ? terminalLine(title) : plainLine(title);
  try {
    const result = await work(line.update);
    line.end("done");
    return result;
  } catch (error) {
    line.end("failed");
    throw error;
  }
}

function terminalLine(title) {
  const started = Date.now();
  let detail = "";
  const draw = () => process.stderr.write(`\r\x1b[K${text(title, detail, started)}`);
  const timer = setInterval(draw, 500);
  draw();
  return {
    update: (now) => {
      detail = now;
    },
    end: (outcome) => {
      clearInterval(timer);
      process.stderr.write(`\r\x1b[K${text(title, outcome, started)}\n`);
    },
  };
}

function plainLine(title) {
  const started = Date.now();
  let detail = "";
  const say = () => process.stderr.write(`${text(title, detail, started)}\n`);
  process.stderr.write(`${title}…\n`);
  const timer = setInterval(say, 15_000);
  return {
    update: (now) => {
      detail = now;
    },
    end: (outcome) => {
      clearInterval(timer);
      process.stderr.write(`${text(title, outcome, started)}\n`);
    },
  };
}

function text(title, detail, started) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  return `${title}… ${detail === "" ? "" : `${detail}, `}${seconds} s`;
}
