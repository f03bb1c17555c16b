import type { Reading } from "../../imports/shapes/reading.ts";
import type { SentPage } from "../../loyalty/send-to-list.ts";

/** How far the sending of a message to many is. */
export interface Progress {
  /** Of whom it is not known yet. */
  readonly left: number;
  readonly sent: number;
  /** Who gets nothing, counted by the reason, the most frequent first. */
  readonly refused: readonly RefusedFor[];
  /** Why it went no further. */
  readonly problem?: string;
}

interface RefusedFor {
  readonly reason: string;
  readonly count: number;
  /** Some of them. */
  readonly contacts: readonly string[];
}

const SHOWN = 20;

/** Goes through a sending page by page, and tells after each how far it is. */
export async function* inPages(
  page: (after: number) => Promise<Reading<SentPage>>,
): AsyncGenerator<Progress, void> {
  const refused = new Map<string, { count: number; readonly contacts: string[] }>();
  let [sent, after, left] = [0, 0, 1];
  while (left > 0) {
    const next = await page(after);
    if ("reason" in next) {
      yield { left, sent, refused: countsOf(refused), problem: next.reason };
      return;
    }
    sent += next.value.sent;
    for (const { contact, reason } of next.value.refused) {
      const known = refused.get(reason) ?? { count: 0, contacts: [] };
      refused.set(reason, known);
      known.count += 1;
      if (known.contacts.length < SHOWN) known.contacts.push(contact);
    }
    ({ left, place: after } = next.value);
    yield { left, sent, refused: countsOf(refused) };
  }
}

const countsOf = (
  refused: ReadonlyMap<string, { readonly count: number; readonly contacts: readonly string[] }>,
): Progress["refused"] =>
  [...refused]
    .map(([reason, { count, contacts }]) => ({ reason, count, contacts: [...contacts] }))
    .toSorted((one, other) => other.count - one.count);

/** Work that goes on when nobody looks at it any more; whoever asks for the same again looks at the same. */
interface SharedWork<T> {
  readonly follow: (id: string, begin: () => AsyncIterable<T>) => AsyncIterable<T>;
  /** Ends all after the step that each is in. */
  readonly stop: () => Promise<void>;
}

interface Job<T> {
  latest: T | undefined;
  steps: number;
  next: PromiseWithResolvers<void>;
  readonly ended: Promise<void>;
  isOver: boolean;
}

export function sharedWork<T>(): SharedWork<T> {
  const jobs = new Map<string, Job<T>>();
  let stopping = false;

  function begin(id: string, work: AsyncIterable<T>): Job<T> {
    const job: Job<T> = {
      latest: undefined,
      steps: 0,
      next: Promise.withResolvers(),
      isOver: false,
      ended: Promise.resolve().then(async () => {
        try {
          for await (const step of work) {
            tell(job, step);
            if (stopping) break;
          }
        } finally {
          job.isOver = true;
          jobs.delete(id);
          job.next.resolve();
        }
      }),
    };
    // Whoever follows it is told; without anybody, asking again says it.
    job.ended.catch(() => undefined);
    jobs.set(id, job);
    return job;
  }

  async function* look(job: Job<T>): AsyncGenerator<T, void> {
    let seen = 0;
    while (true) {
      if (job.latest !== undefined && job.steps > seen) {
        seen = job.steps;
        yield job.latest;
      } else if (job.isOver) return job.ended;
      else await job.next.promise;
    }
  }

  return {
    follow: (id, work) => look(jobs.get(id) ?? begin(id, work())),
    async stop() {
      stopping = true;
      await Promise.allSettled([...jobs.values()].map(({ ended }) => ended));
    },
  };
}

function tell<T>(job: Job<T>, step: T): void {
  job.latest = step;
  job.steps += 1;
  const told = job.next;
  job.next = Promise.withResolvers();
  told.resolve();
}
