import type { FastifyInstance } from "fastify";
import type { EmailRequest } from "../../engine/request.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import type { ConsolePorts } from "./console-doors.ts";
import { askedFor } from "./preview.ts";

/** A mail as a contact would get it, to somebody else. */
export type TestMail = Pick<EmailRequest, "messageId" | "from" | "to" | "subject" | "html" | "text">;

const text = { type: "string", minLength: 1, maxLength: 254 } as const;

const TESTED = {
  type: "object",
  required: ["contact", "to"],
  additionalProperties: false,
  properties: {
    contact: text,
    to: { ...text, pattern: '^[^\\s@<>,;"]+@[^\\s@<>,;"]+$', description: "One address." },
    message: text,
    args: { type: "string", maxLength: 8_000, description: "JSON." },
    subject: { type: "string", maxLength: 200 },
    text: { type: "string", maxLength: 20_000 },
  },
} as const;

interface Tested {
  readonly Body: {
    readonly contact: string;
    readonly to: string;
    readonly message?: string;
    readonly args?: string;
    readonly subject?: string;
    readonly text?: string;
  };
}

/** `POST /console/api/test-mails`: the mail that one contact would get, to the one who is about to send it. */
export function testMailDoor(
  app: FastifyInstance,
  ports: DoorPorts,
  { testMail }: Pick<ConsolePorts, "testMail">,
): void {
  app.post<Tested>(
    "/test-mails",
    { schema: { hide: true, tags: ["messages"], body: TESTED } },
    async ({ body: { to, ...asked } }) => {
      if (testMail === undefined) throw new Problem(409, NO_SERVER);
      const { message, args } = await askedFor(ports, asked);
      const preview = await ports.gateway.previewMessage(message, { contact: asked.contact, args });
      if ("refused" in preview) throw new Problem(422, preview.refused);
      const { request } = preview;
      if (request.kind !== "email")
        throw new Problem(422, "Only a mail can be tried; this is another channel.");
      const { messageId, from, subject, html, text } = request;
      const problem = await testMail({ messageId, from, to, subject: `[Test] ${subject}`, html, text });
      if (problem !== undefined) throw new Problem(502, `The mail server did not take it: ${problem}`);
      return { to };
    },
  );
}

const NO_SERVER =
  "No mail server is known here: give `trajet serve` the variable that `channels.email.smtp` of trajet.json names.";
