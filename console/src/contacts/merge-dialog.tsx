import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { ask } from "../api/ask.ts";
import type { Contact } from "../api/shapes.ts";
import { DialogEnd } from "../parts/dialog-end.tsx";
import { Modal } from "../parts/modal.tsx";
import { useNotice } from "../parts/notices.tsx";
import { useTexts } from "../texts/texts.tsx";

interface Merged {
  readonly result: "written" | "unchanged";
  readonly contact: string;
  readonly orders?: number;
  readonly goOn?: readonly string[];
  readonly end?: readonly string[];
}

/** Makes a contact one with another, once it was said what that comes to: there is no way back. */
export function MergeDialog({
  contact: { id, audience },
  close,
}: {
  readonly contact: Contact;
  readonly close: () => void;
}) {
  const { contact: texts } = useTexts();
  const [into, setInto] = useState("");
  const client = useQueryClient();
  const notice = useNotice();
  const navigate = useNavigate();
  const merging = (dryRun: boolean) =>
    ask<Merged>(`/v1/contacts/${encodeURIComponent(id)}/merge`, {
      method: "POST",
      body: { into, audience, dryRun },
    });
  const trial = useMutation({ mutationFn: () => merging(true) });
  const merge = useMutation({
    mutationFn: () => merging(false),
    onSuccess: async ({ contact }) => {
      await navigate({ to: "/contacts/$id", params: { id: contact } });
      client.removeQueries({ queryKey: ["contact", id] });
      void client.invalidateQueries();
      notice(texts.mergeDone(contact));
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (trial.data === undefined) trial.mutate();
    else merge.mutate();
  };
  const name = (text: string) => {
    setInto(text.trim());
    trial.reset();
    merge.reset();
  };
  const error = merge.error ?? trial.error;
  return (
    <Modal open close={close} title={texts.mergeTitle(id)}>
      <form onSubmit={submit}>
        <p>{texts.mergeText}</p>
        <label className="field">
          <span>{texts.mergeOther}</span>
          <input autoComplete="off" onChange={({ target }) => name(target.value)} />
        </label>
        <div role="status">{trial.data !== undefined && <Consequence id={id} merged={trial.data} />}</div>
        <DialogEnd error={error} close={close}>
          <button
            type="submit"
            className={trial.data === undefined ? "primary" : "primary danger"}
            disabled={into === "" || trial.isPending || merge.isPending}
          >
            {trial.data === undefined ? texts.mergeLook : texts.mergeNow}
          </button>
        </DialogEnd>
      </form>
    </Modal>
  );
}

function Consequence({ id, merged }: { readonly id: string; readonly merged: Merged }) {
  const { contact: texts } = useTexts();
  const { contact, orders = 0, goOn = [], end = [] } = merged;
  if (merged.result === "unchanged") return <p>{texts.mergedBefore(contact)}</p>;
  return (
    <ul>
      <li>{texts.mergeBecomes(id, contact)}</li>
      <li>{texts.mergeOrders(orders)}</li>
      <li>{texts.mergeGoOn(goOn.length, goOn.join(", "))}</li>
      <li>{texts.mergeEnd(end.length, end.join(", "))}</li>
    </ul>
  );
}
