import { checkProject, compileProject } from "@trajet/compiler";
import type { CompiledProject } from "@trajet/compiler/program";
import type { PersonHistory } from "@trajet/runtime/simulation";

const DAY = 86_400_000;
export const START = Date.parse("2026-01-01T09:00:00Z");
/** Everybody has come to the end by then. */
export const END = START + 400 * DAY;

/** Eight steps, each of which everybody takes: two mails, a wait, delays, changes of the contact and a decision. */
const JOURNEY = `audience Newsletter { field firstName: text?  field points: number = 0  tags "welcomed", "quiet" }
store Boutique { platform "shopify"  currency EUR }
email Welcome for Newsletter { from "ana@shop.example"  subject "Welcome"  body "Hello {{default contact.firstName 'you'}}." }
email Offer(points: number) for Newsletter { from "ana@shop.example"  subject "Offer"  body "You have {{points}} points." }
journey Series for Newsletter {
  start when contact signs up
  exit when contact unsubscribes
  goal "Order" within 30 days when contact buys any product from Boutique
  send email Welcome
  tag "welcomed"
  delay 1 day
  wait up to 3 days {
    when contact buys any product from Boutique { }
    otherwise { }
  }
  update contact { set points = contact.points + 10 }
  if contact has tag "welcomed" { send email Offer(points: contact.points) }
  delay 2 days
  tag "quiet"
}
`;

export function seriesOfEight(): CompiledProject {
  const { model, diagnostics } = checkProject({
    folder: "/bench",
    config: '{ "name": "bench" }',
    journeys: [{ path: "series.journey", text: JOURNEY }],
    readFile: () => undefined,
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return compileProject(model, diagnostics);
}

/** People in five zones, who sign up one after the other; every other one buys while the journey waits for it. */
export function* people(count: number): Generator<PersonHistory> {
  for (let nth = 0; nth < count; nth += 1) {
    const id = `p${nth}`;
    const at = START + 1_000 + (nth % 8_000) * 3_600_000;
    const fields = { email: `${id}@people.example`, points: 0, timezone: ZONES[nth % ZONES.length] ?? "UTC" };
    yield {
      contact: { id, imported: false, at, fields },
      happenings: nth % 2 === 0 ? [] : [order(id, at + 2 * DAY)],
    };
  }
}

const ZONES = ["Europe/Paris", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "UTC"];

function order(contact: string, at: number): PersonHistory["happenings"][number] {
  const input = {
    id: `order-${contact}`,
    contact,
    store: "Boutique",
    total: "40.00",
    currency: "EUR",
    placedAt: at,
    status: "paid",
  } as const;
  return { kind: "order", at, input };
}
