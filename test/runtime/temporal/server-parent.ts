// A process that starts a Temporal server, says which, and waits to be killed. Run by dev-server.test.ts.
import { startTemporalServer } from "../../../runtime/src/temporal/dev-server.ts";

const [cli = "", folder = ""] = process.argv.slice(2);
const { pid, address } = await startTemporalServer({ cli, folder, logFile: `${folder}/temporal.log` });
process.stdout.write(`${JSON.stringify({ pid, address })}\n`);
setInterval(() => {}, 60_000);
