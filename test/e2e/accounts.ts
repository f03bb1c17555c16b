import { join } from "node:path";
import { sql } from "kysely";
import { openStore } from "../../runtime/src/store/open.ts";
import { project } from "../runtime/store/programs.ts";

/** What the database says of a project that has come to rest. */
export interface Accounts {
  readonly effects: readonly {
    readonly state: string;
    readonly messageId: string;
    readonly contact: string;
  }[];
  readonly alive: number;
  readonly runs: number;
  readonly rescued: number;
  /** Lines of the timeline that stand there more than once for one step of one run. */
  readonly doubled: readonly object[];
  /** Contacts whose tags or points are not what their events add up to. */
  readonly wrong: readonly object[];
  /** Contacts that signed up after the activation and are in no run of the welcome journey. */
  readonly lost: readonly string[];
  /** Runs that a climb to gold began. */
  readonly climbed: number;
}

export async function readAccounts(folder: string): Promise<Accounts> {
  const store = await openStore({ folder: join(folder, ".trajet", "database"), project: () => project() });
  try {
    const { db } = store;
    const effects = await sql<Accounts["effects"][number]>`
      select state, request->>'messageId' as "messageId", contact from effect`.execute(db);
    const runs = await sql<{ alive: number; runs: number }>`
      select count(*) filter (where state = 'alive') as alive, count(*) as runs from run`.execute(db);
    const doubled = await sql<object>`
      select run, step, kind, data->>'name' as name, count(*) from journal
      where run <> '' and kind in ('sent', 'tagged', 'untagged', 'updated', 'milestone', 'entered', 'finished', 'exited')
      group by 1, 2, 3, 4 having count(*) > 1`.execute(db);
    const lost = await sql<{ id: string }>`
      select c.id from contact c, journey j where j.name = 'WelcomeSeries' and c.created_at > j.activated_at
        and not exists (select from run r where r.contact = c.id and r.journey = 'WelcomeSeries')`.execute(
      db,
    );
    const climbed = await sql<{ runs: number }>`select count(*) as runs from journal
      where kind = 'entered' and data->>'start' = 'people+:TopSpenders.gold'`.execute(db);
    return {
      effects: effects.rows,
      alive: runs.rows[0]?.alive ?? 0,
      runs: runs.rows[0]?.runs ?? 0,
      rescued: await store.counter("rescued"),
      doubled: doubled.rows,
      wrong: [
        ...(await sql<object>`${wrongTags}`.execute(db)).rows,
        ...(await sql<object>`${wrongPoints}`.execute(db)).rows,
      ],
      lost: lost.rows.map((row) => row.id),
      climbed: climbed.rows[0]?.runs ?? 0,
    };
  } finally {
    await store.close();
  }
}

/** The last event about a tag decides whether the contact has it. */
const wrongTags = sql`
  with last as (
    select distinct on (contact, body->>'tag') contact, body->>'tag' as tag, key from event
    where key like 'tag%' order by contact, body->>'tag', seq desc
  )
  select l.contact, l.tag, l.key from last l join contact c on c.id = l.contact
  where (l.key like 'tag+%') <> (c.tags ? l.tag)`;

/** Each change of the points begins where the one before ended, and the last is what the contact has. */
const wrongPoints = sql`
  with changes as (
    select contact, (body->>'from')::numeric as was, (body->>'to')::numeric as became,
      lead((body->>'from')::numeric) over w as next_was, row_number() over (partition by contact order by seq desc) as from_last
    from event where key = 'field:points' window w as (partition by contact order by seq)
  )
  select x.* from changes x join contact c on c.id = x.contact
  where (x.from_last = 1 and x.became <> (c.fields->>'points')::numeric) or (x.from_last > 1 and x.became <> x.next_was)`;
