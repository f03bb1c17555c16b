// The map beside the text: drawn live, in step with the cursor, and changing the text by its own buttons.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { format } from "@trajet/grammar";
import { placeOf } from "./place-of.mjs";
import { until } from "./until.mjs";

const JOURNEY = "journeys/vip-care.journey";

/** @param {(name: string, act: () => Promise<void>) => Promise<void>} step runs one step and reports it */
export async function runMapSteps(step, workbench) {
  const map = mapIn(workbench);
  await step("the map is drawn beside the text", () => drawsMap(workbench, map));
  await step("it follows the text as one types", () => followsText(workbench, map));
  await step("the cursor selects its step, and a click on a step its line", () =>
    keepsInStep(workbench, map),
  );
  await step("a + puts the chosen step into the text", () => addsStep(workbench, map));
  await step("a step moves and goes away by the keyboard, and undo brings it back", () =>
    movesStep(workbench, map),
  );
}

function mapIn({ page }) {
  const frame = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  return {
    frame,
    nodes: frame.locator("g[data-node]"),
    node: (text) => frame.locator("g[data-node]", { hasText: text }).first(),
    selected: (text) => frame.locator("g[data-node].selected", { hasText: text }).first(),
  };
}

async function drawsMap({ open, serverRuns, command, screenshot }, { node }) {
  await open(JOURNEY);
  await serverRuns();
  await command("Trajet: Show Map");
  await node("start when contact gets tag").waitFor();
  await node("send email VipInvitation").waitFor();
  // A page without its style sheet would be black; here each kind of step has its own of the theme's colours.
  const colourOf = (text) =>
    node(text)
      .locator(".shape")
      .first()
      .evaluate((shape) => getComputedStyle(shape).stroke);
  const colours = await Promise.all(["send email", "delay until", 'tag "engaged"'].map(colourOf));
  assert.equal(new Set(colours).size, 3, colours.join(", "));
  await screenshot("map");
}

async function followsText({ page, goTo, file }, { node }) {
  const { line, column } = placeOf(readFileSync(file(JOURNEY), "utf8"), "monday at 10:00");
  await goTo(line, column + "monday at 10:".length);
  await page.keyboard.insertText("3");
  await page.keyboard.press("Delete");
  await node("delay until monday at 10:30").waitFor();
}

async function keepsInStep({ page, goTo, file, cursorLine }, { node, selected }) {
  const text = readFileSync(file(JOURNEY), "utf8");
  const wait = placeOf(text, "wait up to 7 days");
  await goTo(wait.line, wait.column + 2);
  await selected("wait up to 7 days").waitFor();
  const tag = placeOf(text, 'tag "engaged"');
  await goTo(tag.line, tag.column);
  await selected('tag "engaged"').waitFor();
  const send = placeOf(text, "send email VipInvitation");
  await node("send email VipInvitation").locator("text").first().click();
  await selected("send email VipInvitation").waitFor();
  await until(`the cursor on line ${send.line}`, async () => (await cursorLine()) === send.line);
  await page.keyboard.press("ArrowDown");
  await selected("wait up to 7 days").waitFor();
}

async function addsStep({ page, choose, save, file, screenshot }, { frame, node }) {
  const saved = () => readFileSync(file(JOURNEY), "utf8");
  await frame.getByRole("button", { name: /^Add a step between send email VipInvitation and/ }).click();
  await screenshot("map-add");
  await choose("delay until");
  await node("delay until monday at 9:00").waitFor();
  await focusText(page);
  await save();
  await until("the new step in the file", () =>
    /send email VipInvitation\n {2}delay until monday at 9:00\n/.test(saved()),
  );
  assert.equal(format(saved()).changed, false);
}

async function movesStep({ page, focusEditor, save, file }, { node, selected }) {
  const saved = () => readFileSync(file(JOURNEY), "utf8");
  const before = saved();
  await node("delay until monday at 9:00").locator("text").first().click();
  await selected("delay until monday at 9:00").waitFor();
  await page.keyboard.press("Alt+ArrowUp");
  // While the map is drawn anew a step has no place: NaN is neither above nor below.
  const order = async () => (await node("delay until monday at 9:00").boundingBox())?.y ?? Number.NaN;
  const email = async () => (await node("send email VipInvitation").boundingBox())?.y ?? Number.NaN;
  await until("the step above the email", async () => (await order()) < (await email()));
  await page.keyboard.press("Delete");
  await node("delay until monday at 9:00").waitFor({ state: "detached" });
  await focusEditor();
  await page.keyboard.press("Control+z");
  await node("delay until monday at 9:00").waitFor();
  await page.keyboard.press("Control+z");
  await until("the step below the email", async () => (await order()) > (await email()));
  await save();
  await until("the file as it was", () => saved() === before);
}

/** What was put in is selected in the text, and the keyboard is there. */
const focusText = (page) =>
  page.locator(".editor-instance.focused, .editor-instance .monaco-editor.focused").first().waitFor();
