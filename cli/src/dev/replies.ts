import type { Signer, Store } from "../runtime.ts";
import type { ReplyLine } from "./reply-line.ts";

export interface ReplyParts {
  readonly store: Pick<Store, "db">;
  readonly signer: Signer;
  /** Of the HTTP doors. */
  readonly url: string;
}

/** A reader's program, and no scanner's. */
const READER = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Trajet play" };

/** Whether the message is there to which somebody replies. */
export async function isSent(store: ReplyParts["store"], line: ReplyLine): Promise<boolean> {
  return (await latest(store, line)) !== undefined;
}

/**
 * Lets somebody open a mail, follow one of its links or answer a survey, by the addresses that stand in the message.
 *
 * @returns why that did not work, if it did not
 */
export async function replyTo(parts: ReplyParts, line: ReplyLine): Promise<string | undefined> {
  const { contact, message } = line;
  const text = await latest(parts.store, line);
  if (text === undefined) return `${contact} has got no ${message}.`;
  const path = pathIn(text, line, parts.signer);
  if (path === undefined) return `${message} has no address to ${line.kind}${ofLink(line)}.`;
  const { status } = await fetch(new URL(path, parts.url), {
    redirect: "manual",
    headers: READER,
    ...(line.kind === "answer" && { method: "POST", body: new URLSearchParams(line.answers) }),
  });
  return status < 400 ? undefined : `the ${line.kind} of ${message} by ${contact} was answered ${status}.`;
}

const ofLink = (line: ReplyLine): string => (line.kind === "click" ? ` by the name "${line.link}"` : "");

/** The latest message of that name that left to the contact. */
async function latest({ db }: ReplyParts["store"], { contact, message }: ReplyLine) {
  const sent = await db
    .selectFrom("effect")
    .select("request")
    .where("contact", "=", contact)
    .where("message", "=", message)
    .where("state", "=", "done")
    .orderBy("at", "desc")
    .executeTakeFirst();
  return sent === undefined ? undefined : JSON.stringify(sent.request);
}

/** The path of the address by which a message is replied to. */
function pathIn(text: string, line: ReplyLine, signer: Signer): string | undefined {
  switch (line.kind) {
    case "open":
      return addressIn(text, "t/o/", (token) => signer.verifyOpen(token) !== undefined);
    case "click":
      return addressIn(
        text,
        "t/c/",
        (token) => signer.verifyClick(token)?.links.includes(line.link) === true,
      );
    case "answer":
      return addressIn(text, "s/", (token) => signer.verifySurvey(token) !== undefined);
    default:
      return line satisfies never;
  }
}

/** The first that is ours: a picture may lie on a host of somebody else's at `/s/logo.png`. */
function addressIn(text: string, path: string, isMeant: (token: string) => boolean): string | undefined {
  const addresses = new RegExp(`/${path}([\\w-]+\\.[\\w-]+)`, "g");
  return [...text.matchAll(addresses)].find(([, token = ""]) => isMeant(token))?.[0];
}
