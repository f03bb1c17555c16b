import { useState } from "react";
import type { Row } from "../api/shapes.ts";
import { useNotice } from "../parts/notices.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useTexts } from "../texts/texts.tsx";
import { csvOf } from "./csv.ts";
import { declarationOf } from "./declaration.ts";
import { MessageDialog } from "./message-dialog.tsx";
import { useSelection } from "./selection.tsx";
import type { Asked } from "./use-ranking.ts";

/** What can be done with a ranking as a whole. */
export function BoardTools({ asked, rows }: { readonly asked: Asked; readonly rows: readonly Row[] }) {
  const { loyalty: texts } = useTexts();
  const notice = useNotice();
  const { chosen } = useSelection();
  const [open, setOpen] = useState(false);
  const maySend = useMayWrite("messages");
  const to = rows
    .filter(({ contact }) => chosen.has(contact))
    .map(({ contact, email }) => ({ id: contact, name: email ?? contact }));
  const copy = () =>
    void navigator.clipboard.writeText(declarationOf(asked)).then(() => notice(texts.copied));
  return (
    <div className="tools">
      {maySend && (
        <button type="button" className="primary" disabled={to.length === 0} onClick={() => setOpen(true)}>
          {texts.messageSelected(to.length)}
        </button>
      )}
      <button type="button" onClick={() => save(`${asked.name ?? "loyalty"}.csv`, csvOf(rows))}>
        {texts.csv}
      </button>
      {asked.name === undefined && (
        <button type="button" onClick={copy}>
          {texts.declaration}
        </button>
      )}
      {open && <MessageDialog to={to} audience={asked.audience ?? ""} close={() => setOpen(false)} />}
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
