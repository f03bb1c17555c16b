import { messages, type PGlite, parse, protocol } from "@electric-sql/pglite";

/** A statement for the database. */
export interface Ask {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Parsed once and kept under this name; its parameters are texts. */
  readonly name?: string;
}

/** What it came to. */
export type Told =
  | { readonly rows: unknown[]; readonly numAffectedRows?: bigint }
  | { readonly error: Pick<DatabaseError, "message" | "code" | "detail" | "constraint"> };

interface DatabaseError extends Error {
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly constraint?: string | undefined;
}

type Message = messages.BackendMessage;

const TRANSACTION = /^(begin|commit|rollback)\b/;
const { serialize } = protocol;

/**
 * Asks PGlite. Its own way takes six turns of the protocol for a statement, each with messages that are written and read: to
 * parse it, to learn what its parameters are, and so on. What is known already takes one, along with what stands beside it.
 *
 * @returns asks one batch at a time, and answers its statements in their order
 */
export function speakWith(database: PGlite): (asked: readonly Ask[]) => Promise<Told[]> {
  const kept = new Set<string>();

  async function together(asked: readonly Ask[]): Promise<Told[]> {
    const sent = joined(asked.flatMap((ask) => written(ask, kept)));
    const answers = answersIn(
      await database.execProtocolStream(sent, { syncToFs: false, throwOnError: false }),
    );
    return asked.map(({ name }, index) => {
      const answer = answers[index] ?? [];
      // Whatever else came of it, it has been parsed.
      if (name !== undefined && answer.some((message) => message.name === "parseComplete")) kept.add(name);
      return toldOf(answer, database);
    });
  }

  return async (asked) => {
    const told: Told[] = [];
    for (const group of grouped(asked)) {
      const [first] = group;
      if (first !== undefined)
        told.push(...(isKnown(first) ? await together(group) : [await alone(database, first)]));
    }
    return told;
  };
}

async function alone(database: PGlite, { sql, parameters }: Ask): Promise<Told> {
  try {
    const { rows, affectedRows } = await database.query(sql, [...parameters]);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
  } catch (error) {
    return failed(error as DatabaseError);
  }
}

/** Whether it can be sent without asking first what its parameters are. */
function isKnown({ sql, parameters, name }: Ask): boolean {
  return name !== undefined || (parameters.length === 0 && TRANSACTION.test(sql));
}

/** Neighbours that are known stand together, others alone. */
function grouped(asked: readonly Ask[]): readonly (readonly Ask[])[] {
  const groups: Ask[][] = [];
  for (const ask of asked) {
    const last = groups.at(-1)?.[0];
    if (last !== undefined && isKnown(last) && isKnown(ask)) groups.at(-1)?.push(ask);
    else groups.push([ask]);
  }
  return groups;
}

function written({ sql, parameters, name }: Ask, kept: ReadonlySet<string>): readonly Uint8Array[] {
  if (name === undefined) return [serialize.query(sql)];
  return [
    ...(kept.has(name) ? [] : [serialize.parse({ name, text: sql })]),
    serialize.bind({
      statement: name,
      values: parameters.map((value) => (value === null ? null : String(value))),
    }),
    serialize.describe({ type: "P" }),
    serialize.execute({}),
    serialize.sync(),
  ];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What came back, by the statement to which it is the answer. */
function answersIn(come: readonly Message[]): readonly (readonly Message[])[] {
  const answers: Message[][] = [[]];
  for (const message of come) {
    if (message.name === "readyForQuery") answers.push([]);
    else answers.at(-1)?.push(message);
  }
  return answers;
}

function toldOf(answer: readonly Message[], { parsers }: PGlite): Told {
  const error = answer.find((message) => message instanceof messages.DatabaseError);
  if (error !== undefined) return failed(error);
  return { rows: parse.parseResults([...answer], parsers)[0]?.rows ?? [] };
}

/** An error loses all but its message on the way to the other thread. */
function failed({ message, code, detail, constraint }: DatabaseError): Told {
  return { error: JSON.parse(JSON.stringify({ message, code, detail, constraint })) };
}
