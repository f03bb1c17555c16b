import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTexts } from "../texts/texts.tsx";

/** A frame whose content scrolls where it is wider than the page: then the keyboard reaches it, too. */
export function Scroll({ children }: { readonly children: ReactNode }) {
  const { table } = useTexts();
  const frame = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const seen = new ResizeObserver(() => setScrolls(current.scrollWidth > current.clientWidth));
    seen.observe(current);
    for (const child of current.children) seen.observe(child);
    return () => seen.disconnect();
  }, []);
  return (
    <section ref={frame} className="scroll" {...(scrolls && { tabIndex: 0, "aria-label": table })}>
      {children}
    </section>
  );
}
