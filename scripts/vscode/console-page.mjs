// What stands in for the console of a project that runs: a page at a free port of this machine.
import { once } from "node:events";
import http from "node:http";

export const CONSOLE_TEXT = "the console";

export async function serveConsole() {
  const server = http.createServer((_, answer) => answer.end(CONSOLE_TEXT)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
