import type { Row } from "../api/shapes.ts";
import { useTexts } from "../texts/texts.tsx";

/** How a rank has changed on the period before: by a mark for the eye, and in words. */
export function RankChange({ row: { rank, before } }: { readonly row: Row }) {
  const { loyalty: texts } = useTexts();
  if (before === undefined) return null;
  if (before === null) return <Mark kind="entered" mark="+" words={texts.entered} />;
  const change = before.rank - rank;
  if (change === 0) return <Mark kind="same" mark="=" words={texts.same} />;
  return change > 0 ? (
    <Mark kind="up" mark={`▲${change}`} words={texts.up(change)} />
  ) : (
    <Mark kind="down" mark={`▼${-change}`} words={texts.down(-change)} />
  );
}

function Mark({
  kind,
  mark,
  words,
}: {
  readonly kind: string;
  readonly mark: string;
  readonly words: string;
}) {
  return (
    <small className={`change ${kind}`} title={words}>
      <span aria-hidden="true">{mark}</span>
      <span className="unseen">{words}</span>
    </small>
  );
}
