/** Whether the server still answers: it may be busy without end, or gone without a word, as when memory ran out. */
export interface Watch {
  readonly asked: () => void;
  readonly heard: () => void;
}

/** `tell(true)` when nothing was heard for so many milliseconds after a question; `tell(false)` when something is again. */
export function watchAnswers(patienceMs: number, tell: (silent: boolean) => void): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silent = false;
  return {
    asked: () => {
      if (silent) return;
      timer ??= setTimeout(() => {
        silent = true;
        tell(true);
      }, patienceMs);
    },
    heard: () => {
      clearTimeout(timer);
      timer = undefined;
      if (!silent) return;
      silent = false;
      tell(false);
    },
  };
}
