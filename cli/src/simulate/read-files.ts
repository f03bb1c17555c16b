import { createReadStream, statSync } from "node:fs";
import { resolve } from "node:path";
import type { CompiledProject } from "@trajet/compiler";
import type { Entry, Kind, PersonHistory, Place, Rejection } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import type { Source } from "./source.ts";
import { createSpill, type Spill } from "./spill.ts";

/** Files of people and of what happened to them, as the options name them. */
export interface HistoryFiles {
  readonly contacts: string;
  readonly events?: string;
  readonly orders?: string;
}

/** What a file says of somebody. */
type Told = { readonly place: Place; readonly entry: Entry };
/** Beside what is told under an e-mail address: whose it is. */
type UnderAddress = Told | { readonly id: string };

/**
 * Reads the files, and sorts them by people on disk: no file has to be in any order, and memory does not grow with them.
 *
 * @param onRead told now and then how much was read, from 0 to 1
 * @throws UsageError where a file is not there, or nothing of it can be read
 */
export async function readFiles(
  files: HistoryFiles,
  compiled: CompiledProject,
  terminal: Terminal,
  onRead: (share: number) => void,
): Promise<Source> {
  const { entriesOf, ImportProblem } = await import("../runtime.ts");
  const inputs = (["contacts", "events", "orders"] as const).flatMap((kind) => {
    const file = files[kind];
    return file === undefined ? [] : [{ kind, file, ...openFile(file, terminal) }];
  });
  const desk = newDesk();
  const size = inputs.reduce((sum, input) => sum + input.size, 0);
  let seen = 0;
  try {
    for (const { kind, file, path } of inputs) {
      const bytes = counted(createReadStream(path), (length) => {
        seen += length;
        onRead(seen / size);
      });
      const listener = {
        note: (note: string) => terminal.err(`${file}: ${note}\n`),
        header: () => undefined,
      };
      for await (const read of entriesOf(
        kind as Kind,
        bytes,
        "auto",
        compiled,
        { imported: true },
        listener,
      )) {
        const place = { file, line: read.line };
        if ("reason" in read) desk.rejected.push({ ...place, reason: read.reason });
        else desk.take({ place, entry: read.entry });
      }
    }
    await desk.resolveAddresses();
  } catch (error) {
    desk.close();
    if (error instanceof ImportProblem) throw new UsageError(`Nothing can be simulated: ${error.message}.`);
    throw error;
  }
  const { noContact } = await import("../runtime.ts");
  return {
    range: desk.range(),
    count: desk.count(),
    rejected: desk.rejected,
    people: () => peopleOf(desk.people, desk.rejected, noContact),
    close: desk.close,
  };
}

function openFile(file: string, terminal: Terminal): { readonly path: string; readonly size: number } {
  const path = resolve(terminal.cwd, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file ${file}.`);
  if (!found.isFile()) throw new UsageError(`${file} is no file.`);
  return { path, size: found.size };
}

async function* counted(bytes: AsyncIterable<Uint8Array>, count: (length: number) => void) {
  for await (const chunk of bytes) {
    count(chunk.length);
    yield chunk;
  }
}

function newDesk() {
  const people = createSpill<Told>();
  const addresses = createSpill<UnderAddress>();
  const rejected: Rejection[] = [];
  let [first, last, contacts] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  const seeAt = (at: number | undefined): void => {
    if (at === undefined) return;
    first = Math.min(first, at);
    last = Math.max(last, at);
  };
  return {
    people,
    rejected,
    count: () => contacts,
    range: () => (first <= last ? { first, last } : undefined),
    take(told: Told): void {
      seeAt(momentOf(told.entry));
      const { entry } = told;
      if (entry.kind === "contacts") {
        contacts += 1;
        const { email } = entry.input.fields;
        const id = entry.input.id ?? String(email);
        people.add(id, told);
        if (typeof email === "string") addresses.add(email.toLowerCase(), { id });
      } else if (entry.kind !== "coupons") {
        const { contact } = entry.input;
        if (contact.includes("@")) addresses.add(contact.toLowerCase(), told);
        else people.add(contact, told);
      }
    },
    /** What is told under an address goes to whose it is. */
    async resolveAddresses(): Promise<void> {
      const { noContact } = await import("../runtime.ts");
      for (const part of addresses.groups()) {
        for (const [address, all] of part) deliver(address, all, people, rejected, noContact);
      }
      addresses.close();
    },
    close(): void {
      people.close();
      addresses.close();
    },
  };
}

function deliver(
  address: string,
  all: readonly UnderAddress[],
  people: Spill<Told>,
  rejected: Rejection[],
  noContact: (address: string) => string,
): void {
  const ids = [...new Set(all.flatMap((one) => ("id" in one ? [one.id] : [])))];
  const [id] = ids;
  for (const one of all) {
    if ("id" in one) continue;
    if (id !== undefined && ids.length === 1) people.add(id, one);
    else {
      const many = `several contacts have the e-mail address ${JSON.stringify(address)}; name the contact by its id`;
      rejected.push({ ...one.place, reason: id === undefined ? noContact(address) : many });
    }
  }
}

function momentOf(entry: Entry): number | undefined {
  switch (entry.kind) {
    case "contacts":
      return entry.input.at;
    case "orders":
      return entry.input.placedAt;
    case "events":
      return entry.input.at;
    case "coupons":
      return undefined;
    default:
      return entry satisfies never;
  }
}

function* peopleOf(
  spill: Spill<Told>,
  rejected: Rejection[],
  noContact: (id: string) => string,
): Generator<PersonHistory> {
  for (const part of spill.groups()) {
    const ids = [...part.keys()].sort();
    for (const id of ids) {
      const person = personOf(id, part.get(id) ?? [], rejected, noContact);
      if (person !== undefined) yield person;
    }
  }
}

function personOf(
  id: string,
  all: readonly Told[],
  rejected: Rejection[],
  noContact: (id: string) => string,
): PersonHistory | undefined {
  const [first, ...again] = all.flatMap(({ place, entry }) =>
    entry.kind === "contacts" ? [{ place, input: entry.input }] : [],
  );
  for (const { place } of again) {
    rejected.push({ ...place, reason: `the contact ${id} stands on line ${first?.place.line} already` });
  }
  const happenings = all.flatMap(({ place, entry }): PersonHistory["happenings"] => {
    if (entry.kind === "events") return [{ kind: "event", at: entry.input.at, input: entry.input, place }];
    if (entry.kind === "orders")
      return [{ kind: "order", at: entry.input.placedAt, input: entry.input, place }];
    return [];
  });
  if (first !== undefined) return { contact: { ...first.input, id }, place: first.place, happenings };
  for (const { place } of happenings) if (place) rejected.push({ ...place, reason: noContact(id) });
  return undefined;
}
