import { userInfo } from "node:os";
import { type Change, discardedLetters, type Store, storedAudit } from "../runtime.ts";
import { UsageError } from "../usage-error.ts";
import type { Backend } from "./backend.ts";

type Noted = Omit<Change, "who" | "via" | "key">;

const DONE = 200;
const UNKNOWN = 404;
const REFUSED = 422;

/**
 * Notes a change that a command makes in the database itself, as the doors note theirs: before it is made, and what came of it.
 *
 * @param found whether there was what was to be changed
 */
export async function noting<T>(
  { db }: Pick<Store, "db">,
  change: Noted,
  make: () => Promise<T>,
  found: (made: T) => boolean = () => true,
): Promise<T> {
  const audit = storedAudit(db);
  const id = await audit.begin({ who: userName(), via: "command line", ...change }, Date.now());
  try {
    const made = await make();
    await audit.end(id, found(made) ? DONE : UNKNOWN);
    return made;
  } catch (error) {
    if (error instanceof UsageError) await audit.end(id, REFUSED);
    throw error;
  }
}

/** The changes of a backend, each noted. */
export function auditedBackend(backend: Backend, asked: () => Promise<Store>): Backend {
  const note = async <T>(change: Noted, make: () => Promise<T>, found?: (made: T) => boolean) =>
    noting(await asked(), change, make, found);
  return {
    ...backend,
    send: (sending) =>
      sending.dryRun
        ? backend.send(sending)
        : note({ what: "trajet send", subject: sending.message, contact: sending.contact }, () =>
            backend.send(sending),
          ),
    eraseContact: (id) =>
      note(
        { what: "trajet contact --erase", contact: id },
        () => backend.eraseContact(id),
        (erased) => erased !== undefined,
      ),
    mergeContacts: (merge) =>
      merge.dryRun === true
        ? backend.mergeContacts(merge)
        : note({ what: "trajet contact --merge-into", contact: merge.from, subject: merge.into }, () =>
            backend.mergeContacts(merge),
          ),
    continueSending: (id) =>
      note({ what: "trajet loyalty --send", subject: id }, () => backend.continueSending(id)),
    rebuild: (onProgress) => note({ what: "trajet loyalty --rebuild" }, () => backend.rebuild(onProgress)),
    retry: (which) => {
      const subject = which.run ?? which.journey;
      return note({ what: "trajet retry", ...(subject !== undefined && { subject }) }, () =>
        backend.retry(which),
      );
    },
    replay: () => note({ what: "trajet retry --dead-letters" }, backend.replay),
    discard: (letters) =>
      note(
        { what: "trajet retry --dead-letters --discard", subject: discardedLetters(letters) },
        () => backend.discard(letters),
        (discarded) => discarded > 0,
      ),
    changeStatus: (journey, action) =>
      note({ what: `trajet ${action}`, subject: journey }, () => backend.changeStatus(journey, action)),
  };
}

/** Some containers run as a user whom the machine has no name for. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
