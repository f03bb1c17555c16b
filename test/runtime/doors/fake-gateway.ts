import type {
  ContactInput,
  ContactView,
  DeadLetter,
  Gateway,
  JourneyRow,
  PutResult,
  SurveyView,
} from "../../../runtime/src/store/gateway.ts";

/** What a gateway was asked to write, and a store as small as doors need. */
export interface FakeGateway extends Gateway {
  readonly written: readonly (readonly [what: string, input: unknown])[];
  readonly consents: ReadonlyMap<string, string>;
  readonly status: () => string;
}

const NOW = Date.parse("2026-05-20T10:00:00Z");

export function fakeGateway(): FakeGateway {
  const written: [string, unknown][] = [];
  const known = new Map<string, string>();
  const consents = new Map<string, string>();
  let status: JourneyRow["status"] = "active";
  const put = (what: string, id: string, input: unknown, contact: string): PutResult => {
    if (contact === "nobody") return { result: "rejected", reason: "there is no such contact" };
    const [key, text] = [`${what} ${id}`, JSON.stringify(input)];
    if (known.get(key) === text) return { result: "unchanged", contact };
    known.set(key, text);
    written.push([what, input]);
    return { result: "written", contact };
  };
  const idOf = (input: ContactInput) => input.id ?? String(input.fields.email);
  const letters: DeadLetter[] = [];
  return {
    written,
    consents,
    status: () => status,
    now: async () => NOW,
    putContact: async (input) => put("contact", idOf(input), input, idOf(input)),
    putOrder: async (input) => put("order", input.id, input, input.contact),
    putEvent: async (input) => put("event", input.id, input, input.contact),
    putCart: async (input) => put("cart", input.id, input, input.contact),
    shops: {
      wasTaken: async () => false,
      noteTaken: async () => {},
      contactOf: async () => undefined,
      keepCustomer: async () => false,
      ownerOf: async () => undefined,
      putRefund: async (input) => put("refund", input.id, input, "ada"),
      putItem: async ({ item, ...input }) => put("item", item, input, ""),
      putLevel: async ({ item, ...input }) => put("level", item, input, ""),
    },
    async putStock(input) {
      const { result } = put("stock", `${input.store} ${input.sku}`, input, input.sku);
      return result === "rejected" ? { result, reason: "" } : { result };
    },
    async setConsent(contact, channel, to, id) {
      const key = `${contact} ${channel}`;
      if (consents.get(key) === to) return { result: "unchanged", contact };
      consents.set(key, to);
      written.push(["consent", id]);
      return { result: "written", contact };
    },
    survey: async ({ contact, run }) =>
      contact === "ada" ? { ...NPS, answered: known.has(`answers ${run}`) } : undefined,
    putAnswers: async ({ contact, run }, answers) => put("answers", run, answers, contact),
    async receiveText(input) {
      const known = input.from === "+33611223344";
      const { result } = put("text", input.id, input, known ? "ada" : "nobody");
      return { contacts: known ? 1 : 0, written: result === "written" ? 1 : 0 };
    },
    reportDelivery: async (report) => put("report", `${report.effect} ${report.status}`, report, "ada"),
    async reportMail(report) {
      const { result } = put(
        "mail",
        report.id,
        report,
        report.address === "ada@example.com" ? "ada" : "nobody",
      );
      return { contacts: result === "rejected" ? 0 : 1, written: result === "written" ? 1 : 0 };
    },
    putEngagement: async (input) => put(input.kind, input.sending, input, "ada"),
    journeys: async () => [welcome(status)],
    async setStatus(journey, to, options) {
      if (journey !== "WelcomeSeries") return { refused: `there is no journey ${journey}` };
      if (to === "archived" && options?.inside !== "exit")
        return { refused: `people are inside journey ${journey}` };
      const changed = status !== to;
      status = to;
      return { changed };
    },
    startManually: async (journey, contact, id) => put(`start ${journey}`, id, contact, contact),
    async mergeContacts({ from, into }) {
      if (from === "nobody") return { result: "rejected", reason: "there is no such contact" };
      const { result } = put("merge", from, into, into);
      if (result !== "written") return { result: "unchanged", contact: into };
      return { result, contact: into, from, orders: 2, goOn: ["Welcome"], end: ["WinBack"] };
    },
    putCodes: async (inputs) =>
      inputs.map(({ coupon, code }) => {
        const { result } = put("code", code, coupon, code);
        return result === "rejected" ? { result, reason: "" } : { result };
      }),
    pools: async () => [{ coupon: "Thanks10", codes: 3, left: 2 }],
    async keepLetter(letter) {
      letters.push({ ...letter, id: letters.length + 1, tries: 1, receivedAt: NOW });
    },
    deadLetters: async (after) => letters.filter(({ id }) => id > after),
    refuseLetters: async () => undefined,
    async buryLetters(ids) {
      const left = letters.filter(({ id }) => !ids.includes(id));
      return letters.splice(0, letters.length, ...left).length - left.length;
    },
    held: async (journey, { by = "window", after }) =>
      journey !== "WelcomeSeries" || by !== "window" || after !== undefined
        ? []
        : [
            {
              run: "r1",
              contact: "ada",
              step: "send:Welcome",
              by,
              since: "2026-05-20T21:00:00.000Z",
              until: "2026-05-21T09:00:00.000Z",
              reason: "messages leave between 9:00 and 20:00 (UTC)",
            },
          ],
    countSegment: async (segment) => ({
      names: ["Regulars"],
      count:
        segment === "Regulars"
          ? { audience: "Newsletter", people: 12, asked: 40, contacts: 40, kept: true }
          : undefined,
    }),
    stuck: async () => [
      { run: "r1", contact: "ada", journey: "WelcomeSeries", step: "delay", reason: "no such zone" },
    ],
    retry: async ({ journey }) => (journey === undefined || journey === "WelcomeSeries" ? 1 : 0),
    stepCounts: async () => ({
      here: { "send:Welcome": 1, "run:Ask/delay": 2 },
      passed: { "send:Welcome": 5, "run:Ask": 3 },
      starts: { signup: 5 },
      finished: 2,
    }),
    examine: async () => [{ name: "database", status: "ok", detail: "It answers." }],
    previewMessage: async () => ({ refused: "there is no such contact" }),
    async sendMessage(message, { contact, id, dryRun }) {
      if (contact === "nobody") return { refused: "there is no such contact" };
      if (dryRun) return { sent: { contact, id, repeated: false } };
      const { result } = put(`send ${message.message}`, id, contact, contact);
      return { sent: { contact, id, repeated: result === "unchanged" } };
    },
    exportContact: async (id) =>
      id === "ada" ? { contact: "ada", data: { contact: [{ id: "ada" }] } } : undefined,
    eraseContact: async (id) => (id === "ada" ? { runs: 1 } : undefined),
    contact: async (id) => (id === "ada" || id === "ada@example.com" ? ADA : undefined),
  };
}

const welcome = (status: JourneyRow["status"]): JourneyRow => ({
  name: "WelcomeSeries",
  title: "Welcome series",
  audience: "Newsletter",
  objective: null,
  status,
  program: "abc",
  counts: { entered: 5, active: 2, finished: 2, exited: 1, converted: 0, stuck: 0 },
  at: { "send:Welcome": 2 },
  held: { window: 1 },
  releasing: null,
});

const NPS: SurveyView = {
  survey: "Nps",
  title: "One <question>",
  questions: [
    {
      name: "score",
      text: "How likely are you to recommend us?",
      type: { type: "number" },
      scale: { low: 0, high: 10 },
    },
    { name: "why", text: "What is the main reason?", type: { type: "text", optional: true } },
    {
      name: "next",
      text: "What would you like next?",
      type: { type: "enum", values: ["a class", "a mug & more"] },
    },
    { name: "again", text: "Would you come again?", type: { type: "boolean" } },
    {
      name: "likes",
      text: "What do you like?",
      type: { type: "enum", values: ["clay", "glaze"], list: true },
    },
    { name: "born", text: "When were you born?", type: { type: "date", optional: true } },
  ],
  language: null,
  country: null,
  zone: "Europe/Paris",
  answered: false,
};

const ADA: ContactView = {
  contact: {
    id: "ada",
    audience: "Newsletter",
    fields: { email: "ada@example.com" },
    tags: ["vip"],
    groups: [],
    consent: { email: "subscribed" },
  },
  timeline: [
    {
      at: "2026-05-20T10:00:00.000Z",
      kind: "sent",
      journey: "WelcomeSeries",
      run: "r1",
      program: "abc",
      message: "Welcome",
      source: { file: "welcome.journey", line: 12 },
    },
  ],
};
