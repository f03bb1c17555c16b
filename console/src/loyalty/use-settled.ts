import { useEffect, useState } from "react";

const SETTLED_MS = 300;

/** A value once it has stood still for a moment: nothing is fetched for each letter that one types. */
export function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
