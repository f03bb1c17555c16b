// Numbers of a project that runs beside the editor.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const JOURNEY = "journeys/welcome-series.journey";

/**
 * @param {(name: string, act: () => Promise<void>) => Promise<void>} step runs one step and reports it
 * @param {object} session what a running `trajet dev` leaves in the folder
 */
export async function runLiveSteps(step, workbench, session) {
  await step("a lens says how many are in a journey that runs, until it ends", () =>
    showsNumbers(workbench, session),
  );
}

async function showsNumbers({ page, show, goTo, file, screenshot }, session) {
  await show(JOURNEY);
  // A lens that is scrolled away is not there, and the editor comes back as it was left.
  await goTo(1, 1);
  const lens = page.locator(".codelens-decoration", {
    hasText: "active: 12 inside, 96 entered, 80 finished, 4 left",
  });
  const note = file(".trajet/session.json");
  mkdirSync(path.dirname(note), { recursive: true });
  writeFileSync(note, JSON.stringify(session));
  await lens.waitFor();
  await screenshot("live-numbers");
  rmSync(note);
  await lens.waitFor({ state: "detached" });
}
