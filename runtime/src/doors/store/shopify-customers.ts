import { objectIn } from "../email/mail-event.ts";
import { Problem } from "../problem.ts";
import { countryIn, given, idIn, needId, type Part, phoneIn, wordsIn } from "./payload.ts";
import type { Buyer, ShopNews } from "./shop-news.ts";

/** A customer of Shopify's (https://shopify.dev/docs/api/admin-rest/latest/resources/customer). */
export function customerIn(body: Part): ShopNews {
  needId(body, "id");
  return {
    kind: "customer",
    buyer: buyerOf(body, body),
    updatedAt: wordsIn(body, "updated_at") ?? wordsIn(body, "created_at") ?? "",
  };
}

/** What the shop is still about to do, or has given up. */
const NOT_MERGED: ReadonlySet<string> = new Set(["failed", "in_progress", "requested"]);

/** Two customers that the shop has made one (https://shopify.dev/docs/api/webhooks/latest?reference=toml, customers/merge). */
export function mergeIn(body: Part): ShopNews {
  const status = (wordsIn(body, "status") ?? "").toLowerCase();
  if (NOT_MERGED.has(status)) return { kind: "nothing", why: `the shop says of the merge: ${status}` };
  return {
    kind: "merge",
    kept: customerNamed(body, "admin_graphql_api_customer_kept_id"),
    deleted: customerNamed(body, "admin_graphql_api_customer_deleted_id"),
  };
}

/** `gid://shopify/Customer/1` is the customer that the other topics call 1. */
function customerNamed(body: Part, name: string): string {
  const id = needId(body, name);
  const number = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,20})$/.exec(id)?.[1];
  if (number !== undefined) return number;
  throw new Problem(422, `"${name}" has to name a customer, as gid://shopify/Customer/1.`);
}

/** Whose an order or a checkout is. */
export function buyerIn(body: Part): Buyer {
  const customer = objectIn(body.customer);
  const buyer = buyerOf(customer, body);
  if (buyer.consent !== undefined) return buyer;
  return { ...buyer, consent: { email: body.buyer_accepts_marketing === true ? "subscribed" : "none" } };
}

function buyerOf(customer: Part, body: Part): Buyer {
  const address = { ...objectIn(body.billing_address), ...objectIn(customer.default_address) };
  const phone = phoneIn(customer, "phone") ?? phoneIn(body, "phone");
  return given({
    id: idIn(customer, "id"),
    email: wordsIn(body, "email") ?? wordsIn(body, "contact_email") ?? wordsIn(customer, "email"),
    phone,
    firstName: wordsIn(customer, "first_name") ?? wordsIn(address, "first_name"),
    lastName: wordsIn(customer, "last_name") ?? wordsIn(address, "last_name"),
    country: countryIn(address, "country_code"),
    ...consentIn(customer, phone),
  });
}

const STATES: Readonly<Record<string, string>> = {
  subscribed: "subscribed",
  unsubscribed: "unsubscribed",
  pending: "pending",
  not_subscribed: "none",
};

function consentIn(customer: Part, phone: string | undefined) {
  const email = objectIn(customer.email_marketing_consent);
  const sms = objectIn(customer.sms_marketing_consent);
  const consent = given({
    email: STATES[wordsIn(email, "state") ?? ""],
    sms: phone === undefined ? undefined : STATES[wordsIn(sms, "state") ?? ""],
  });
  if (Object.keys(consent).length === 0) return {};
  const [consentAt] = [email, sms]
    .flatMap((one) => wordsIn(one, "consent_updated_at") ?? [])
    .sort((a, b) => Date.parse(b) - Date.parse(a));
  return { consent, consentAt };
}
