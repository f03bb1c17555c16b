import { Link } from "@tanstack/react-router";
import type { TimelineEntry } from "../api/shapes.ts";
import { useFormats, useTexts } from "../texts/texts.tsx";

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
  const { moment } = useFormats();
  const { at, kind, name, channel, reason, because, saw, source } = entry;
  return (
    <li>
      <time className="quiet" dateTime={at}>
        {moment(at)}
      </time>
      <p>
        <strong>{kind}</strong> {[name, channel].filter(Boolean).join(", ")}{" "}
        <Link to="/journeys/$name" params={{ name: entry.journey }} className="quiet">
          {entry.journey}
        </Link>
      </p>
      {reason !== undefined && <p>{reason}</p>}
      {because !== undefined && (
        <p>
          {texts.because} <code>{because}</code>
        </p>
      )}
      {saw !== undefined && Object.keys(saw).length > 0 && (
        <p className="quiet">
          {texts.saw}:{" "}
          {Object.entries(saw)
            .map(([read, value]) => `${read} = ${JSON.stringify(value)}`)
            .join(", ")}
        </p>
      )}
      {source !== undefined && <p className="quiet small">{journey.lineOf(source.file, source.line)}</p>}
    </li>
  );
}
