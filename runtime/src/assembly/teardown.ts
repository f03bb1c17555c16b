/** Remembers how to undo what was started, and undoes it last first, each even if another fails. */
export function createSteps() {
  const undo: (() => Promise<void>)[] = [];
  let undoing: Promise<void> | undefined;
  return {
    done(step: () => Promise<void>): void {
      undo.push(step);
    },
    isUndoing: () => undoing !== undefined,
    /** May be called more than once; all callers wait for the one undoing. */
    undo(): Promise<void> {
      undoing ??= undoAll(undo);
      return undoing;
    },
  };
}

async function undoAll(steps: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    await step().catch((error: unknown) => failures.push(error));
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, "several parts could not be stopped");
}
