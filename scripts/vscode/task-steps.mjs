// The command line from within the editor: a check as a task, and the console of what runs.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { CONSOLE_TEXT } from "./console-page.mjs";
import { until } from "./until.mjs";

const CLOSED = "journeys/win-back.journey";
const START = 'start when contact gets tag "lapsing"';

/** @param {(name: string, act: () => Promise<void>) => Promise<void>} step runs one step and reports it */
export async function runTaskSteps(step, workbench) {
  await step("trajet check runs as a task, and what it finds is listed once", () => checksAsTask(workbench));
  await step("the console opens in the browser", () => opensConsole(workbench));
}

/** The file is not open: its problems come from the server first, and those of the task take their place. */
async function checksAsTask({ file, command, showProblems, problems, page, screenshot }) {
  const sound = readFileSync(file(CLOSED), "utf8");
  writeFileSync(file(CLOSED), sound.replace(START, 'start when contact gets tag "lapsng"'));
  await showProblems();
  const found = problems.filter({ hasText: "lapsng" });
  await found.first().waitFor();
  await command("Trajet: Check the Project");
  // The task brings its terminal to the front, some time.
  const told = async () => {
    await showProblems();
    return /trajet check/.test((await found.allInnerTexts()).join("\n"));
  };
  await until("the problem as the task tells it", told, 60_000);
  assert.equal(await found.count(), 1);
  await screenshot("task");
  writeFileSync(file(CLOSED), sound);
  await page.getByText("No problems have been detected in the workspace").waitFor();
}

async function opensConsole({ page, command }) {
  const opened = page.waitForEvent("popup");
  await command("Trajet: Open the Console");
  const popup = await opened;
  await popup.getByText(CONSOLE_TEXT).waitFor();
  await popup.close();
}
