import type { CompiledProject } from "@trajet/compiler/program";
import { createDoors } from "../../runtime/src/doors/create-doors.ts";
import { createKeys, hashOfKey } from "../../runtime/src/doors/keys.ts";
import { createSigner } from "../../runtime/src/doors/signer.ts";
import { createBoard } from "../../runtime/src/loyalty/board.ts";
import type { Store } from "../../runtime/src/store/open.ts";

const KEY = "tj_bench";

export interface Door {
  /** Takes a batch of events in. @throws {Error} one of them is not written */
  readonly take: (lines: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `POST /v1/events` as it is served, without a socket before it. */
export async function openDoor(store: Store, project: CompiledProject): Promise<Door> {
  const app = await createDoors({
    gateway: store.gateway,
    project: () => project,
    keys: createKeys([{ hash: hashOfKey(KEY), holder: { name: "bench", scopes: ["write:events"] } }]),
    signer: createSigner(store.secret),
    loyalty: createBoard({ db: store.db, gateway: store.gateway, project: () => project }),
    map: () => undefined,
    metrics: async () => [],
    notReady: async () => undefined,
    limits: { perMinute: 1_000_000 },
  });
  return {
    async take(lines) {
      const response = await app.inject({
        method: "POST",
        url: "/v1/events",
        headers: { authorization: `Bearer ${KEY}`, "content-type": "application/x-ndjson" },
        payload: lines.join("\n"),
      });
      const { results } = response.json<{ readonly results?: readonly { readonly status: string }[] }>();
      const written = (results ?? []).filter(({ status }) => status === "written").length;
      if (written !== lines.length) {
        throw new Error(`${written} of ${lines.length} events were written: ${response.body.slice(0, 500)}`);
      }
    },
    close: () => app.close(),
  };
}
