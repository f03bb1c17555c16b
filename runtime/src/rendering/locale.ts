import type { Facts } from "../engine/facts.ts";

/** What decides how values are written for a contact. */
export interface Reader {
  /** BCP 47: the contact's language, with the contact's country where the language names none. */
  readonly locale: string;
  /** IANA name. */
  readonly zone: string;
}

/** The language of contacts of whom none is known. */
const FALLBACK = "en";

/** `fr` and `CH` make `fr-CH`. A language or country that is none is left out, since a mail must not hang on it. */
export function localeOf(language: string | null, country: string | null): string {
  const known = localeNamed(language ?? FALLBACK) ?? new Intl.Locale(FALLBACK);
  if (known.region || country === null) return known.toString();
  return localeNamed(known.toString(), country)?.toString() ?? known.toString();
}

/** Who reads what is written for a contact. */
export function readerOf(facts: Facts): Reader {
  const { language, country } = facts.contact.fields;
  const textOr = (value: unknown) => (typeof value === "string" ? value : null);
  return { locale: localeOf(textOr(language), textOr(country)), zone: facts.zone };
}

function localeNamed(tag: string, region?: string): Intl.Locale | undefined {
  try {
    // `fr_CH`, as many shops write it.
    return new Intl.Locale(tag.replaceAll("_", "-"), region === undefined ? {} : { region });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
