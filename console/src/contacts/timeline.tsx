import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "../api/shapes.ts";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { readText } from "./read-text.ts";

/** What was decided about a contact, the latest first, each with its reason. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.toReversed().map((entry, index) => (
        <Entry // biome-ignore lint/suspicious/noArrayIndexKey: entries come only at the end, and are counted from there
          key={entries.length - index}
          entry={entry}
        />
      ))}
    </ol>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const { contact: texts, journey } = useTexts();
  const { moment, money } = useFormats();
  const { at, kind, name, channel, until, reason, because, saw, source } = entry;
  return (
    <li>
      <time className="quiet" dateTime={at}>
        {moment(at)}
      </time>
      <p>
        <strong>{wordsOf(kind)}</strong> {[name, channel].filter(Boolean).join(", ")}{" "}
        {until !== undefined && `${texts.until} ${moment(until)} `}
        {isByHand(entry) ? (
          <span className="quiet">{entry.journey}</span>
        ) : (
          <Link to="/journeys/$name" params={{ name: entry.journey }} className="quiet">
            {entry.journey}
          </Link>
        )}
      </p>
      {reason !== undefined && <p>{reason}</p>}
      {because !== undefined && (
        <p>
          {texts.because} <code>{because}</code>
        </p>
      )}
      {saw !== undefined && Object.keys(saw).length > 0 && (
        <p className="quiet">
          {texts.saw}: {readText(saw, money)}
        </p>
      )}
      {source !== undefined && <p className="quiet small">{journey.lineOf(source.file, source.line)}</p>}
    </li>
  );
}

/** What was sent by hand goes by `send Welcome`, which has no page; names of journeys have no blanks. */
const isByHand = ({ journey }: TimelineEntry): boolean => journey.includes(" ");

/** `timedOut` as `timed out`. */
const wordsOf = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
