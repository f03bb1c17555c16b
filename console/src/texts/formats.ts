export interface Formats {
  readonly number: (value: number) => string;
  /** @param text RFC 3339 */
  readonly moment: (text: string) => string;
  readonly day: (text: string) => string;
  readonly share: (part: number, whole: number) => string;
  readonly money: (money: { readonly amount: string; readonly currency: string }) => string;
}

const known = new Map<string, Formats>();

/** The language as the reader's region writes it, where the browser says one: in London `3 Nov`, in New York `Nov 3`. */
export function localeOf(language: string, preferred: readonly string[]): string {
  return preferred.find((one) => one === language || one.startsWith(`${language}-`)) ?? language;
}

/** How a language writes numbers, moments and money. Made once: a map asks two hundred times for each change. */
export function formatsOf(language: string, timeZone: string | undefined): Formats {
  const name = `${language} ${timeZone ?? ""}`;
  const formats = known.get(name) ?? newFormats(language, timeZone);
  known.set(name, formats);
  return formats;
}

function newFormats(language: string, timeZone: string | undefined): Formats {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone });
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const monies = new Map<string, Intl.NumberFormat>();
  const moneyIn = (currency: string): Intl.NumberFormat => {
    const format = monies.get(currency) ?? new Intl.NumberFormat(language, { style: "currency", currency });
    monies.set(currency, format);
    return format;
  };
  return {
    number: (value) => number.format(value),
    moment: (text) => moment.format(new Date(text)),
    day: (text) => day.format(new Date(text)),
    share: (part, whole) => percent.format(whole === 0 ? 0 : part / whole),
    money: ({ amount, currency }) =>
      // The amount goes through as the decimal text that it is.
      currency === NO_CURRENCY ? amount : moneyIn(currency).format(amount as unknown as number),
  };
}

/** ISO 4217's code for no currency: a total over orders that have none comes with it. */
const NO_CURRENCY = "XXX";
