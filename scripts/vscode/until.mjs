import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks every tenth of a second until the answer is true.
 * @param {string} what what is waited for: the text of the error
 * @param {() => boolean | Promise<boolean>} ask
 * @throws {Error} when `milliseconds` are over
 */
export async function until(what, ask, milliseconds = 15_000) {
  const end = Date.now() + milliseconds;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`waited ${milliseconds / 1000} s for ${what}`);
    await pause(100);
  }
}
