import { expect } from "vitest";
import { complaints, runTests } from "./run-tests.ts";

/** A project with one of everything that tests can speak of. */
export const SHOP = `audience Newsletter {
  field firstName: text?
  field birthday: date?
  field city: text?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  field code: text
  field token: text?
  field favorites: list of text
  group "Interests": "Baking", "Pottery"
  tags "vip", "customer", "seen"
}
store Boutique { currency EUR }
event Booked as "Class Booked" { field place as "place-name": text  field startsAt: moment  field price: money? }
coupon Thanks { pool }
email Hello(place: text) for Newsletter { from "Ana <ana@shop.example>"  subject "Hello {{#if contact.firstName}}{{contact.firstName}}{{else}}you{{/if}}"  body "See you in {{place}}." link "shop" "https://shop.example/" }
email Bye for Newsletter { from "Ana <ana@shop.example>"  subject "Bye"  body "Bye." }
email Receipt(total: money) for Newsletter { kind transactional  from "Ana <ana@shop.example>"  subject "Paid"  body "{{total}}" }
sms Nudge for Newsletter { text "Come back!" }
survey Nps for Newsletter { from "Ana <ana@shop.example>"  subject "How was it?"  body "{{survey.url}}"
  question score "How likely?": 0 to 10  question why "Why?": text? }
webhook Sync(reason: text) for Newsletter { url "https://crm.example/"  send { reason: reason }  receive { field score: number  field owner: text? } }
webhook Gateway(to: text, text: text) { url "https://push.example/"  send { to: to, text: text } }
channel push { to contact.token  through Gateway }
message Alert for Newsletter by push { text "Look." }
segment Lyonnais for Newsletter where contact.city == "Lyon"
segment Lapsed for Newsletter where contact bought any product before 120 days ago and contact did not buy any product within 120 days
loyalty Top for Newsletter { from Boutique  rank by total spent  over all time  tiers { gold: top 10%  silver: rest } }
`;

/** The complaints about the tests behind a journey. */
export async function run(journey: string, tests: string): Promise<readonly string[]> {
  const results = await runTests(`${SHOP}${journey}\n${tests}`);
  expect(results.length).toBeGreaterThan(0);
  return results.flatMap(complaints);
}

/** A moment that nothing is special about. */
export const NOW = "on 2026-03-27 at 10:00";
