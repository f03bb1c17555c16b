// What every new project needs at its first start, made once for the clone: a database without rows, and the driver as Temporal's
// worker takes it. Run by the set-up under Node 24.
import { pino } from "pino";
import { keepDatabase } from "../../runtime/src/store/keep-database.ts";
import { keepDriver } from "../../runtime/src/temporal/bundle.ts";

await keepDatabase();
await keepDriver(pino({ level: "silent" }));
