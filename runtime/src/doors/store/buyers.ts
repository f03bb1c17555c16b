import type { Millis } from "../../engine/facts.ts";
import { readContact } from "../../imports/shapes/contact.ts";
import { contactName } from "../../imports/shapes/contact-names.ts";
import type { Raw } from "../../imports/shapes/reading.ts";
import type { ContactInput, PutResult } from "../../store/gateway.ts";
import type { DoorPorts } from "../ports.ts";
import { given } from "./payload.ts";
import type { Buyer } from "./shop-news.ts";
import type { Shop } from "./take-news.ts";

/**
 * The contact who bought, by its id or, where it could not be made, by its address; who is new becomes a contact. Of one who
 * is there an order says nothing. `undefined` for somebody without an address.
 */
export async function contactOfBuyer(
  ports: DoorPorts,
  shop: Shop,
  buyer: Buyer,
): Promise<string | undefined> {
  const { shops } = ports.gateway;
  const known = buyer.id === undefined ? undefined : await shops.contactOf(shop.store, buyer.id);
  if (known !== undefined || buyer.email === undefined) return known;
  const result = await put(ports, shop, buyer, { onlyNew: true });
  return result.result === "rejected" ? buyer.email : result.contact;
}

/** Takes in what the shop knows of a customer. */
export async function putCustomer(
  ports: DoorPorts,
  shop: Shop,
  buyer: Buyer,
  updatedAt: Millis,
): Promise<PutResult> {
  const { id = "", consentAt } = buyer;
  const contact = await ports.gateway.shops.contactOf(shop.store, id);
  if (contact === undefined && buyer.email === undefined) {
    return { result: "rejected", reason: "the customer has no e-mail address" };
  }
  const at = consentAt === undefined ? Number.NaN : Date.parse(consentAt);
  const customer = { store: shop.store, id, updatedAt, ...(Number.isNaN(at) ? {} : { consentAt: at }) };
  return put(ports, shop, buyer, { customer, ...(contact !== undefined && { id: contact }) });
}

/** Who asked the shop for mail signs up; anybody else comes as an import does. */
async function put(
  ports: DoorPorts,
  { account }: Shop,
  buyer: Buyer,
  more: Partial<ContactInput>,
): Promise<PutResult> {
  const project = ports.project();
  const only = Object.keys(project.audiences).length === 1 ? Object.keys(project.audiences)[0] : undefined;
  const audience = account.audience ?? only;
  const raw = rawOf(ports, audience, buyer);
  const manner = { form: "json", zone: project.timezone } as const;
  const read = readContact(project, raw, manner, buyer.consent?.email !== "subscribed");
  const result =
    "reason" in read
      ? ({ result: "rejected", reason: read.reason } as const)
      : await ports.gateway.putContact({ ...read.value, ...more });
  if (result.result === "rejected") {
    // By its id: another contact may have the address that it goes by now.
    const body = { ...raw, ...(more.id !== undefined && { id: more.id }) };
    await ports.gateway.keepLetter({ kind: "contacts", body, reason: result.reason });
  }
  return result;
}

function rawOf({ project }: DoorPorts, audience: string | undefined, buyer: Buyer): Raw {
  const { firstName, lastName, email, phone, country, consent } = buyer;
  const shape = audience === undefined ? undefined : project().audiences[audience];
  const own = (names: readonly string[], value: string | undefined) => {
    const name = shape && names.find((one) => contactName(shape, one)?.is === "field");
    return name === undefined || value === undefined ? {} : { [name]: value };
  };
  return given({
    audience,
    email,
    phone,
    country,
    consent,
    ...own(["firstName", "first_name"], firstName),
    ...own(["lastName", "last_name"], lastName),
  }) as Raw;
}
