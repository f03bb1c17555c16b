import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { ask } from "../api/ask.ts";
import { useNotice } from "../parts/notices.tsx";
import { Letter } from "../parts/states.tsx";
import { useTexts } from "../texts/texts.tsx";
import { type Draft, previewed, previewOf, type Recipient } from "./sending.ts";
import { useSettled } from "./use-settled.ts";

interface Props {
  readonly draft: Draft;
  readonly to: Recipient;
  readonly channel: string | undefined;
}

/** The message as one gets it, in a frame of its own in which nothing runs; a mail to try in one's own mailbox, too. */
export function Preview({ draft, to, channel }: Props) {
  const { message: texts } = useTexts();
  const address = useSettled(previewOf(draft, to));
  return (
    <figure className="preview">
      <figcaption className="quiet">{texts.previewOf(to.name)}</figcaption>
      <iframe title={texts.preview} src={address} sandbox="" />
      {channel === "email" && <TestMail draft={draft} to={to} />}
    </figure>
  );
}

function TestMail({ draft, to: { id } }: Omit<Props, "channel">) {
  const { message: texts, state } = useTexts();
  const notice = useNotice();
  const [address, setAddress] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      ask("/console/api/test-mails", {
        method: "POST",
        body: { ...previewed(draft), contact: id, to: address },
      }),
    onSuccess: () => notice(texts.testDone(address)),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className="test-mail" onSubmit={submit}>
      <label className="field">
        <span>{texts.testTo}</span>
        <input type="email" required value={address} onChange={({ target }) => setAddress(target.value)} />
      </label>
      <button type="submit" disabled={isPending}>
        {texts.test}
      </button>
      {error !== null && <Letter title={state.undone} text={error.message} />}
    </form>
  );
}
