import { useState } from "react";
import { useProject } from "../api/queries.ts";
import { Choice } from "../parts/choice.tsx";
import { Modal } from "../parts/modal.tsx";
import { Nothing } from "../parts/states.tsx";
import { useTexts } from "../texts/texts.tsx";
import { draftOf, type LetterText } from "./draft-of.ts";
import { LetterFields } from "./letter-fields.tsx";
import { Parameters } from "./parameters.tsx";
import { Preview } from "./preview.tsx";
import { SendForm } from "./send-form.tsx";
import { countOf, type Draft, firstOf, type To } from "./sending.ts";

interface Props {
  readonly to: To;
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
  const first = firstOf(to);
  const draft = draftOf(kind, chosen, args, letter);
  const kinds = [
    { value: "declared", label: texts.declared },
    { value: "letter", label: texts.compose },
  ] as const;
  return (
    <Modal open close={close} title={texts.title(countOf(to), first?.name ?? "")} wide>
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
          {draft !== undefined && first !== undefined ? (
            <Preview draft={draft} to={first} channel={channel} />
          ) : (
            <Nothing>{texts.noPreview}</Nothing>
          )}
        </div>
      )}
      <SendForm key={JSON.stringify(draft)} draft={draft} to={to} audience={audience} close={close} />
    </Modal>
  );
}
