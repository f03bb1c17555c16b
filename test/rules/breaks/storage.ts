import { type Break, breaksOf, edit } from "./break.ts";

/** Rule 20: the folder of the database. */
export const STORAGE: readonly Break[] = [
  ...breaksOf(20, "store/open.test.ts", [
    {
      how: "the folder is not locked",
      edits: [
        edit(
          "store/folder-lock.ts",
          'lock.exec("pragma locking_mode = exclusive; begin exclusive");',
          'lock.exec("select 1");',
        ),
      ],
      test: "a folder is one process's at a time",
    },
  ]),
];
