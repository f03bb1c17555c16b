import type { CompiledProject, StepId } from "@trajet/compiler/program";
import { factsOf, type LoadedProgram, newDraft, type Ports } from "../engine/draft.ts";
import type { Facts, Millis } from "../engine/facts.ts";
import type { Run } from "../engine/run.ts";
import { createCompose } from "../sending/compose.ts";
import { CALL_LIMIT_MS } from "../store/caller.ts";
import { slotsOf } from "../store/slots.ts";
import { createAgenda } from "./agenda.ts";
import { rememberingArguments } from "./arguments.ts";
import type { Due, JourneyState, ListState, Memory } from "./memory.ts";
import { createPeople } from "./people.ts";
import type { Person } from "./person.ts";
import { putCodes } from "./pools.ts";
import { type Published, publish } from "./publish.ts";
import { putContact } from "./put-contact.ts";
import { putCart, putEvent, putOrder, putPast, putStock, startManually } from "./put-happenings.ts";
import { putAnswers, putEngagement, receiveText, reportMail, setConsent } from "./put-replies.ts";
import { nextDue, serveUntil } from "./serve.ts";
import { setStatus } from "./status.ts";
import type { Outside, SimulatedEntry, SimulatedRun, VirtualHost } from "./virtual-host.ts";

export interface SimulatorOptions {
  readonly compiled: CompiledProject;
  /** Where the clock stands at first; the project is published then, and nobody is let in yet. */
  readonly startAt: Millis;
  readonly outside: Outside;
  /** How requests are made; by the project's templates, with addresses that lead nowhere, unless said. */
  readonly render?: Ports["render"];
  /** Whether calls say what they were made of; they do unless it is denied, by who has no use for it. */
  readonly withArguments?: boolean;
  /** Whether an empty pool of codes gives codes that are made up. */
  readonly endlessPools?: boolean;
  /** How long a call lasts that is not answered; as on a server unless said. */
  readonly callLimit?: Millis;
  /** Is told each step to which a run goes from where it stands; `null` is the end. */
  readonly onMove?: (run: Run, to: StepId | null) => void;
  /** Asked before each attempt: whether it dies before anything of it is kept, and comes once more behind it. Never unless said. */
  readonly dies?: () => boolean;
  /** Is told each line of a timeline, which is not kept then. */
  readonly onEntry?: (entry: SimulatedEntry) => void;
}

type Now<T> = T extends Promise<unknown> ? never : T;
type AtOnce<Method> = Method extends (...args: infer Args) => infer Answer
  ? (...args: Args) => Now<Answer>
  : never;

/** A whole project in memory: no database, no Temporal server, and a clock that moves only when it is told to. */
export type Simulator = { readonly [Name in keyof VirtualHost]: AtOnce<VirtualHost[Name]> };

/** Publishes a project in memory. */
export function createSimulator({ compiled, ...options }: SimulatorOptions): Simulator {
  return simulatorOf(publish(compiled, options.startAt), options);
}

/** A simulator of a project that is published already, for whoever makes many of them. */
export function simulatorOf(published: Published, options: Omit<SimulatorOptions, "compiled">): Simulator {
  const entries: SimulatedEntry[] = [];
  const runs: { readonly person: Person; readonly run: Run }[] = [];
  const memory = newMemory(published, options, {
    write: options.onEntry ?? ((entry) => entries.push(entry)),
    began: (person, run) => runs.push({ person, run }),
  });
  return {
    now: () => memory.now,
    setStatus: (journey, status) => setStatus(memory, journey, status),
    putContact: (input) => putContact(memory, input),
    putOrder: (input) => putOrder(memory, input),
    putCart: (input) => putCart(memory, input),
    putStock: (input) => putStock(memory, input),
    putEvent: (input) => putEvent(memory, input),
    putEngagement: (input) => putEngagement(memory, input),
    putAnswers: (sending, answers) => putAnswers(memory, sending, answers),
    receiveText: (input) => receiveText(memory, input),
    reportMail: (report) => reportMail(memory, report),
    setConsent: (contact, channel, status, id) => setConsent(memory, contact, channel, status, id),
    putCodes: (inputs) => putCodes(memory, inputs),
    putPast: (contact, event) => putPast(memory, contact, event),
    startManually: (journey, contact, id) => startManually(memory, journey, contact, id),
    until: (at) => serveUntil(memory, at),
    nextDue: () => nextDue(memory),
    journal: () => entries,
    runs: () => runs.map(({ person, run }) => viewOf(person, run)),
    contact: (id) => memory.people.byId.get(id)?.state,
    facts: (contact, timezone) => factsAbout(memory, contact, timezone),
    close: () => undefined,
  };
}

function viewOf(person: Person, run: Run): SimulatedRun {
  return { ...run, contact: person.state.id };
}

function factsAbout(memory: Memory, contact: string, timezone: string): Facts | undefined {
  const person = memory.people.byId.get(contact);
  if (person === undefined) return undefined;
  const { now, ports, doors, standing } = memory;
  const { state, runs, lastEntry, history, memberships, alarms } = person;
  const kept = { runs, lastEntry, history, memberships, alarms };
  const draft = newDraft({ now, ports, contact: state, doors, standing, sent: [], watches: [], ...kept });
  return factsOf(draft, { timezone }, null);
}

function newMemory(
  published: Published,
  options: Omit<SimulatorOptions, "compiled">,
  to: Pick<Memory, "write" | "began">,
): Memory {
  const { startAt, outside, callLimit = CALL_LIMIT_MS, dies = () => false } = options;
  const agenda = createAgenda<Due>();
  const lists = published.lists.map(
    (query): ListState => ({ query, made: 0, madeAt: startAt, dueAt: startAt, members: new Map() }),
  );
  const memory: Memory = {
    published,
    now: startAt,
    ports: portsOf(published, options, callLimit, () => memory),
    newEventId: counting((n) => `event-${n}`),
    people: createPeople(),
    journeys: journeysOf(published),
    doors: [],
    standing: new Map(),
    known: new Set(),
    sendings: new Map(),
    owners: new Map(),
    agenda,
    outbox: [],
    schedules: new Map(),
    lists,
    lines: new Map(),
    pools: new Map(),
    endlessPools: options.endlessPools ?? false,
    products: new Map(),
    inFlight: new Set(),
    slot: null,
    linesWritten: 0,
    answer: outside.answer,
    callLimit,
    dies,
    ...to,
  };
  for (const list of lists) agenda.note(startAt, { kind: "list", list });
  return memory;
}

/** Names that are the same each time. */
function counting(name: (n: number) => string): () => string {
  let n = 0;
  return () => {
    n += 1;
    return name(n);
  };
}

function journeysOf({ journeys }: Published): ReadonlyMap<string, JourneyState> {
  const draft = { status: "draft", activatedAt: null, pausedAt: null, resumed: null, release: 0 } as const;
  return new Map([...journeys.keys()].map((name): [string, JourneyState] => [name, { ...draft, name }]));
}

function portsOf(
  { programs, project }: Published,
  {
    outside: { split },
    render = renderPlainly,
    withArguments = true,
    onMove,
  }: Omit<SimulatorOptions, "compiled">,
  callLimit: Millis,
  memory: () => Memory,
): Ports {
  const rates = project.rates ?? {};
  return {
    program: (hash): LoadedProgram => {
      const program = programs.get(hash);
      if (program === undefined) throw new Error(`the project lacks the program ${hash}`);
      return program;
    },
    // Ids of one length, so that they are in the order in which the runs began.
    newRunId: counting((n) => `run-${String(n).padStart(9, "0")}`),
    render: withArguments ? rememberingArguments(render) : render,
    mayCall: () => true,
    slot: (run, channel, now) => slotsOf(rates, memory().slot, 1)(run, channel, now),
    ...(split !== undefined && { armOf: split }),
    ...(onMove !== undefined && { moved: onMove }),
    leaseUntil: () => memory().now + callLimit + LEASE_MARGIN_MS,
  };
}

/** Longer than any call, as on a server. */
const LEASE_MARGIN_MS = 2_000;

/** How requests are made where nobody follows their addresses: these lead nowhere. */
export const renderPlainly = createCompose({
  unsubscribeUrl: (contact) => `https://trajet.example/u/${contact}`,
  surveyUrl: ({ run, step, visit }) => `https://trajet.example/s/${run}/${step}/${visit}`,
});
