import type { Duration } from "@trajet/compiler/program";
import { ValueError } from "./value.ts";

const DATE_UNITS = [
  ["years", "Y"],
  ["months", "M"],
  ["weeks", "W"],
  ["days", "D"],
] as const;
const TIME_UNITS = [
  ["hours", "H"],
  ["minutes", "M"],
  ["seconds", "S"],
] as const;

/** `P1DT12H`. Each unit keeps its own amount, which may be a fraction or negative: `P1.5D`, `P-3D`. */
export function formatDuration(duration: Duration): string {
  const days = DATE_UNITS.map(([unit, letter]) => part(duration[unit], letter)).join("");
  const hours = TIME_UNITS.map(([unit, letter]) => part(duration[unit], letter)).join("");
  if (days === "" && hours === "") return "PT0S";
  return hours === "" ? `P${days}` : `P${days}T${hours}`;
}

const part = (amount: number | undefined, letter: string) =>
  amount === undefined || amount === 0 ? "" : `${decimal(amount)}${letter}`;

/** Without an exponent, which ISO 8601 does not know. */
const decimal = (amount: number) =>
  /e/.test(String(amount)) ? amount.toFixed(12).replace(/\.?0+$/, "") : String(amount);

const AMOUNT = "(-?\\d+(?:\\.\\d+)?)";
const ISO = new RegExp(
  `^P(?:${AMOUNT}Y)?(?:${AMOUNT}M)?(?:${AMOUNT}W)?(?:${AMOUNT}D)?(?:T(?:${AMOUNT}H)?(?:${AMOUNT}M)?(?:${AMOUNT}S)?)?$`,
);

/** The inverse of `formatDuration`; throws a `ValueError`. */
export function parseDuration(text: string): Duration {
  const [matched, ...amounts] = ISO.exec(text) ?? [];
  if (matched === undefined || amounts.every((amount) => amount === undefined)) {
    throw new ValueError(`"${text}" is not a duration; write it by ISO 8601, as P3D or PT1H30M`);
  }
  const units = [...DATE_UNITS, ...TIME_UNITS].map(([unit]) => unit);
  return Object.fromEntries(
    units.flatMap((unit, index) => {
      const amount = amounts[index];
      return amount === undefined ? [] : [[unit, Number(amount)]];
    }),
  );
}
