import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver";
import { stackOf } from "../guard.ts";

/** Shows an editor how far the first look at everything has come; later ones take no time that would be worth it. */
export function createProgress(connection: Connection, shows: boolean): (done: number, of: number) => void {
  if (!shows) return () => {};
  let shown: Promise<WorkDoneProgressServerReporter> | undefined;
  let over = false;
  const tell = (how: (reporter: WorkDoneProgressServerReporter) => void): void => {
    shown?.then(how).catch((problem: unknown) => {
      connection.console.error(`the editor did not show the progress: ${stackOf(problem)}`);
    });
  };
  return (done, of) => {
    if (over) return;
    if (shown === undefined) {
      shown = connection.window.createWorkDoneProgress();
      tell((reporter) => reporter.begin("Trajet", 0, "reading journeys", false));
    }
    over = done >= of;
    const message = `${done} of ${of} project${of === 1 ? "" : "s"}`;
    tell((reporter) => (over ? reporter.done() : reporter.report(Math.floor((100 * done) / of), message)));
  };
}
