import type { SubmitEvent } from "react";
import { useNotice } from "../parts/notices.tsx";
import { Letter } from "../parts/states.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Refusals } from "./refusals.tsx";
import type { Draft, To } from "./sending.ts";
import { SendingProgress } from "./sending-progress.tsx";
import { type Outcome, useSending } from "./use-sending.ts";

interface Props {
  readonly draft: Draft | undefined;
  readonly to: To;
  readonly audience: string;
  readonly close: () => void;
}

/** First what would become of it, then the sending. */
export function SendForm({ draft, to, audience, close }: Props) {
  const { message: texts, dialog, state } = useTexts();
  const notice = useNotice();
  const { check, send, checked, under, problem } = useSending(draft, to, audience);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (checked === undefined) return void check();
    void send().then((outcome) => {
      if (outcome === undefined) return;
      notice(texts.sent(outcome.sent));
      if (outcome.refused.length === 0) close();
    });
  };
  const isOver = checked?.done === true;
  return (
    <form onSubmit={submit}>
      {problem !== undefined && (
        <Letter title={state.undone} text={checked === undefined ? problem : `${problem} ${texts.goesOn}`} />
      )}
      {checked !== undefined && <CheckedText outcome={checked} />}
      {under !== undefined && <SendingProgress {...under} />}
      <div className="buttons">
        <button type="button" onClick={close}>
          {isOver ? dialog.close : dialog.cancel}
        </button>
        {!isOver && (
          <button
            type="submit"
            className="primary"
            disabled={draft === undefined || under !== undefined || checked?.sent === 0}
          >
            {checked === undefined ? texts.check : texts.send(checked.sent)}
          </button>
        )}
      </div>
    </form>
  );
}

function CheckedText({ outcome: { done, sent, refused, sending } }: { readonly outcome: Outcome }) {
  const { message: texts } = useTexts();
  return (
    <div role="status">
      {!done && sending.resumed && <p>{texts.begunBefore(sending.total - sending.left, sending.total)}</p>}
      <p>{done ? texts.sent(sent) : texts.wouldSend(sent)}</p>
      <Refusals refused={refused} done={done} />
    </div>
  );
}
