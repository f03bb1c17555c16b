import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../api/ask.ts";
import type { Journey } from "../api/shapes.ts";
import { DialogEnd } from "../parts/dialog-end.tsx";
import { Modal } from "../parts/modal.tsx";
import { useNotice } from "../parts/notices.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useTexts } from "../texts/texts.tsx";
import { type Action, BECOMES, POSSIBLE } from "./possible-actions.ts";

/** What can be done to a journey; each first says what it will do to how many people. */
export function StatusActions({ journey }: { readonly journey: Journey }) {
  const { journeys } = useTexts();
  const [asked, setAsked] = useState<Action>();
  if (!useMayWrite("journeys")) return null;
  return (
    <div className="actions">
      {POSSIBLE[journey.status].map((action) => (
        <button
          key={action}
          type="button"
          aria-label={journeys.of(journeys.actions[action], journey.title ?? journey.name)}
          onClick={() => setAsked(action)}
        >
          {journeys.actions[action]}
        </button>
      ))}
      {asked !== undefined && <Confirm journey={journey} action={asked} close={() => setAsked(undefined)} />}
    </div>
  );
}

function Confirm({
  journey,
  action,
  close,
}: {
  readonly journey: Journey;
  readonly action: Action;
  readonly close: () => void;
}) {
  const { change, journeys } = useTexts();
  const client = useQueryClient();
  const notice = useNotice();
  const name = journey.title ?? journey.name;
  const { active } = journey.counts;
  const exit = action === "archive" && active > 0 ? "?inside=exit" : "";
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      ask<{ changed: boolean }>(`/v1/journeys/${encodeURIComponent(journey.name)}/${action}${exit}`, {
        method: "POST",
      }),
    onSuccess: ({ changed }) => {
      void client.invalidateQueries();
      notice(changed ? change.done(name, journeys.statuses[BECOMES[action]]) : change.unchanged);
      close();
    },
  });
  return (
    <Modal open close={close} title={change.title(journeys.actions[action], name)}>
      <p>{change[action](active, journey.held.pause ?? 0)}</p>
      <DialogEnd error={error} close={close}>
        <button
          type="button"
          className={action === "archive" ? "primary danger" : "primary"}
          disabled={isPending}
          onClick={() => mutate()}
        >
          {exit === "" ? journeys.actions[action] : change.confirmExit(active)}
        </button>
      </DialogEnd>
    </Modal>
  );
}
