import type { FastifyInstance } from "fastify";
import type { Audit } from "../../store/audit.ts";
import type { ConsoleReads } from "../../store/console/reads.ts";
import { guessing, requireKey } from "../authorize.ts";
import { commonAnswers } from "../common-answers.ts";
import type { DoorPorts, Limits } from "../ports.ts";
import { refuseUnstorable } from "../refuse-unstorable.ts";
import { auditChanges, auditDoor } from "./audited.ts";
import { consoleFiles } from "./files.ts";
import { type DrawnJourney, journeyPageDoors } from "./journey-page.ts";
import { loginDoors } from "./login.ts";
import { type IdentityProvider, oidcDoors } from "./oidc.ts";
import { peopleDoors } from "./people.ts";
import { previewDoor } from "./preview.ts";
import { projectDoors } from "./project.ts";
import { sendingDoors } from "./sendings.ts";
import type { SessionPorts } from "./session.ts";
import { type TestMail, testMailDoor } from "./test-mail.ts";

/** What the console needs besides what all doors need. */
export interface ConsolePorts {
  readonly sessions: SessionPorts;
  readonly audit: Audit;
  readonly reads: ConsoleReads;
  /** The picture of a journey of the project as it is now, and the file that it stands in. */
  readonly drawing: (journey: string) => DrawnJourney | undefined;
  /** Journeys to begin with. */
  readonly gallery: Gallery;
  /** Where the mails stand that nobody is sent, in `dev`. */
  readonly mailbox?: string | undefined;
  /** Who vouches for people, beside keys. */
  readonly provider?: IdentityProvider | undefined;
  /** Sends a mail to somebody who looks at it first; answers why it was not taken. */
  readonly testMail?: ((mail: TestMail) => Promise<string | undefined>) | undefined;
  /** Where the page stands, as Vite has built it. */
  readonly files: string;
}

/** Prebuilt projects, to look at before one is copied. */
export interface Gallery {
  readonly list: () => readonly { readonly name: string; readonly description: string }[];
  /** Of one by its name. */
  readonly drawing: (name: string) => Promise<DrawnJourney | undefined>;
}

/** `/console/`: the page, signing in, and what only the page asks. */
export function consoleDoors(
  app: FastifyInstance,
  ports: DoorPorts,
  own: ConsolePorts,
  limits: Limits,
): void {
  app.register(
    async (open) => {
      open.addHook("onRequest", app.rateLimit());
      loginDoors(open, ports, own, guessing(open, limits));
      if (own.provider !== undefined) oidcDoors(open, own.provider, own);
    },
    { prefix: "/api" },
  );
  app.register(
    async (api) => {
      commonAnswers(api);
      requireKey(api, { keys: ports.keys, sessions: own.sessions }, limits);
      api.addHook("onRequest", app.rateLimit());
      refuseUnstorable(api);
      auditChanges(api, own);
      auditDoor(api, own);
      projectDoors(api, ports, own);
      journeyPageDoors(api, ports, own);
      peopleDoors(api, own);
      sendingDoors(api, ports);
      previewDoor(api, ports);
      testMailDoor(api, ports, own);
    },
    { prefix: "/api" },
  );
  consoleFiles(app, own.files);
}
