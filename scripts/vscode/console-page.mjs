// What stands in for a project that runs: its console and its numbers, at a free port of this machine.
import { once } from "node:events";
import http from "node:http";

export const CONSOLE_TEXT = "the console";

/** What `GET /v1/journeys` answers to whoever has the key. */
const KEY = "the-key";
const WELCOME = {
  name: "WelcomeSeries",
  status: "active",
  counts: { entered: 96, active: 12, finished: 80, exited: 4, converted: 0, stuck: 0 },
  at: {},
};

export async function serveConsole() {
  const answer = ({ url, headers }, response) => {
    if (url !== "/v1/journeys") response.end(CONSOLE_TEXT);
    else if (headers.authorization !== `Bearer ${KEY}`) response.writeHead(401).end();
    else response.end(JSON.stringify({ version: 1, journeys: [WELCOME] }));
  };
  const server = http.createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/`;
  return {
    url,
    /** What `trajet dev` leaves in a project's folder for as long as it runs. */
    session: { url, key: KEY, pid: process.pid },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
