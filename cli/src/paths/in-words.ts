/** `P7DT1H` as `7 days 1 hour`. */
export function inWords(duration: string): string {
  const units = { D: "day", H: "hour", M: "minute", S: "second" } as const;
  const parts = [...duration.matchAll(/([\d.]+)([DHMS])/g)].flatMap(([, amount = "", unit]) => {
    const word = units[unit as keyof typeof units];
    return amount === "0" ? [] : [`${amount} ${word}${amount === "1" ? "" : "s"}`];
  });
  return parts.length === 0 ? "no time" : parts.join(" ");
}
