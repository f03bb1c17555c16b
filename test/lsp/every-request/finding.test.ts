import { describe, expect, it } from "vitest";
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentHighlight,
  DocumentLink,
  Location,
  SymbolInformation,
} from "vscode-languageserver";
import { textIn } from "../shop.ts";
import { STUDIO, type StudioFile } from "../studio.ts";
import { ask, at, fileOf, shown, studio } from "./in-studio.ts";

describe("finding one's way", () => {
  it("textDocument/definition", async () => {
    const found: Location[] = await ask(
      "textDocument/definition",
      at("visits.journey", "send email Hello", 13),
    );
    expect(found.map(shown)).toEqual(["mails.journey: Hello"]);
    const inTemplate: Location[] = await ask("textDocument/definition", at("mails/hello.hbs", "{{seats", 4));
    expect(inTemplate.map(shown)).toEqual(["mails.journey: seats"]);
    const inPartial: Location[] = await ask(
      "textDocument/definition",
      at("mails/partials/greeting.hbs", "firstName", 3),
    );
    expect(inPartial.map(shown)).toEqual(["people.journey: firstName"]);
    const partial: Location[] = await ask("textDocument/definition", at("mails/hello.hbs", "greeting", 2));
    expect(partial.map(({ uri }) => fileOf(uri))).toEqual(["mails/partials/greeting.hbs"]);
    const body: Location[] = await ask("textDocument/definition", at("mails.journey", "mails/hello", 2));
    expect(body.map(({ uri }) => fileOf(uri))).toEqual(["mails/hello.hbs"]);
    const inSchema: Location[] = await ask("textDocument/definition", at("visits.journey", "event.seats", 8));
    expect(inSchema.map(shown)).toEqual(["schemas/booked.json: seats"]);
  });

  it("textDocument/declaration", async () => {
    const found: Location[] = await ask("textDocument/declaration", at("visits.journey", "run Nudge", 6));
    expect(found.map(shown)).toEqual(["visits.journey: Nudge"]);
  });

  it("textDocument/typeDefinition", async () => {
    const event: Location[] = await ask(
      "textDocument/typeDefinition",
      at("visits.journey", "entry.event", 8),
    );
    expect(event.map(shown)).toEqual(["people.journey: Booked"]);
    const contact: Location[] = await ask(
      "textDocument/typeDefinition",
      at("people.journey", "where contact", 8),
    );
    expect(contact.map(shown)).toEqual(["people.journey: Guests"]);
  });

  it("textDocument/implementation", async () => {
    const mail: Location[] = await ask(
      "textDocument/implementation",
      at("visits.journey", "send email Hello", 13),
    );
    expect(mail.map(({ uri }) => fileOf(uri))).toEqual(["mails/hello.hbs"]);
    const event: Location[] = await ask(
      "textDocument/implementation",
      at("visits.journey", "does Booked", 6),
    );
    expect(event.map(({ uri }) => fileOf(uri))).toEqual(["schemas/booked.json"]);
  });

  it("textDocument/references", async () => {
    const context = { includeDeclaration: true };
    const seats: Location[] = await ask("textDocument/references", {
      ...at("schemas/booked.json", '"seats"', 3),
      context,
    });
    expect(seats.map(shown).toSorted()).toEqual([
      "schemas/booked.json: seats",
      "schemas/booked.json: seats",
      "visits.journey: seats",
      "visits.journey: seats",
    ]);
    const name: Location[] = await ask("textDocument/references", {
      ...at("mails/partials/greeting.hbs", "firstName", 3),
      context: { includeDeclaration: false },
    });
    expect(name.map(shown).toSorted()).toEqual([
      "mails/hello.hbs: firstName",
      "mails/hello.hbs: firstName",
      "mails/partials/greeting.hbs: firstName",
      "visits.journey: firstName",
    ]);
  });

  it("textDocument/documentHighlight", async () => {
    const found: DocumentHighlight[] = await ask(
      "textDocument/documentHighlight",
      at("visits.journey", "remember limit", 10),
    );
    expect(found.map(({ kind, range }) => [kind, textIn(STUDIO["visits.journey"], range)])).toEqual([
      [3, "limit"],
      [2, "limit"],
    ]);
  });

  it("textDocument/documentSymbol", async () => {
    const textDocument = { uri: studio.uri("visits.journey") };
    const found: { name: string }[] = await ask("textDocument/documentSymbol", { textDocument });
    expect(found.map(({ name }) => name)).toEqual(["Visits", "Care", "Nudge", "a visit"]);
  });

  it("workspace/symbol", async () => {
    const found: SymbolInformation[] = await ask("workspace/symbol", { query: "vsts" });
    expect(found.map(({ location }) => shown(location))).toEqual(["visits.journey: Visits"]);
    expect(await ask("workspace/symbol", { query: "no such thing" })).toEqual([]);
  });

  it("textDocument/prepareCallHierarchy", async () => {
    const found: CallHierarchyItem[] = await ask(
      "textDocument/prepareCallHierarchy",
      at("visits.journey", "start journey Care", 15),
    );
    expect(found.map(({ name, detail }) => [name, detail])).toEqual([["Care", "journey"]]);
  });

  it("callHierarchy/incomingCalls", async () => {
    const [item] = await ask<CallHierarchyItem[]>(
      "textDocument/prepareCallHierarchy",
      at("visits.journey", "fragment Nudge", 10),
    );
    const calls: CallHierarchyIncomingCall[] = await ask("callHierarchy/incomingCalls", { item });
    expect(calls.map(({ from, fromRanges }) => [from.name, fromRanges.length])).toEqual([["Visits", 1]]);
  });

  it("callHierarchy/outgoingCalls", async () => {
    const [item] = await ask<CallHierarchyItem[]>(
      "textDocument/prepareCallHierarchy",
      at("visits.journey", "journey Visits", 10),
    );
    const calls: CallHierarchyOutgoingCall[] = await ask("callHierarchy/outgoingCalls", { item });
    expect(calls.map(({ to }) => to.name).toSorted()).toEqual(["Care", "Nudge"]);
  });

  it("textDocument/documentLink", async () => {
    const linksIn = async (file: StudioFile): Promise<string[]> => {
      const links: DocumentLink[] = await ask("textDocument/documentLink", {
        textDocument: { uri: studio.uri(file) },
      });
      return links.map(({ target = "" }) => (target.startsWith("file:") ? fileOf(target) : target));
    };
    expect(await linksIn("mails.journey")).toEqual(["mails/hello.hbs", "https://studio.example/"]);
    expect(await linksIn("people.journey")).toEqual(["schemas/booked.json", "https://crm.example/hook"]);
    expect(await linksIn("mails/hello.hbs")).toEqual(["mails/partials/greeting.hbs"]);
  });
});
