import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { ask } from "../api/ask.ts";
import type { Contact } from "../api/shapes.ts";
import { DialogEnd } from "../parts/dialog-end.tsx";
import { Modal } from "../parts/modal.tsx";
import { useNotice } from "../parts/notices.tsx";
import { useTexts } from "../texts/texts.tsx";

/** Erases a person, once the id has been typed: there is no way back. */
export function EraseDialog({
  contact: { id },
  close,
}: {
  readonly contact: Contact;
  readonly close: () => void;
}) {
  const { contact: texts } = useTexts();
  const [typed, setTyped] = useState("");
  const client = useQueryClient();
  const notice = useNotice();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask(`/v1/contacts/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: async () => {
      await navigate({ to: "/contacts" });
      client.removeQueries({ queryKey: ["contact", id] });
      void client.invalidateQueries();
      notice(texts.eraseDone);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Modal open close={close} title={texts.eraseTitle(id)}>
      <form onSubmit={submit}>
        <p>{texts.eraseText}</p>
        <label className="field">
          <span>{texts.eraseType(id)}</span>
          <input value={typed} autoComplete="off" onChange={({ target }) => setTyped(target.value)} />
        </label>
        <DialogEnd error={error} close={close}>
          <button type="submit" className="primary danger" disabled={isPending || typed !== id}>
            {texts.erase}
          </button>
        </DialogEnd>
      </form>
    </Modal>
  );
}
