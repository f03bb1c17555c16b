import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { ask } from "../api/ask.ts";
import type { DeadLetter } from "../api/shapes.ts";
import { DialogEnd } from "../parts/dialog-end.tsx";
import { Modal } from "../parts/modal.tsx";
import { useNotice } from "../parts/notices.tsx";
import { useTexts } from "../texts/texts.tsx";

const LONGEST_REASON = 200;

/** Throws away what can never fit, once it is said why: that stays in the audit log. */
export function DiscardDialog({
  letters,
  close,
}: {
  readonly letters: readonly DeadLetter[];
  readonly close: () => void;
}) {
  const { operation: texts } = useTexts();
  const [because, setBecause] = useState("");
  const client = useQueryClient();
  const notice = useNotice();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      ask<{ discarded: number }>("/v1/dead-letters/discard", {
        method: "POST",
        body: { ids: letters.map(({ id }) => id), because },
      }),
    onSuccess: ({ discarded }) => {
      void client.invalidateQueries();
      notice(texts.discarded(discarded));
      close();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Modal open close={close} title={texts.discardTitle(letters.length)}>
      <form onSubmit={submit}>
        <p>{texts.discardText}</p>
        <label className="field">
          <span>{texts.discardBecause}</span>
          <input
            value={because}
            maxLength={LONGEST_REASON}
            autoComplete="off"
            onChange={({ target }) => setBecause(target.value)}
          />
        </label>
        <DialogEnd error={error} close={close}>
          <button type="submit" className="primary danger" disabled={isPending || because.trim() === ""}>
            {texts.discard}
          </button>
        </DialogEnd>
      </form>
    </Modal>
  );
}
