import { isIPv6 } from "node:net";

/** What PostgreSQL refuses before it answers the first statement, by its codes; the message names what is missing. */
const REFUSED: Readonly<Record<string, string>> = {
  "3D000": "create it with `createdb`, or name another one in trajet.json",
  "28000": "see the user that trajet.json names, and pg_hba.conf of the server",
  "28P01": "see the user and the password that trajet.json names",
  "42501": "give the user of trajet.json the right to it",
  "53300": "let the server take more connections, or run fewer processes",
};

const AWAY: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no such host is known",
  EAI_AGAIN: "the name of the host cannot be looked up now",
  ETIMEDOUT: "there was no answer in time",
  EHOSTUNREACH: "no way leads there",
  ENETUNREACH: "no way leads there",
  ECONNRESET: "the connection was closed",
};

/**
 * Why the database that trajet.json names cannot be used, as a sentence, and what to do; `undefined` for any other error.
 * Never has the connection string in it, which may hold a password.
 */
export function databaseLetter(
  error: unknown,
): { readonly detail: string; readonly fix: string } | undefined {
  // A host with several addresses, as `localhost` with ::1 and 127.0.0.1, fails with an error for each.
  if (error instanceof AggregateError)
    return error.errors.map(databaseLetter).find((one) => one !== undefined);
  if (!(error instanceof Error && "code" in error)) return undefined;
  const code = String(error.code);
  const refused = "severity" in error ? REFUSED[code] : undefined;
  if (refused !== undefined) return { detail: `PostgreSQL says: ${error.message}.`, fix: sentence(refused) };
  const away = "syscall" in error ? AWAY[code] : undefined;
  if (away === undefined) return undefined;
  const place = placeOf(error);
  return {
    detail: `It cannot be reached${place === undefined ? "" : ` at ${place}`}: ${away} (${code}).`,
    fix: "See that it runs, and that trajet.json names it.",
  };
}

function placeOf(error: Error): string | undefined {
  if ("address" in error) {
    const address = String(error.address);
    if (!("port" in error)) return address;
    return `${isIPv6(address) ? `[${address}]` : address}:${error.port}`;
  }
  return "hostname" in error ? String(error.hostname) : undefined;
}

const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
