import { DAY, HOUR, MINUTE } from "./amounts.ts";

/** `P7DT1H30M`; `PT0S` for no time at all. */
export function isoDuration(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  const hours = Math.floor((milliseconds % DAY) / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  const seconds = (milliseconds % MINUTE) / 1_000;
  const part = (amount: number, unit: string): string => (amount === 0 ? "" : `${amount}${unit}`);
  const time = part(hours, "H") + part(minutes, "M") + part(seconds, "S");
  const date = part(days, "D");
  if (date === "" && time === "") return "PT0S";
  return `P${date}${time === "" ? "" : `T${time}`}`;
}
