// Names: coloured by what they are, and renamed in all files at once, open or not.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { placeOf } from "./place-of.mjs";
import { until } from "./until.mjs";

const DECLARED = "shop.journey";
const OPEN = "emails/welcome.hbs";
const FIELD = "firstName";
const RENAMED = "givenName";

/** @param {(name: string, act: () => Promise<void>) => Promise<void>} step runs one step and reports it */
export async function runNameSteps(step, workbench) {
  await step("a name has the colour of what it means", () => coloursByMeaning(workbench));
  await step("a field is renamed in journeys, tests and templates, open or not", () =>
    renamesField(workbench),
  );
}

async function coloursByMeaning({ open, serverRuns, goTo, file, command, page, screenshot }) {
  await open(DECLARED);
  await serverRuns();
  const { line, column } = placeOf(readFileSync(file(DECLARED), "utf8"), FIELD);
  await goTo(line, column + 1);
  await command("Developer: Inspect Editor Tokens and Scopes");
  const inspected = page.locator(".token-inspect-widget");
  await until("the meaning of the name", async () =>
    /semantic token type\s*property/.test(await inspected.innerText()),
  );
  await screenshot("semantic-colours");
  await page.keyboard.press("Escape");
}

async function renamesField({ show, goTo, file, page, focusEditor, showProblems, screenshot }) {
  const before = countIn(file("."), FIELD);
  assert.ok(before.length > 5, before.join(", "));
  // What an earlier step has left in a template is taken back: the file is as on disk, and open.
  await show(OPEN);
  await focusEditor();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(readFileSync(file(OPEN), "utf8"));
  await show(DECLARED);
  const { line, column } = placeOf(readFileSync(file(DECLARED), "utf8"), FIELD);
  await goTo(line, column + 1);
  await page.keyboard.press("F2");
  const box = page.locator(".rename-box input");
  await box.fill(RENAMED);
  await screenshot("rename");
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+k");
  await page.keyboard.press("s");
  // Both at once: a file that is being written is empty for a moment, and holds neither name.
  await until("the new name in every file, as often as the old one was", () => {
    const [left, renamed] = [FIELD, RENAMED].map((name) => countIn(file("."), name));
    return left.length === 0 && isDeepStrictEqual(renamed, before);
  });
  await showProblems();
  await page.getByText("No problems have been detected in the workspace").waitFor();
}

/** The files of a project in which a name stands, with how often. */
function countIn(folder, name) {
  const files = readdirSync(folder, { recursive: true }).filter((each) => /\.(journey|hbs)$/.test(each));
  return files.toSorted().flatMap((each) => {
    const times = readFileSync(path.join(folder, each), "utf8").split(new RegExp(`\\b${name}\\b`)).length - 1;
    return times > 0 ? [`${each}: ${times}`] : [];
  });
}
