/** A decimal as written, in the one form that each number has: no leading zeros, no zeros at the end, no `-0`. */
export function exactDecimal(written: string): string {
  const match = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(written);
  if (match === null) throw new RangeError(`"${written}" is no decimal number`);
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return digits === "0" ? "0" : `${sign}${digits}`;
}
