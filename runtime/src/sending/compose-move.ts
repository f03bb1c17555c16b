// Of JavaScript alone, as the simulator runs in a browser, too.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { MoveStep } from "../engine/audiences.ts";
import type { LoadedProgram } from "../engine/draft.ts";
import type { Facts } from "../engine/facts.ts";
import type { AudienceRequest, Identifiers } from "../engine/request.ts";
import { RenderError } from "../rendering/message.ts";

/**
 * Makes the request of a move into a custom audience or out of it. Addresses are normalised and hashed here, so that
 * nothing else is stored or leaves. Who is taken out is named as when it was added.
 *
 * @throws RenderError where no identifier is there that may be handed over
 */
export function composeMove(step: MoveStep, { program, hash }: LoadedProgram, facts: Facts): AudienceRequest {
  const { customAudience: audience } = step;
  const declared = program.customAudiences?.[audience];
  if (declared === undefined) throw new Error(`program ${hash} lacks the custom audience ${audience}`);
  const identifiers =
    step.kind === "add to" ? identifiersOf(facts) : (facts.contact.customAudiences?.get(audience) ?? {});
  if (identifiers.email === undefined && identifiers.phone === undefined) {
    throw new RenderError("there is no address to which the contact is subscribed");
  }
  const action = step.kind === "add to" ? "add" : "remove";
  return { kind: "audience", network: declared.network, audience, action, identifiers };
}

function identifiersOf({ contact: { fields, consent } }: Facts): Identifiers {
  const email = consent.email === "subscribed" ? hashedEmail(fields.email) : undefined;
  const phone = consent.sms === "subscribed" ? hashedPhone(fields.phone) : undefined;
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
}

/**
 * Lower-case hexadecimal SHA-256 of the address, trimmed and in lower case
 * (https://developers.facebook.com/documentation/ads-commerce/marketing-api/audiences/guides/custom-audiences).
 */
export function hashedEmail(value: unknown): string | undefined {
  const address = typeof value === "string" ? value.trim().toLowerCase() : "";
  return address === "" ? undefined : hashOf(address);
}

/** The same of the number's digits with the code of its country, without zeros before it. */
export function hashedPhone(value: unknown): string | undefined {
  const digits = typeof value === "string" ? value.replace(/\D/g, "").replace(/^0+/, "") : "";
  return digits === "" ? undefined : hashOf(digits);
}

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
