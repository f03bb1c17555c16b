// The benchmark of taking events in: how many a second, and what other contacts' open waits add to the cost. JSON on stdout.
//   node bench/ingest/run.ts [--database postgres] [--waiting 10000] [--others 100000] [--events 2000] [--batch 100] [--repeat 5]
import { parseArgs } from "node:util";
import { machine } from "../machine.ts";
import { databases } from "../store.ts";
import { timeIngest } from "./ingest.ts";

const { values } = parseArgs({
  options: {
    /** `postgres` or `pglite`; PostgreSQL where it is installed. */
    database: { type: "string" },
    /** Contacts of whom events come, each with an open wait. */
    waiting: { type: "string", default: "10000" },
    /** Contacts with an open wait of whom none comes. */
    others: { type: "string", default: "100000" },
    /** Of each turn. */
    events: { type: "string", default: "2000" },
    /** Lines of one request; eight are under way at once. */
    batch: { type: "string", default: "100" },
    repeat: { type: "string", default: "5" },
  },
});

const [first, last = first] = databases(values.database);
const found = await timeIngest(last, {
  waiting: Number(values.waiting),
  others: Number(values.others),
  events: Number(values.events),
  batch: Number(values.batch),
  repeat: Number(values.repeat),
});
process.stdout.write(
  `${JSON.stringify({ version: 1, bench: "ingest", machine: machine(), ...found }, null, 2)}\n`,
);
