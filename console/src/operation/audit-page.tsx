import { useState } from "react";
import { useAudit } from "../api/queries.ts";
import { PageTitle } from "../parts/page-title.tsx";
import { Loaded, Nothing } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";

const PAGE = 100;

/** Who changed what, and when. */
export function AuditPage() {
  const { audit: texts } = useTexts();
  const { moment } = useFormats();
  const [before, setBefore] = useState<number>();
  const columns = texts.columns;
  return (
    <>
      <PageTitle title={texts.title} />
      <Loaded query={useAudit(before)}>
        {(entries) =>
          entries.length === 0 ? (
            <Nothing>{texts.none}</Nothing>
          ) : (
            <>
              <Table columns={Object.values(columns)}>
                {entries.map(({ id, at, who, key, via, what, subject, contact, status }) => (
                  <tr key={id}>
                    <td>{moment(at)}</td>
                    <th scope="row">
                      {who} {key !== null && <small className="quiet">{key}…</small>}
                    </th>
                    <td>{texts.ways[via]}</td>
                    <td>
                      <code>{what}</code>
                    </td>
                    <td>{[subject, contact].filter((part) => part !== null).join(", ")}</td>
                    <td>{status ?? texts.noAnswer}</td>
                  </tr>
                ))}
              </Table>
              {entries.length === PAGE && (
                <button type="button" onClick={() => setBefore(entries.at(-1)?.id)}>
                  {texts.older}
                </button>
              )}
            </>
          )
        }
      </Loaded>
    </>
  );
}
