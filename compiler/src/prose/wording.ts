/** `a`, `a and b`, `a, b and c`; with another word between the last two: `a, b or c`. */
export function listed(parts: readonly string[], word: "and" | "or" = "and"): string {
  if (parts.length <= 1) return parts[0] ?? "…";
  return `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`;
}

/** A clause as a sentence: a capital at its beginning, a full stop at its end unless something stands there. */
export function sentence(clause: string): string {
  return `${capitalized(clause)}${/[.:]$/.test(clause) ? "" : "."}`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text in quotes, as people set it: nothing in it is escaped, and line breaks are blanks. */
export function quoted(text: string | undefined): string {
  return text === undefined ? "…" : `"${text.replace(/\s+/g, " ")}"`;
}

/** `once`, `twice`, `3 times` */
export function timesInWords(count: string | undefined): string {
  if (count === "1") return "once";
  return count === "2" ? "twice" : `${grouped(count ?? "…")} times`;
}

/** `1 message`, `2 messages` */
export function counted(count: string | number, noun: string): string {
  return `${grouped(String(count))} ${noun}${String(count) === "1" ? "" : "s"}`;
}

/** Digits with a comma at each thousand: `1,000.5`. */
export function grouped(digits: string): string {
  const [whole = "", rest] = digits.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest === undefined ? "" : `.${rest}`}`;
}

const MONTHS: readonly string[] = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `2026-12-24` as `24 December 2026`; what is no date stays as it is. */
export function dateInWords(date: string | undefined): string {
  const [year, month, day] = (date ?? "…").split("-");
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? (date ?? "…") : `${Number(day)} ${name} ${year}`;
}

/** `09:00` as `9:00`, and the one time that people have a word for. */
export function timeInWords(time: string): string {
  return /^0?0:00(:00)?$/.test(time) ? "midnight" : time.replace(/^0(?=\d)/, "");
}

/** `1 hour and 30 minutes` */
export function durationInWords(
  parts: readonly { readonly amount: string; readonly unit: string }[],
): string {
  return listed(parts.map(({ amount, unit }) => counted(amount, unit)));
}
