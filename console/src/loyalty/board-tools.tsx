import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Ranking, Row } from "../api/shapes.ts";
import { useNotice } from "../parts/notices.tsx";
import { Letter } from "../parts/states.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useTexts } from "../texts/texts.tsx";
import { csvOf } from "./csv.ts";
import { declarationOf } from "./declaration.ts";
import { MessageDialog } from "./message-dialog.tsx";
import { useSelection } from "./selection.tsx";
import { recipientOf, type To } from "./sending.ts";
import { type Asked, wholeRanking } from "./use-ranking.ts";

interface Props {
  readonly asked: Asked;
  readonly ranking: Ranking;
  /** As many as were loaded. */
  readonly rows: readonly Row[];
}

/** What can be done with a ranking as a whole. */
export function BoardTools({ asked, ranking, rows }: Props) {
  const { loyalty: texts, state } = useTexts();
  const exporting = useMutation({
    mutationFn: () => wholeRanking(asked),
    onSuccess: (all) => save(`${asked.name ?? "loyalty"}.csv`, csvOf(all)),
  });
  const notice = useNotice();
  const { chosen } = useSelection();
  const [to, setTo] = useState<To>();
  const maySend = useMayWrite("messages");
  const people = rows.filter(({ contact }) => chosen.has(contact)).map(recipientOf);
  const first = rows[0];
  const { total } = ranking;
  const copy = () =>
    void navigator.clipboard.writeText(declarationOf(asked)).then(() => notice(texts.copied));
  return (
    <div className="tools">
      {maySend && (
        <button
          type="button"
          className="primary"
          disabled={people.length === 0}
          onClick={() => setTo({ kind: "chosen", people })}
        >
          {texts.messageSelected(people.length)}
        </button>
      )}
      {maySend && first !== undefined && (
        <button type="button" onClick={() => setTo({ kind: "all", asked, total, first: recipientOf(first) })}>
          {texts.messageAll(total)}
        </button>
      )}
      <button type="button" disabled={exporting.isPending} onClick={() => exporting.mutate()}>
        {texts.csv}
      </button>
      {asked.name === undefined && (
        <button type="button" onClick={copy}>
          {texts.declaration}
        </button>
      )}
      {exporting.error !== null && <Letter title={state.failed} text={exporting.error.message} />}
      {to !== undefined && (
        <MessageDialog to={to} audience={asked.audience ?? ""} close={() => setTo(undefined)} />
      )}
    </div>
  );
}

function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
