import { useEffect, useRef, useState } from "react";

/** A value that changes often, as it was at the last second: for what is read out, which no one follows faster. */
export function useOnceASecond<T>(value: T | undefined): T | undefined {
  const [told, tell] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const timer = setInterval(() => tell(latest.current), 1_000);
    return () => clearInterval(timer);
  }, []);
  return value === undefined ? undefined : (told ?? value);
}
