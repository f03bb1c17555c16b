import { useSendings } from "../api/queries.ts";
import type { UnfinishedSending } from "../api/shapes.ts";
import { useNotice } from "../parts/notices.tsx";
import { Letter } from "../parts/states.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { SendingProgress } from "./sending-progress.tsx";
import { useWork } from "./use-sending.ts";

/** Sendings that were begun and came to no end, each with a way to go on. */
export function UnfinishedSendings() {
  const maySend = useMayWrite("messages");
  const sendings = useSendings().data ?? [];
  return maySend ? sendings.map((sending) => <Unfinished key={sending.id} sending={sending} />) : null;
}

function Unfinished({ sending }: { readonly sending: UnfinishedSending }) {
  const { message: texts, state } = useTexts();
  const { moment } = useFormats();
  const notice = useNotice();
  const { run, under, problem } = useWork();
  const { message, subject, begunAt, total, left } = sending;
  const goOn = () =>
    void run((tell) => tell(sending, "send")).then((outcome) => {
      if (outcome !== undefined) notice(texts.sent(outcome.sent));
    });
  return (
    <div className="letter">
      <strong>{texts.unfinished(message ?? subject ?? "", moment(begunAt))}</strong>
      <p>{texts.begunBefore(total - left, total)}</p>
      {problem !== undefined && <Letter title={state.undone} text={problem} />}
      {under === undefined ? (
        <button type="button" onClick={goOn}>
          {texts.goOn}
        </button>
      ) : (
        <SendingProgress {...under} />
      )}
    </div>
  );
}
