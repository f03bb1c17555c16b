import { expect, test } from "vitest";
import { connectTemporal } from "../../../runtime/src/temporal/connection.ts";
import { freePort } from "../../../runtime/src/temporal/port.ts";
import { silent } from "./temporal-world.ts";

test("where nobody answers, it says so and what to do", async () => {
  const address = `127.0.0.1:${await freePort("127.0.0.1")}`;
  await expect(connectTemporal({ address }, silent)).rejects.toThrow(
    `No Temporal server answers at ${address}. Start it, or name another address in trajet.json.`,
  );
});
