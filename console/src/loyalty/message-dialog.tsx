import { type SubmitEvent, useState } from "react";
import { useProject } from "../api/queries.ts";
import type { MessageView } from "../api/shapes.ts";
import { Choice } from "../parts/choice.tsx";
import { Modal } from "../parts/modal.tsx";
import { useNotice } from "../parts/notices.tsx";
import { Letter, Nothing } from "../parts/states.tsx";
import { useTexts } from "../texts/texts.tsx";
import { draftOf } from "./draft-of.ts";
import { LetterFields, type LetterText } from "./letter-fields.tsx";
import { Preview } from "./preview.tsx";
import type { Draft, Recipient } from "./sending.ts";
import { useSending } from "./use-sending.ts";

interface Props {
  readonly to: readonly Recipient[];
  readonly audience: string;
  readonly close: () => void;
}

type Kind = Draft["kind"];

/** One message to one customer, or to each of some: composed or of the project, looked at first, through all sending rules. */
export function MessageDialog({ to, audience, close }: Props) {
  const { message: texts } = useTexts();
  const messages = (useProject().data?.messages ?? []).filter((one) => one.audience === audience);
  const canCompose = messages.some(({ channel }) => channel === "email");
  const [kind, setKind] = useState<Kind>("declared");
  const [name, setName] = useState<string>();
  const [args, setArgs] = useState<Readonly<Record<string, string>>>({});
  const [letter, setLetter] = useState<LetterText>({ subject: "", text: "", coupon: "" });
  const chosen = messages.find((one) => one.name === name) ?? messages[0];
  const channel = kind === "letter" ? "email" : chosen?.channel;
  const draft = draftOf(kind, chosen, args, letter);
  const kinds = [
    { value: "declared", label: texts.declared },
    { value: "letter", label: texts.compose },
  ] as const;
  return (
    <Modal open close={close} title={texts.title(to.length, to[0]?.name ?? "")} wide>
      {chosen === undefined ? (
        <Nothing>{texts.noMessages}</Nothing>
      ) : (
        <div className="composer">
          <div>
            {canCompose && (
              <Choice
                label={texts.kind}
                value={kind}
                options={kinds}
                choose={(next) => setKind(next as Kind)}
              />
            )}
            {kind === "declared" ? (
              <>
                <Choice
                  label={texts.which}
                  value={chosen.name}
                  options={messages.map((one) => ({ value: one.name, label: one.name }))}
                  choose={setName}
                />
                <Parameters message={chosen} args={args} set={setArgs} />
              </>
            ) : (
              <LetterFields letter={letter} set={setLetter} />
            )}
          </div>
          {draft !== undefined && to[0] !== undefined && (
            <Preview draft={draft} to={to[0]} channel={channel} />
          )}
        </div>
      )}
      <Sending key={JSON.stringify(draft)} draft={draft} to={to} close={close} />
    </Modal>
  );
}

interface ParametersProps {
  readonly message: MessageView;
  readonly args: Readonly<Record<string, string>>;
  readonly set: (args: Readonly<Record<string, string>>) => void;
}

function Parameters({ message, args, set }: ParametersProps) {
  const { message: texts } = useTexts();
  return message.parameters.map(({ name, type, optional }) => (
    <label className="field" key={name}>
      <span>
        {name} <small className="quiet">{optional ? `${type}, ${texts.optional}` : type}</small>
      </span>
      <input value={args[name] ?? ""} onChange={({ target }) => set({ ...args, [name]: target.value })} />
    </label>
  ));
}

interface SendingProps {
  readonly draft: Draft | undefined;
  readonly to: readonly Recipient[];
  readonly close: () => void;
}

function Sending({ draft, to, close }: SendingProps) {
  const { message: texts, dialog, state } = useTexts();
  const notice = useNotice();
  const { check, send, checked, progress, problem } = useSending(draft, to);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send().then((report) => {
      if (report === undefined) return;
      notice(texts.sent(report.sent.length));
      if (report.refused.length === 0) close();
    });
  };
  return (
    <form onSubmit={submit}>
      {problem !== undefined && <Letter title={state.failed} text={problem} />}
      {checked !== undefined && (
        <div role="status">
          <p>{checked.done ? texts.sent(checked.sent.length) : texts.wouldSend(checked.sent.length)}</p>
          {checked.refused.length > 0 && (
            <>
              <p>{(checked.done ? texts.refused : texts.wouldRefuse)(checked.refused.length)}</p>
              <ul className="refusals">
                {checked.refused.map(({ contact, reason }) => (
                  <li key={contact}>
                    <strong>{contact}</strong> {reason}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {progress !== undefined && (
        <p role="status">
          <progress max={to.length} value={progress} aria-label={texts.sending(progress, to.length)} />{" "}
          {texts.sending(progress, to.length)}
        </p>
      )}
      <div className="buttons">
        <button type="button" onClick={close}>
          {checked?.done === true ? dialog.close : dialog.cancel}
        </button>
        <button
          type="button"
          disabled={draft === undefined || progress !== undefined}
          onClick={() => void check()}
        >
          {texts.check}
        </button>
        <button
          type="submit"
          className="primary"
          disabled={draft === undefined || progress !== undefined || checked?.done === true}
        >
          {texts.send(to.length)}
        </button>
      </div>
    </form>
  );
}
