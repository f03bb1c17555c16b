import { useState } from "react";
import type { Ranking, Row, Value } from "../api/shapes.ts";
import { ContactLink } from "../contacts/contact-link.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { MessageDialog } from "./message-dialog.tsx";
import { RankChange } from "./rank-change.tsx";
import { useSelection } from "./selection.tsx";
import { recipientOf } from "./sending.ts";
import { Sparkline } from "./sparkline.tsx";
import { useTrends } from "./use-ranking.ts";

interface Props {
  readonly ranking: Ranking;
  readonly pages: readonly (readonly Row[])[];
  readonly audience: string;
}

/** The ranked customers as a table, with bars for their values. */
export function Board({ ranking, pages, audience }: Props) {
  const { loyalty: texts } = useTexts();
  const { chosen, set } = useSelection();
  const [messaged, setMessaged] = useState<Row>();
  const rows = pages.flat();
  const most = Math.max(...rows.map(({ value }) => numberOf(value)), 0);
  const all = rows.every(({ contact }) => chosen.has(contact));
  const columns = texts.columns;
  return (
    <Scroll>
      <table className="list board">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={texts.selectAll}
                checked={all}
                onChange={() => set(all ? [] : rows.map(({ contact }) => contact))}
              />
            </th>
            <th scope="col" className="figure">
              {columns.rank}
            </th>
            <th scope="col">{columns.customer}</th>
            <th scope="col">{columns.value}</th>
            <th scope="col" className="figure">
              {columns.orders}
            </th>
            <th scope="col" className="figure">
              {columns.spent}
            </th>
            <th scope="col">{columns.last}</th>
            <th scope="col">{columns.trend}</th>
            <th scope="col">
              <span className="unseen">{texts.message}</span>
            </th>
          </tr>
        </thead>
        {pages.map((page) => (
          <BoardPage
            key={page[0]?.contact ?? ""}
            ranking={ranking}
            rows={page}
            most={most}
            message={setMessaged}
          />
        ))}
      </table>
      {messaged !== undefined && (
        <MessageDialog
          to={{ kind: "chosen", people: [recipientOf(messaged)] }}
          audience={audience}
          close={() => setMessaged(undefined)}
        />
      )}
    </Scroll>
  );
}

interface PageProps {
  readonly ranking: Ranking;
  readonly rows: readonly Row[];
  readonly most: number;
  readonly message: (row: Row) => void;
}

function BoardPage({ ranking, rows, most, message }: PageProps) {
  const { loyalty: texts } = useTexts();
  const { number, money, day } = useFormats();
  const { chosen, toggle } = useSelection();
  const trends = useTrends(ranking, rows).data;
  const maySend = useMayWrite("messages");
  return (
    <tbody>
      {rows.map((row) => {
        const who = row.email ?? row.contact;
        return (
          <tr key={row.contact} className={chosen.has(row.contact) ? "chosen" : ""}>
            <td>
              <input
                type="checkbox"
                aria-label={texts.selectOne(who)}
                checked={chosen.has(row.contact)}
                onChange={() => toggle(row.contact)}
              />
            </td>
            <td className="figure rank">
              {number(row.rank)} <RankChange row={row} />
            </td>
            <th scope="row">
              <ContactLink id={row.contact}>{who}</ContactLink>
              {row.tier !== undefined && <span className="tier">{row.tier}</span>}
            </th>
            <td>
              <Bar
                share={most === 0 ? 0 : numberOf(row.value) / most}
                text={valueText(row.value, number, money)}
              />
            </td>
            <td className="figure">{number(row.orders)}</td>
            <td className="figure">{money(row.totalSpent)}</td>
            <td>{row.lastOrderAt !== null && day(row.lastOrderAt)}</td>
            <td>
              <Sparkline orders={trends?.get(row.contact)} />
            </td>
            <td>
              {maySend && (
                <button type="button" aria-label={texts.messageOne(who)} onClick={() => message(row)}>
                  {texts.message}
                </button>
              )}
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

function Bar({ share, text }: { readonly share: number; readonly text: string }) {
  return (
    <div className="bar">
      <svg aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none">
        <rect width={Math.max(1, share * 100)} height={6} rx={1} />
      </svg>
      <span>{text}</span>
    </div>
  );
}

/** For the length of a bar alone. */
const numberOf = (value: Value): number =>
  value === null ? 0 : typeof value === "number" ? value : Number(value.amount);

function valueText(
  value: Value,
  number: (n: number) => string,
  money: (m: Exclude<Value, number | null>) => string,
) {
  if (value === null) return "–";
  return typeof value === "number" ? number(value) : money(value);
}
