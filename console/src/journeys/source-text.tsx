import { useEffect, useRef } from "react";

interface Props {
  readonly text: string;
  /** From 1; the one that is shown. */
  readonly line?: number | undefined;
  /** How many lines before and behind it; all unless said. */
  readonly around?: number;
}

/** A source text with the numbers of its lines. */
export function SourceText({ text, line, around }: Props) {
  const shown = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is shown by the same element
  useEffect(() => {
    // Browsers answer a promise here, which is nothing to clean up by.
    void shown.current?.scrollIntoView({ block: "nearest" });
  }, [line]);
  const first = around === undefined || line === undefined ? 1 : Math.max(1, line - around);
  const last = around === undefined || line === undefined ? Number.POSITIVE_INFINITY : line + around;
  const lines = text
    .replace(/\n$/, "")
    .split("\n")
    .slice(first - 1, last);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre className="source" tabIndex={0}>
      {lines.map((words, index) => {
        const number = first + index;
        return (
          <code key={number} ref={number === line ? shown : null} className={number === line ? "chosen" : ""}>
            <span className="number" aria-hidden="true">
              {number}
            </span>
            {words}
            {"\n"}
          </code>
        );
      })}
    </pre>
  );
}
