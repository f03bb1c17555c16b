import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import type { DeadLetter } from "../api/shapes.ts";
import { useNotice } from "../parts/notices.tsx";
import { Letter } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { DiscardDialog } from "./discard-dialog.tsx";

interface Replayed {
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: readonly unknown[];
  readonly next: number | null;
}

/** What came in and did not fit. */
export function LettersTable({ letters }: { readonly letters: readonly DeadLetter[] }) {
  const { operation: texts, state } = useTexts();
  const { moment, number } = useFormats();
  const columns = texts.letterColumns;
  const client = useQueryClient();
  const notice = useNotice();
  const [discarding, setDiscarding] = useState<readonly DeadLetter[]>();
  const mayReplay = useMayWrite("operation");
  const { mutate, error, isPending } = useMutation({
    mutationFn: replayAll,
    onSuccess: ({ taken, rejected }) => {
      void client.invalidateQueries();
      notice(texts.replayed(taken, rejected));
    },
  });
  return (
    <>
      {error !== null && <Letter title={state.undone} text={error.message} />}
      {mayReplay && (
        <div className="tools">
          <button type="button" disabled={isPending} onClick={() => mutate()}>
            {texts.replay}
          </button>
          {letters.length > 1 && (
            <button type="button" onClick={() => setDiscarding(letters)}>
              {texts.discardAll(letters.length)}
            </button>
          )}
        </div>
      )}
      {discarding !== undefined && (
        <DiscardDialog letters={discarding} close={() => setDiscarding(undefined)} />
      )}
      <Table
        columns={[
          columns.kind,
          columns.received,
          { figure: columns.tries },
          columns.reason,
          columns.body,
          ...(mayReplay ? [columns.actions] : []),
        ]}
      >
        {letters.map(({ id, kind, body, reason, tries, receivedAt }) => (
          <tr key={id}>
            <th scope="row">{kind}</th>
            <td>{moment(receivedAt)}</td>
            <td className="figure">{number(tries)}</td>
            <td>{reason}</td>
            <td>
              <code className="body">{JSON.stringify(body)}</code>
            </td>
            {mayReplay && (
              <td>
                <button
                  type="button"
                  aria-label={texts.discardOf(id)}
                  onClick={() => setDiscarding(letters.filter((letter) => letter.id === id))}
                >
                  {texts.discard}
                </button>
              </td>
            )}
          </tr>
        ))}
      </Table>
    </>
  );
}

/** A thousand a call, until none is left to try. */
async function replayAll(): Promise<{ readonly taken: number; readonly rejected: number }> {
  let [taken, rejected, after] = [0, 0, 0];
  for (;;) {
    const page = await ask<Replayed>(`/v1/dead-letters/replay?after=${after}`, { method: "POST" });
    taken += page.written + page.unchanged;
    rejected += page.rejected.length;
    if (page.next === null) return { taken, rejected };
    after = page.next;
  }
}
