import { useId } from "react";

interface Props<T extends string> {
  readonly label: string;
  readonly value: T | "";
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** What stands for none of them; without it one is always chosen. */
  readonly none?: string;
  readonly choose: (value: T | "") => void;
}

/** One of some; the browser's own list, which every phone and screen reader knows. */
export function Choice<T extends string>({ label, value, options, none, choose }: Props<T>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => choose(target.value as T | "")}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export const sameLabel = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
