import { findContact } from "./contact-lookup.ts";
import type { Database } from "./database.ts";
import type { ContactView, TimelineEntry } from "./gateway.ts";
import type { ProgramShelf } from "./programs.ts";
import { reasonOf } from "./reasons.ts";

/** What is known of a contact, and all that was decided about it, earliest first. */
export async function contactView(
  db: Database,
  shelf: ProgramShelf,
  idOrEmail: string,
): Promise<ContactView | undefined> {
  const found = await findContact(db, idOrEmail);
  if (found.found !== "one") return undefined;
  const contact = await db
    .selectFrom("contact")
    .selectAll()
    .where("id", "=", found.id)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom("journal")
    .selectAll()
    .where("contact", "=", found.id)
    .orderBy("id")
    .execute();
  await shelf.fetch(
    db,
    rows.map((row) => row.program),
  );
  const { id, audience, fields, tags, groups, consent } = contact;
  return {
    contact: { id, audience, fields, tags, groups, consent },
    timeline: rows.map((row) => entryOf(row, shelf)),
  };
}

type JournalRow = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (db: Database) => db.selectFrom("journal").selectAll().execute();

function entryOf(row: JournalRow, shelf: ProgramShelf): TimelineEntry {
  const source = shelf.source(row.program);
  const summary = row.step === null ? undefined : shelf.get(row.program).program.steps[row.step]?.summary;
  const { range, because } = reasonOf(row, source, summary);
  return {
    ...row.data,
    at: new Date(row.at).toISOString(),
    kind: row.kind,
    journey: row.journey,
    run: row.run,
    program: row.program,
    ...(row.step !== null && { step: row.step }),
    ...(source !== undefined &&
      range !== undefined && { source: { file: range.file ?? source.file, line: range.line } }),
    ...(because !== undefined && { because }),
  };
}
