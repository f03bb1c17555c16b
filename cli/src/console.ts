import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGallery } from "./prebuilt-gallery.ts";
import type { ProjectDoorsOptions } from "./project-doors.ts";
import { type ConsolePorts, createConsoleReads, storedAudit, storedSessions } from "./runtime.ts";
import { testMailBy } from "./test-mail.ts";

/** Into which the set-up builds the page: `scripts/setup/console.mjs`. */
const FILES = join(fileURLToPath(new URL("../../", import.meta.url)), "console", "dist");

/** The console of a project: of `trajet dev` and `trajet serve` alike. */
export function consoleOf({
  store: { db },
  keys,
  maps,
  mailbox,
  provider,
  smtp,
}: ProjectDoorsOptions): ConsolePorts {
  return {
    sessions: { sessions: storedSessions(db), keys, wall: Date.now },
    audit: storedAudit(db),
    reads: createConsoleReads(db),
    drawing: maps.drawing,
    gallery: createGallery(),
    mailbox,
    provider,
    testMail: smtp && testMailBy(smtp),
    files: FILES,
  };
}
