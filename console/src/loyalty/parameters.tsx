import { useProject } from "../api/queries.ts";
import type { MessageView } from "../api/shapes.ts";
import { Choice, sameLabel } from "../parts/choice.tsx";
import { useTexts } from "../texts/texts.tsx";

interface Props {
  readonly message: MessageView;
  readonly args: Readonly<Record<string, string>>;
  readonly set: (args: Readonly<Record<string, string>>) => void;
}

const INPUTS: Readonly<Record<string, string>> = {
  number: "number",
  date: "date",
  time: "time",
  moment: "datetime-local",
};

/** What a message of the project needs to be told, each by a field of its type. */
export function Parameters({ message, args, set }: Props) {
  const { message: texts } = useTexts();
  const { timezone = "" } = useProject().data ?? {};
  return message.parameters.map(({ name, type, optional, values }) => {
    const value = args[name] ?? "";
    const change = (next: string) => set({ ...args, [name]: next });
    const choices = type === "boolean" ? ["true", "false"] : values;
    if (choices !== undefined)
      return (
        <Choice key={name} label={name} none="–" value={value} options={sameLabel(choices)} choose={change} />
      );
    const hint = texts.hints[type]?.(timezone) ?? type;
    return (
      <label className="field" key={name}>
        <span>
          {name} <small className="quiet">{optional ? `${hint}, ${texts.optional}` : hint}</small>
        </span>
        <input
          type={INPUTS[type] ?? "text"}
          {...(type === "number" && { step: "any" })}
          value={value}
          onChange={({ target }) => change(target.value)}
        />
      </label>
    );
  });
}
