import { type Break, breaksOf, edit } from "./break.ts";

/** Rule 18: erasing a contact. */
export const ERASING: readonly Break[] = [
  ...breaksOf(18, "store/rules-erasing.test.ts", [
    {
      how: "events stay",
      edits: [edit("store/erase-contact.ts", '  event: "deleted",\n', "")],
      test: "what becomes of a table's rows is decided for every table about a person",
    },
    {
      how: "requests stay",
      edits: [
        edit("store/erase-contact.ts", "effect: `request = '{}', provider_ref", "effect: `provider_ref"),
      ],
      test: "ends the runs and leaves nothing of the person in any table, and the journal without them",
    },
    {
      how: "what was to be tried again still is",
      edits: [edit("store/erase-contact.ts", "when 'retry' then 'refused'", "when 'gone' then 'refused'")],
      test: "a mail that was still to be tried again is not sent any more",
    },
    {
      how: "addresses are not kept by their hashes",
      edits: [
        edit(
          "store/erase-contact.ts",
          "await suppression.remember(\n    tx,\n    contact.fields,",
          "await suppression.remember(\n    tx,\n    {},",
        ),
      ],
    },
  ]),
];
