import { checkProject } from "@trajet/compiler";
import { expect, it } from "vitest";
import { isQuoted, keyOf } from "../../lsp/src/names/target.ts";
import { occurrencesIn } from "../../lsp/src/names/walk.ts";
import { rename } from "../../lsp/src/requests/rename.ts";
import { apply } from "./apply.ts";
import { snapshotsOf } from "./snapshots.ts";

type Files = Readonly<Record<string, string>>;

/** Each name stands here at every kind of place where it can. */
const FILES: Files = {
  "trajet.json": `{
  "name": "studio",
  "caps": [{ "max": 3, "per": "week", "label": "promotional" }, { "max": 9, "per": "week", "channel": "push" }]
}
`,
  "people.journey": `labels "promotional"
objectives "onboarding"

audience Guests {
  field firstName: text?
  field points: number = 0
  field pushToken: text?
  group "Interests": "Baking"
  tags "vip"
}
store Boutique { platform "shopify"  currency EUR }
record Seat { field row: number }
event Booked { field title: text  field place: text?  field seat: Seat }
event Cancelled { field place: text? }
webhook Gateway(to: text, text: text) { url "https://push.example/"  send { to: to, text: text } }
channel push { to contact.pushToken  through Gateway }
message Alert for Guests by push { label "promotional"  text "Soon" }
email Hello(event: text) for Guests {
  from "Ana <ana@studio.example>"
  label "promotional"
  subject "Hello {{event}}"
  body "Come in: {{link 'door'}}"
  link "door" "https://studio.example/"
}
webhook Crm(reason: text) for Guests {
  url "https://crm.example/{{reason}}"
  receive { field score: number  field owner: text? }
}
webhook Erp for Guests { url "https://erp.example/"  receive from "erp.json" }
survey Nps for Guests {
  from "Ana <ana@studio.example>"
  subject "One question"
  body "How was it? {{survey.url}}"
  question rating "How likely?": 0 to 10
}
`,
  "erp.json": `{ "type": "object", "properties": { "stock": { "type": "number" } }, "required": ["stock"] }
`,
  "visits.journey": `journey Visits for Guests {
  title "Visits"  objective "onboarding"
  start when contact does Booked
  start when contact does Cancelled
  start when contact sees any product back in stock from Boutique
  exit when contact buys any product from Boutique

  if entry is Cancelled and entry.event.place is set { tag "vip" }
  call webhook Crm(reason: "x") as crm otherwise { exit }
  call webhook Erp as erp otherwise { exit }
  update contact { set points = crm.score + erp.stock }
  send message Alert
  send survey Nps
  delay 1 day
  run Ask(who: contact.firstName)
}
journey Visitors for Guests {
  start when contact does Booked
  delay 1 day
  run Look
}
fragment Look for Guests {
  if entry.event.seat.row > 3 { tag "vip" }
}
fragment Ask(who: text?) for Guests {
  patience: delay 1 day
  lucky: split {
    50% "short" { send email Hello(event: who or "you") }
    50% "long" { join "Interests"."Baking" }
  }
  milestone "asked"
}
`,
  "tests.journey": `test "t" for Visits {
  given contact Ann { firstName: "Ann", timezone: "Europe/Paris" }
  given contact Ben { }
  given webhook Crm answers { score: 7, owner: "me" }
  given webhook Erp answers { stock: 7 }
  on 2026-01-05 at 9:00
  Ann does Booked with { title: "x", seat: { row: 2 } }
  Ben sees "mug" back in stock from Boutique
  expect called Crm for Ann where reason == "x"
  expect finished for Ann where entry is Booked and entry.event.title == "x"
  after 1 day
  Ann answers Nps with { rating: 9 }
  expect waiting at patience for Ann
  take "short"
  after 1 day
  expect sent Hello to Ann where event == "Ann"
  expect reached milestone "asked" for Ann
}
`,
};

function check(files: Files): readonly string[] {
  const journeys = Object.entries(files).filter(([path]) => path.endsWith(".journey"));
  const { diagnostics } = checkProject({
    folder: "/project",
    config: files["trajet.json"],
    journeys: journeys.map(([path, text]) => ({ path, text })),
    readFile: (path) => files[path],
    paths: Object.keys(files),
  });
  return diagnostics.map(({ severity, code, file }) => `${severity} ${code} ${file}`).toSorted();
}

/** The names that the files declare or use, each at the first of its places. */
function namesIn(files: Files) {
  const snapshots = snapshotsOf(files);
  const names = Object.keys(files)
    .filter((path) => path.endsWith(".journey"))
    .flatMap((path) => {
      const { file, project } = snapshots.at(path);
      const tree = project.model.files.find((each) => each.path === path)?.tree;
      return (tree?.declarations ?? []).flatMap((declaration) =>
        occurrencesIn(declaration, project.model)
          .filter(({ target }) => target.kind !== "builtin")
          .map(({ target, span }) => ({ path, target, position: file.document.positionAt(span.start) })),
      );
    });
  return [...new Map(names.toReversed().map((name) => [keyOf(name.target), name])).values()];
}
type Place = Pick<ReturnType<typeof namesIn>[number], "path" | "position">;

function renamed(files: Files, { path, position }: Place, newName: string): Files {
  const snapshot = snapshotsOf(files).at(path);
  const params = { textDocument: { uri: snapshot.file.uri }, position, newName };
  const { changes = {} } = rename(snapshot, params, { documentChanges: false, annotations: false } as never);
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      apply(text, changes[`file:///project/${file}`] ?? []),
    ]),
  );
}

const before = check(FILES);
const NAMES = namesIn(FILES).map((name) => ({ ...name, key: keyOf(name.target) }));

it("has a project without errors to rename in", () => {
  expect(before.filter((line) => line.startsWith("error"))).toEqual([]);
  expect(NAMES.length).toBeGreaterThan(40);
});

// Lines of a channel's message find the parameters of its webhook by their names.
const BOUND = ["to", "text"].map((name) =>
  keyOf({ kind: "parameter", owner: { of: "webhooks", name: "Gateway" }, name }),
);

it.each(NAMES.filter(({ key, target }) => !BOUND.includes(key) && target.kind !== "builtin"))(
  "renames $key at every place, and back",
  ({ path, position, target }) => {
    if (target.kind === "declaration" && ["sms", "email"].includes(target.name)) return;
    const fresh = isQuoted(target) ? "quite new" : "quiteNew";
    const after = renamed(FILES, { path, position }, fresh);
    expect(after).not.toEqual(FILES);
    expect(check(after)).toEqual(before);
    const again = namesIn(after).find(
      (name) => name.target.kind === target.kind && name.target.name === fresh,
    );
    expect(again && renamed(after, again, target.name)).toEqual(FILES);
  },
);

it.each(["webhook Gateway(t", "to: text, te"])(
  "does not rename what channels find by its name: %s…",
  (wanted) => {
    const path = "people.journey";
    const offset = (FILES[path] ?? "").indexOf(wanted) + wanted.length;
    const position = snapshotsOf(FILES).at(path).file.document.positionAt(offset);
    expect(() => renamed(FILES, { path, position }, "quiteNew")).toThrow("The channel push finds");
  },
);

it.each([
  ["audience Gue", "Seat", undefined],
  ["field firstN", "points", "points"],
  ["field firstN", "email", "email"],
  ["field firstN", "constructor", undefined],
  ["email Hel", "Nps", "Nps"],
  ["email Hello(eve", "contact", "contact"],
  ["email Hello(eve", "entry", "entry"],
  ["question rat", "rating", undefined],
])("renames %s… to %s only where it is free", (wanted, newName, taken) => {
  const path = "people.journey";
  const offset = (FILES[path] ?? "").indexOf(wanted) + wanted.length;
  const position = snapshotsOf(FILES).at(path).file.document.positionAt(offset);
  const attempt = () => renamed(FILES, { path, position }, newName);
  if (taken === undefined) expect(attempt).not.toThrow();
  else expect(attempt).toThrow(`“${taken}” has a meaning already`);
});
