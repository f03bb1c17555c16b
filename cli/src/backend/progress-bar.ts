import type { Terminal } from "../terminal.ts";

/** Shows how far a long reading is, where a person sees it. */
export interface ProgressBar {
  /** @param share from 0 to 1; `undefined` where the end is not known */
  readonly show: (share: number | undefined, text: string) => void;
  /** Takes the bar away again. */
  readonly end: () => void;
}

const WIDTH = 24;

/** Drawn over itself, and only when it looks different. */
export function createProgressBar(terminal: Pick<Terminal, "isTerminal" | "err">): ProgressBar {
  if (!terminal.isTerminal) return { show: () => {}, end: () => {} };
  let shown = "";
  return {
    show(share, text) {
      const next = share === undefined ? text : `${barOf(share, WIDTH)} ${Math.floor(share * 100)}%  ${text}`;
      if (next === shown) return;
      shown = next;
      terminal.err(`\r\u001b[K${next}`);
    },
    end() {
      if (shown !== "") terminal.err("\r\u001b[K");
    },
  };
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar as long as a share of `width`, to an eighth of a column, and blanks up to the width. */
export function barOf(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const bar = "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
  return bar.padEnd(width);
}
