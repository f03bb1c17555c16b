import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { ask } from "../api/ask.ts";
import { useJourneys } from "../api/queries.ts";
import type { Contact } from "../api/shapes.ts";
import { Choice } from "../parts/choice.tsx";
import { DialogEnd } from "../parts/dialog-end.tsx";
import { Modal } from "../parts/modal.tsx";
import { useNotice } from "../parts/notices.tsx";
import { useTexts } from "../texts/texts.tsx";

/** Starts a journey by hand for one person. */
export function StartDialog({ contact, close }: { readonly contact: Contact; readonly close: () => void }) {
  const { contact: texts } = useTexts();
  const client = useQueryClient();
  const notice = useNotice();
  const journeys = (useJourneys().data ?? []).filter(
    ({ status, audience }) => status === "active" && audience === contact.audience,
  );
  const [chosen, setChosen] = useState("");
  // Asked again after a failure, it is the same start.
  const [id] = useState(() => `console:${crypto.randomUUID()}`);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (name: string) =>
      ask(`/v1/journeys/${encodeURIComponent(name)}/start`, {
        method: "POST",
        body: { contact: contact.id, id },
      }),
    onSuccess: (_, name) => {
      void client.invalidateQueries();
      notice(texts.startDone(name));
      close();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(chosen);
  };
  return (
    <Modal open close={close} title={texts.startTitle(contact.id)}>
      <form onSubmit={submit}>
        <p>{texts.startIntro}</p>
        <Choice
          label={texts.startWhich}
          none="–"
          value={chosen}
          options={journeys.map(({ name, title }) => ({ value: name, label: title ?? name }))}
          choose={setChosen}
        />
        <DialogEnd error={error} close={close}>
          <button type="submit" className="primary" disabled={isPending || chosen === ""}>
            {texts.start}
          </button>
        </DialogEnd>
      </form>
    </Modal>
  );
}
