import { type Break, breaksOf, edit } from "./break.ts";

/** Rule 17: starts by the calendar. */
export const CALENDAR: readonly Break[] = [
  ...breaksOf(17, "store/schedules.test.ts", [
    {
      how: "everybody is started at the hour of the project's zone",
      edits: [
        edit(
          "store/schedules.ts",
          "occasionsDue(schedule, program, zone, row)",
          "occasionsDue(schedule, program, program.timezone, row)",
        ),
      ],
      test: "everyone is started at the hour of their own zone, and once a day",
    },
    {
      how: "a page is turned before it is visited",
      edits: [
        edit(
          "store/scans.ts",
          "let visited = 0;\n",
          "await turnPage(ingest.db, scan, { visited: 0, started: 0, cursor: page.at(-1)?.id ?? scan.cursor, done: page.length < PAGE });\n    let visited = 0;\n",
        ),
      ],
      test: "a death before any statement loses nobody and starts nobody twice",
    },
  ]),
];
