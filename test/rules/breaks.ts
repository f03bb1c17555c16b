/** One way of breaking a rule of docs/runtime.md, and the test that must fail of it. */
export interface Break {
  readonly rule: number;
  /** What is broken, in words. */
  readonly how: string;
  /** Each finds its text once in its file, below runtime/src. */
  readonly edits: readonly Edit[];
  /** Below test/runtime. */
  readonly file: string;
  /** The name of the test, or a part of it that no other has; all of the file where there is none. */
  readonly test?: string;
}

interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

const COMMITS = "store/rules-commits.test.ts";
const EFFECTS = "store/rules-effects.test.ts";
const EVENTS = "store/rules-events.test.ts";
const CAUSES = "store/rules-causes.test.ts";
const TIME = "store/rules-time.test.ts";
const WAKING = "store/rules-waking.test.ts";
const DRIVER = "temporal/driver.test.ts";

const NO_TRANSACTION = [
  edit(
    "store/transact.ts",
    "await db.transaction().execute(async (tx) => {",
    "await ((work) => work(db as never))(async (tx: Kysely<Schema>) => {",
  ),
  edit(
    "store/save-draft.ts",
    "await callSave(db, contact.id, change);",
    "for (const [table, rows] of Object.entries(change)) await callSave(db, contact.id, { [table]: rows });",
  ),
];

export const BREAKS: readonly Break[] = [
  {
    rule: 1,
    how: "`now` is read from the machine, not from the facts",
    edits: [edit("engine/evaluate.ts", "return moment(facts.now);", "return moment(Date.now());")],
    file: "engine/evaluate.test.ts",
  },
  {
    rule: 2,
    how: "a decision is written in several transactions",
    edits: NO_TRANSACTION,
    file: COMMITS,
    test: "a death before any statement loses nothing and repeats nothing",
  },
  {
    rule: 2,
    how: "the same, where branches are decided",
    edits: NO_TRANSACTION,
    file: "store/rules-control.test.ts",
    test: "a death before any statement loses nothing and repeats nothing",
  },
  {
    rule: 2,
    how: "a retry counts a visit",
    edits: [
      edit(
        "engine/walk.ts",
        "const turn = run.entered ?",
        'if (run.entered) run.visits[run.step ?? ""] = (run.visits[run.step ?? ""] ?? 0) + 1;\n    const turn = run.entered ?',
      ),
    ],
    file: COMMITS,
    test: "the visit is counted by the commit that enters a step, not by a retry",
  },
  {
    rule: 3,
    how: "the epoch is not required",
    edits: [edit("store/decide.ts", "(attempt.epoch !== null && run.epoch !== attempt.epoch)", "false")],
    file: COMMITS,
    test: "one that was overtaken during its call records what came of it, and moves nobody",
  },
  {
    rule: 3,
    how: "an attempt past its deadline goes on",
    edits: [edit("store/decide.ts", "attempt.isLate ||", "")],
    file: COMMITS,
    test: "one past its deadline is refused",
  },
  {
    rule: 3,
    how: "advancing a finished run takes its epoch",
    edits: [
      edit("store/host.ts", "(state = 'alive' or exists (", "(true or exists ("),
      edit(
        "store/decide.ts",
        'if (run.state !== "alive") return {',
        'if (run.state !== "alive" && draft.changed.runs.add(run)) run.epoch += 1;\n  if (run.state !== "alive") return {',
      ),
    ],
    file: COMMITS,
    test: "advancing a finished or missing run is a read",
  },
  {
    rule: 4,
    how: "a local attempt begins a call whatever time it has",
    edits: [
      edit(
        "store/host.ts",
        "mayCall: (kind) => state.deadline - Date.now() > options.callers[kind].limitMs + CALL_MARGIN,",
        "mayCall: () => true,",
      ),
    ],
    file: COMMITS,
    test: "rule 4: an attempt starts no call that its time cannot cover",
  },
  {
    rule: 4,
    how: "the driver stays with local attempts",
    edits: [edit("temporal/driver.ts", 'local = next.kind !== "continue";', "local = true;")],
    file: DRIVER,
    test: "out of budget goes on in regular activities",
  },
  {
    rule: 4,
    how: "a local attempt that fails is not followed by a regular one",
    edits: [
      edit(
        "temporal/driver.ts",
        'if (isCancellation(error)) throw error;\n    return { kind: "continue" };',
        "throw error;",
      ),
    ],
    file: DRIVER,
    test: "a local attempt that overstays",
  },
  {
    rule: 5,
    how: "the contact's row is not locked",
    edits: [edit("store/functions.ts", "where id = contact_id for no key update;", "where id = contact_id;")],
    file: COMMITS,
    test: "rule 5: many events of one contact at once",
  },
  {
    rule: 5,
    how: "a lost connection is not tried again",
    edits: [
      edit(
        "store/transact.ts",
        "if (!(REPEATED.has(code) || isLostConnection(error)) ||",
        "if (code !== null ||",
      ),
    ],
    file: "store/lost-connection.test.ts",
    test: "the same is done again on a new one",
  },
  {
    rule: 6,
    how: "the name of a sending holds the attempt",
    edits: [
      edit(
        "store/host.ts",
        "effect.step}/$" + "{effect.visit}`",
        "effect.step}/$" + "{effect.visit}/$" + "{effect.attempt}`",
      ),
    ],
    file: EFFECTS,
    test: "it is called again under the same name",
  },
  {
    rule: 6,
    how: "another's lease is not slept out",
    edits: [
      edit(
        "store/calls.ts",
        'effect.leaseUntil > loaded.realNow)\n    return { untilReal: effect.leaseUntil };\n  if (effect.state === "intent" &&',
        'effect.leaseUntil < 0)\n    return { untilReal: effect.leaseUntil };\n  if (effect.state === "intent" &&',
      ),
    ],
    file: EFFECTS,
    test: "a live lease of another attempt is slept out",
  },
  {
    rule: 6,
    how: "what may have left is repeated",
    edits: [edit("store/calls.ts", "skip: 0,", "skip: 4,")],
    file: EFFECTS,
    test: "an outcome that is lost is not repeated, is reported, and takes otherwise",
  },
  {
    rule: 6,
    how: "what may have left does not take `otherwise`",
    edits: [
      edit(
        "engine/walk.ts",
        'case "refused":\n    case "unknown":\n      return refused(step);',
        'case "refused":\n    case "unknown":\n      return { to: step.next };',
      ),
    ],
    file: EFFECTS,
    test: "an outcome that is lost is not repeated, is reported, and takes otherwise",
  },
  {
    rule: 6,
    how: "what is known not to have left is not tried again",
    edits: [
      edit(
        "store/calls.ts",
        "} else retryLater(loaded, run, result);",
        '} else settleEffect(draft, run, { state: "refused", reason: result.reason ?? "" });',
      ),
    ],
    file: EFFECTS,
    test: "what is known not to have left is tried again later, and is still one effect",
  },
  {
    rule: 6,
    how: "what comes of a call is not recorded once its run has ended",
    edits: [
      edit(
        "store/calls.ts",
        "const { result } = outcome;\n",
        'const { result } = outcome;\n  if (run.state !== "alive") return;\n',
      ),
    ],
    file: EFFECTS,
    test: "the answer to a call is recorded, though the run was left during it",
  },
  {
    rule: 6,
    how: "consent is not asked at the gate",
    edits: [
      edit(
        "engine/sending.ts",
        "if (refusal !== null) return refuse(draft, run, step, refusal);",
        'if (refusal === "") return refuse(draft, run, step, refusal);',
      ),
    ],
    file: EFFECTS,
    test: "consent is asked in the transaction that writes the intent",
  },
  {
    rule: 6,
    how: "a message that is tried again is not asked about its hours",
    edits: [
      edit(
        "engine/sending.ts",
        "const verdict = askRules(draft, run, loaded, message, true);",
        'const verdict = (message === undefined ? askRules(draft, run, loaded, message, true) : { kind: "send" }) as ReturnType<typeof askRules>;',
      ),
    ],
    file: "store/rules-sending.test.ts",
    test: "a message that is tried again is asked about its hours again",
  },
  {
    rule: 7,
    how: "limits do not count what is under way",
    edits: [
      edit(
        "engine/send-limits.ts",
        ".filter((one) => counts(limit, journey, one))",
        '.filter((one) => one.state === "done" && counts(limit, journey, one))',
      ),
    ],
    file: "store/rules-limits.test.ts",
    test: "runs of one contact that are advanced at the same time do not both get through",
  },
  {
    rule: 7,
    how: "whoever is taken first goes first",
    edits: [
      edit(
        "engine/turns.ts",
        'if (run.hold?.by === "turn" && draft.now',
        'if (run.step !== "") return true;\n  if (run.hold?.by === "turn" && draft.now',
      ),
    ],
    file: "store/rules-limits.test.ts",
    test: "whoever is taken first",
  },
  {
    rule: 7,
    how: "a slot is given twice",
    edits: [edit("engine/pace.ts", "next += line.interval;", "next += 0;")],
    file: "store/rules-rates.test.ts",
    test: "and no slot is given twice, or left out",
  },
  {
    rule: 7,
    how: "a slot is kept however late its run is",
    edits: [edit("store/slots.ts", "const KEPT_MS = 10_000;", "const KEPT_MS = Number.POSITIVE_INFINITY;")],
    file: "store/rules-rates.test.ts",
    test: "what a stopped server let pass does not leave all at once",
  },
  {
    rule: 8,
    how: "delays count from the clock",
    edits: [
      edit(
        "engine/suspensions.ts",
        "return length && addDuration(run.at,",
        "return length && addDuration(draft.now,",
      ),
    ],
    file: EVENTS,
    test: "rule 8: a slow worker counts as a fast one",
  },
  {
    rule: 9,
    how: "an event that is known is taken in again",
    edits: [edit("store/put-event.ts", "if (await isKnown(tx, input.id)) return false;", "")],
    file: "store/late-events.test.ts",
    test: "the same own event again changes nothing, and is said to",
  },
  {
    rule: 9,
    how: "a match after the limit counts",
    edits: [
      edit(
        "engine/waits.ts",
        "if (wait.deadline !== null && event.at > wait.deadline) return false;",
        "if (wait.deadline === -1) return false;",
      ),
    ],
    file: EVENTS,
    test: "what happened too late does not, however early it is heard of",
  },
  {
    rule: 9,
    how: "what is heard of after the limit is too late, whenever it happened",
    edits: [
      edit(
        "engine/waits.ts",
        "if (wait.deadline !== null && event.at > wait.deadline) return false;",
        "if (wait.deadline !== null && Number(facts.now) > wait.deadline) return false;",
      ),
      edit("engine/waits.ts", "inTime(run, wait, event) &&", "inTime(run, wait, event, facts) &&"),
      edit(
        "engine/waits.ts",
        "function inTime(run: Run, wait: Wait, event: PastEvent)",
        "function inTime(run: Run, wait: Wait, event: PastEvent, facts: Facts)",
      ),
    ],
    file: EVENTS,
    test: "what happened in time wins over a time-out that no attempt has decided yet",
  },
  {
    rule: 9,
    how: "the first to come in matches",
    edits: [
      edit(
        "engine/waits.ts",
        'if (wait.state === "matched" && !isBefore(match, wait)) return false;',
        'if (wait.state === "matched" && isBefore(match, wait) !== null) return false;',
      ),
    ],
    file: EVENTS,
    test: "of two events that nobody has decided about the earlier one counts",
  },
  {
    rule: 9,
    how: "an exit does not take the epoch",
    edits: [edit("engine/ending.ts", "run.epoch += 1;", "run.epoch += 0;")],
    file: EVENTS,
    test: "an exit ends the run at once and takes its epoch",
  },
  {
    rule: 9,
    how: "a wait comes before an exit",
    edits: [
      edit(
        "engine/react.ts",
        "leaveBy(draft, run, loaded, event);\n      offerToGoals(draft, run, loaded, event);\n      offerToWait(draft, run, loaded, event);",
        'offerToWait(draft, run, loaded, event);\n      if (run.wait?.state !== "matched") leaveBy(draft, run, loaded, event);\n      offerToGoals(draft, run, loaded, event);',
      ),
    ],
    file: EVENTS,
    test: "an exit ends the run at once and takes its epoch; at one instant it comes before the wait",
  },
  {
    rule: 9,
    how: "an event exits the run that it starts",
    edits: [
      edit(
        "engine/react.ts",
        "function react(draft: Draft, event: RecordedEvent): void {\n",
        "function react(draft: Draft, event: RecordedEvent): void {\n  openDoors(draft, event);\n",
      ),
      edit(
        "engine/react.ts",
        "leaveIf(draft, run, loaded, event.at);\n  }\n  openDoors(draft, event);",
        "leaveIf(draft, run, loaded, event.at);\n  }",
      ),
    ],
    file: EVENTS,
    test: "an event never exits the run that it starts",
  },
  {
    rule: 9,
    how: "a restart leaves the old run",
    edits: [
      edit(
        "engine/starts.ts",
        "if (alive !== undefined) endRun(",
        'if (alive !== undefined && key === "") endRun(',
      ),
    ],
    file: EVENTS,
    test: "restart ends the old run and inserts the new one together",
  },
  {
    rule: 9,
    how: "what happened before the activation starts",
    edits: [
      edit(
        "engine/starts.ts",
        "if (program.audience !== draft.contact.audience || event.at <= door.activatedAt) continue;",
        "if (program.audience !== draft.contact.audience) continue;",
      ),
    ],
    file: EVENTS,
    test: "only what happens after activation starts",
  },
  {
    rule: 10,
    how: "a wait does not look back",
    edits: [
      edit(
        "engine/suspensions.ts",
        'if (step.kind === "wait") lookBack(draft, run, loaded, wait);',
        'if (step.kind === "wait" && run.step === "") lookBack(draft, run, loaded, wait);',
      ),
    ],
    file: CAUSES,
    test: "a purchase between the wait's start and a slow worker counts",
  },
  {
    rule: 10,
    how: "a wait takes what was before it",
    edits: [
      edit(
        "engine/waits.ts",
        "return countsFromSending(trigger) || isAfter(event, wait.from, wait.fromSeq);",
        "return countsFromSending(trigger) || event.at >= run.enteredAt;",
      ),
    ],
    file: CAUSES,
    test: "one from before the wait's start, and the one that started the run, do not",
  },
  {
    rule: 10,
    how: "an event is used twice",
    edits: [
      edit(
        "engine/waits.ts",
        "return isAfter(event, run.cursorAt, run.cursorSeq);",
        "return event.at >= run.enteredAt;",
      ),
    ],
    file: CAUSES,
    test: "a wait that counts since entry sees what came before it, but nothing that was used",
  },
  {
    rule: 10,
    how: "an event is dated in the future",
    edits: [edit("engine/draft.ts", "at: Math.min(incoming.at, draft.now),", "at: incoming.at,")],
    file: CAUSES,
    test: "an event is dated no later than it is received",
  },
  {
    rule: 11,
    how: "exits are tested at the end of the walk alone",
    edits: [
      edit(
        "engine/walk.ts",
        "settleQueue(draft);\n    if (run.state",
        'if ("rest" in turn) settleQueue(draft);\n    if (run.state',
      ),
    ],
    file: CAUSES,
    test: "exits are tested after each step, in the same transaction",
  },
  {
    rule: 11,
    how: "a tag that is there already is an event",
    edits: [edit("engine/actions.ts", "if (draft.contact.tags.has(tag)) return;", 'if (tag === "") return;')],
    file: CAUSES,
    test: "a tag that is there already causes nothing",
  },
  {
    rule: 11,
    how: "a chain of causes has no end before its thousandth",
    edits: [edit("engine/causes.ts", "MAX_CAUSE_DEPTH = 16;", "MAX_CAUSE_DEPTH = 17;")],
    file: CAUSES,
    test: "journeys that cause each other in a circle end after sixteen, and it is said",
  },
  {
    rule: 12,
    how: "what changes a contact does not ask the segments again",
    edits: [
      edit(
        "engine/react.ts",
        "if (last !== undefined) reconsider(draft, keys, last);",
        'if (last?.id === "") reconsider(draft, keys, last);',
      ),
    ],
    file: TIME,
    test: "an event makes the contact enter, time alone makes it leave, at that very moment",
  },
  {
    rule: 12,
    how: "whoever loads a contact leaves overdue alarms to the poller",
    edits: [
      edit(
        "engine/settle.ts",
        "draft.upTo = Math.min(upTo, draft.now);\n  testDue(draft, draft.upTo);\n  ringAll(draft, draft.upTo);",
        "draft.upTo = Math.min(upTo, draft.now);\n  testDue(draft, draft.upTo);",
      ),
    ],
    file: TIME,
  },
  {
    rule: 12,
    how: "alarms are not moved along",
    edits: [
      edit(
        "engine/settle.ts",
        "rearm(draft);\n    draft.upTo = draft.now;",
        "if (depth > 0) rearm(draft);\n    draft.upTo = draft.now;",
      ),
    ],
    file: TIME,
    test: "each purchase moves the one alarm along",
  },
  {
    rule: 13,
    how: "a poke during an attempt is forgotten",
    edits: [
      edit(
        "temporal/driver.ts",
        'local = next.kind !== "continue";',
        'local = next.kind !== "continue";\n    poked = false;',
      ),
    ],
    file: DRIVER,
    test: "a poke that comes during an attempt is not lost",
  },
  {
    rule: 13,
    how: "a held run has a timer",
    edits: [
      edit(
        "temporal/driver.ts",
        'case "held":\n        await condition(() => poked);',
        'case "held":\n        await condition(() => poked, 1_000);',
      ),
    ],
    file: DRIVER,
    test: "a held run has no timer and waits for a poke",
  },
  {
    rule: 13,
    how: "what wakes a run leaves no row in the outbox",
    edits: [
      edit("store/save-draft.ts", '["outbox", [...changed.wakes]', '["outbox", [...changed.wakes].slice(9)'),
    ],
    file: WAKING,
    test: "a start, a match and an exit each leave a wake and a due moment",
  },
  {
    rule: 13,
    how: "what wakes a run sets no due moment",
    edits: [edit("engine/ending.ts", "run.dueAt = draft.now;", "run.dueAt = run.dueAt ?? draft.now;")],
    file: WAKING,
    test: "a match long before its limit is due at once",
  },
  {
    rule: 13,
    how: "the sweep takes what is about to be woken",
    edits: [
      edit(
        "store/wakes.ts",
        "and not exists (select from outbox o where o.run = run.id) order by",
        "order by",
      ),
    ],
    file: WAKING,
    test: "the sweep finds what is overdue and not about to be woken",
  },
  {
    rule: 13,
    how: "each sweeper counts a rescue",
    edits: [
      edit(
        "store/wakes.ts",
        "on conflict do nothing returning 1",
        "on conflict (run, due_at) do update set at = excluded.at returning 1",
      ),
    ],
    file: WAKING,
    test: "a rescue is counted once for each due moment",
  },
  {
    rule: 13,
    how: "a wake whose call failed is confirmed",
    edits: [
      edit(
        "temporal/relay.ts",
        "await raise(wake);\n    delivered.push(wake.outboxId);",
        "delivered.push(wake.outboxId);\n    await raise(wake);",
      ),
    ],
    file: "temporal/relay.test.ts",
    test: "a wake whose call failed is not confirmed",
  },
  {
    rule: 13,
    how: "the relay raises nobody whose workflow has ended",
    edits: [edit("temporal/raise.ts", '"ALLOW_DUPLICATE"', '"REJECT_DUPLICATE"')],
    file: "temporal/waking.test.ts",
    test: "the relay raises a run whose workflow is gone",
  },
  {
    rule: 13,
    how: "the sweeper counts who is waiting",
    edits: [edit("temporal/sweeper.ts", 'if (workflow === "RUNNING" || !', "if (!")],
    file: "temporal/waking.test.ts",
    test: "the sweeper counts as rescued the gone and the never started, not the waiting",
  },
  {
    rule: 14,
    how: "a summary holds the contact's address",
    edits: [
      edit(
        "store/host.ts",
        'const summary = program.steps[run.step ?? ""]?.summary ?? "";',
        "const summary = String(loaded.draft.contact.fields.email);",
      ),
    ],
    file: "assembly/engine.test.ts",
    test: "no personal data on Temporal",
  },
  {
    rule: 15,
    how: "an attempt does not look at the pause",
    edits: [
      edit(
        "store/decide.ts",
        "const standing = standBy(draft, run);",
        'const standing = (draft.now < 0 ? standBy(draft, run) : "on") as ReturnType<typeof standBy>;',
      ),
    ],
    file: WAKING,
    test: "rule 15: a paused journey lets nobody in and moves nobody",
  },
  {
    rule: 15,
    how: "a pause that ends while a run is about to be held is not seen",
    edits: [
      edit(
        "store/host.ts",
        "if (result.holds !== undefined) await insistOnPause(tx, result.holds);",
        'if (result.holds === "") await insistOnPause(tx, result.holds);',
      ),
    ],
    file: "store/rules-pause.test.ts",
    test: "whoever resumes the journey while a run is about to be held does not lose it",
  },
  {
    rule: 16,
    how: "who is inside goes on by the newest version",
    edits: [
      edit(
        "engine/walk.ts",
        "const loaded = draft.ports.program(run.program);",
        "const loaded = draft.doors.find((door) => door.loaded.program.journey === run.journey)?.loaded ?? draft.ports.program(run.program);",
      ),
    ],
    file: WAKING,
    test: "rule 16: who is inside stays on the version of the entry",
  },
  {
    rule: 17,
    how: "everybody is started at the hour of the project's zone",
    edits: [
      edit(
        "store/schedules.ts",
        "occasionsDue(schedule, program, zone, row)",
        "occasionsDue(schedule, program, program.timezone, row)",
      ),
    ],
    file: "store/schedules.test.ts",
    test: "everyone is started at the hour of their own zone, and once a day",
  },
  {
    rule: 17,
    how: "a page is turned before it is visited",
    edits: [
      edit(
        "store/scans.ts",
        "let visited = 0;\n",
        "await turnPage(ingest.db, scan, { visited: 0, started: 0, cursor: page.at(-1)?.id ?? scan.cursor, done: page.length < PAGE });\n    let visited = 0;\n",
      ),
    ],
    file: "store/schedules.test.ts",
    test: "a death before any statement loses nobody and starts nobody twice",
  },
  {
    rule: 18,
    how: "events stay",
    edits: [edit("store/erase-contact.ts", '  event: "deleted",\n', "")],
    file: "store/rules-erasing.test.ts",
    test: "what becomes of a table's rows is decided for every table about a person",
  },
  {
    rule: 18,
    how: "requests stay",
    edits: [edit("store/erase-contact.ts", "effect: `request = '{}', provider_ref", "effect: `provider_ref")],
    file: "store/rules-erasing.test.ts",
    test: "ends the runs and leaves nothing of the person in any table, and the journal without them",
  },
  {
    rule: 18,
    how: "what was to be tried again still is",
    edits: [edit("store/erase-contact.ts", "when 'retry' then 'refused'", "when 'gone' then 'refused'")],
    file: "store/rules-erasing.test.ts",
    test: "a mail that was still to be tried again is not sent any more",
  },
  {
    rule: 18,
    how: "addresses are not kept by their hashes",
    edits: [
      edit(
        "store/erase-contact.ts",
        "await suppression.remember(\n    tx,\n    contact.fields,",
        "await suppression.remember(\n    tx,\n    {},",
      ),
    ],
    file: "store/rules-erasing.test.ts",
  },
  {
    rule: 19,
    how: "the flag stands at module level",
    edits: [
      edit(
        "temporal/driver.ts",
        "export default async function driver",
        "let poked = false;\nexport default async function driver",
      ),
      edit("temporal/driver.ts", "  let poked = false;\n  setHandler", "  setHandler"),
    ],
    file: DRIVER,
  },
  {
    rule: 19,
    how: "the handler is set after the first attempt",
    edits: [
      edit(
        "temporal/driver.ts",
        'setHandler(defineSignal("poke"), () => {\n    poked = true;\n  });',
        'const hear = () => setHandler(defineSignal("poke"), () => {\n    poked = true;\n  });',
      ),
      edit(
        "temporal/driver.ts",
        'local = next.kind !== "continue";',
        'local = next.kind !== "continue";\n    hear();',
      ),
    ],
    file: DRIVER,
  },
  {
    rule: 19,
    how: "a history grows without end",
    edits: [
      edit("temporal/driver.ts", "turn < 50 && !workflowInfo().continueAsNewSuggested;", "turn < 5_000_000;"),
    ],
    file: DRIVER,
    test: "continues as new after many turns",
  },
  {
    rule: 19,
    how: "a protocol that is not known is served",
    edits: [
      edit("temporal/driver.ts", "if (input.protocol === 1) return;", "if (input.protocol >= 1) return;"),
    ],
    file: DRIVER,
    test: "an execution of a protocol that this worker does not know waits instead of failing",
  },
  {
    rule: 19,
    how: "the order of the driver's commands changes",
    edits: [
      edit(
        "temporal/driver.ts",
        "let local = true;\n",
        "let local = true;\n  await condition(() => poked, 10);\n",
      ),
    ],
    file: DRIVER,
    test: "every history that a release has recorded replays",
  },
  {
    rule: 20,
    how: "the folder is not locked",
    edits: [
      edit(
        "store/folder-lock.ts",
        'lock.exec("pragma locking_mode = exclusive; begin exclusive");',
        'lock.exec("select 1");',
      ),
    ],
    file: "store/open.test.ts",
    test: "a folder is one process's at a time",
  },
];
