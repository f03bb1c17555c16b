import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkFolder } from "../../../cli/src/checking.ts";
import { startMailbox } from "../../../cli/src/dev/mailbox.ts";
import { createMaps } from "../../../cli/src/journey-maps.ts";
import { openProjectDoors, type ProjectDoorsOptions } from "../../../cli/src/project-doors.ts";
import { smtpServer } from "../../../cli/src/smtp-server.ts";
import { createEmailChannel } from "../../../runtime/src/channels/email.ts";
import { createKeys, hashOfKey } from "../../../runtime/src/doors/keys.ts";
import type { EmailRequest } from "../../../runtime/src/engine/request.ts";
import { importRows, into } from "../../../runtime/src/imports/import-rows.ts";
import { prepareConsole } from "../../../scripts/setup/console.mjs";
import { signer } from "../../runtime/doors/open-shop.ts";
import { openWorld, type World } from "../../runtime/store/world.ts";
import { OPERATOR, READER } from "../open-console.ts";

export const ROOT = join(import.meta.dirname, "../../..");
/** A Monday, the day after the last order of the shop's past. */
export const NOW = Date.parse("2026-11-23T09:00:00Z");

export interface ServedShop {
  readonly world: World;
  /** `http://127.0.0.1:41234/` */
  readonly url: string;
  readonly mailbox: string;
  /** Lets everything happen that is due by then. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * The example shop with its past, its doors and its console, and a mailbox that takes its mails. The clock stands still
 * until a test lets time pass, so that nothing depends on how fast the machine is.
 */
export async function serveShop(own: Pick<ProjectDoorsOptions, "provider"> = {}): Promise<ServedShop> {
  await prepareConsole(ROOT, process.execPath);
  const { compiled, model } = await checkFolder(join(ROOT, "examples/shop"));
  if (compiled === undefined) throw new Error("the shop has errors");
  const mails = await mkdtemp(join(tmpdir(), "trajet-mails-"));
  const mailbox = await startMailbox({ smtpPort: 0, webPort: 0, folder: mails });
  const channel = createEmailChannel(smtpServer(mailbox.smtp));
  const world = await openWorld("pglite");
  await world.open(compiled, NOW);
  for (const kind of ["contacts", "orders"] as const)
    await importRows(
      kind,
      createReadStream(join(ROOT, `examples/shop/data/${kind}.csv`)),
      "auto",
      into(world.store.gateway),
      compiled,
    );
  await world.activate();
  await world.store.clock.freeze(NOW);
  world.answer = async ({ request, key }) =>
    channel.deliver({ ...mailOf(request as EmailRequest), effectKey: key }, { timeoutMs: 10_000 });
  const doors = await openProjectDoors({
    store: world.store,
    project: () => compiled,
    maps: createMaps(model),
    keys: createKeys([
      { hash: hashOfKey(OPERATOR), holder: { name: "operator", scopes: ["read", "write"] } },
      { hash: hashOfKey(READER), holder: { name: "reader", scopes: ["read"] } },
    ]),
    signer,
    notReady: async () => undefined,
    mailbox: mailbox.url,
    smtp: smtpServer(mailbox.smtp),
    host: "127.0.0.1",
    port: 0,
    perMinute: 100_000,
    ...own,
  });
  let now = NOW;
  return {
    world,
    url: `${doors.url}/`.replace(/\/\/$/, "/"),
    mailbox: mailbox.url,
    async pass(milliseconds) {
      now += milliseconds;
      await world.until(now);
    },
    async close() {
      await doors.close();
      await world.close();
      await channel.close();
      await mailbox.stop();
      await rm(mails, { recursive: true, force: true });
    },
  };
}

function mailOf({ messageId, from, to, subject, text, html }: EmailRequest) {
  const [, name = "", address = from] = /^(.*) <(.+)>$/.exec(from) ?? [];
  return { messageId, from: { name, address }, to, subject, text, html };
}
