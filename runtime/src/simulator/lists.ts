import { moveInList } from "../intake/list-move.ts";
import { DEFAULT_AT, lastTime, nextTime } from "../loyalty/list-times.ts";
import type { ListState, Memory } from "./memory.ts";
import { onPerson } from "./on-person.ts";
import { rankPeople } from "./rank-people.ts";

/** Makes a loyalty list anew, and lets those be told whose place differs. */
export function makeList(memory: Memory, list: ListState): void {
  const { now, published } = memory;
  const { query } = list;
  const at = published.project.loyaltyAt ?? DEFAULT_AT;
  // A list is as of its fixed time, however late it is made; the first one is as of now.
  const asOf = list.made === 0 ? now : lastTime(at, query.timezone, now);
  list.members = rankPeople(memory.people.byId.values(), query, asOf);
  list.made += 1;
  list.madeAt = asOf;
  list.dueAt = nextTime(at, query.timezone, now);
  memory.agenda.note(list.dueAt, { kind: "list", list });
  memory.outbox.push({ kind: "visit", visit: () => tellOf(memory, list) });
}

function tellOf(memory: Memory, { query, madeAt, made, members }: ListState): void {
  for (const person of [...memory.people.byId.values()]) {
    const { state } = person;
    if (state.audience !== query.audience) continue;
    const listed = members.get(state.id);
    const before = state.lists.get(query.name);
    const isSame = listed === undefined ? before === undefined : before?.tier === listed.tier;
    if (isSame && (listed === undefined) === (before === undefined)) continue;
    const member = listed && { tier: listed.tier };
    const latest = { query, at: madeAt, made, isFirst: made === 1, member };
    onPerson(memory, person, ({ draft }) => moveInList(draft, latest), undefined, madeAt);
  }
}
