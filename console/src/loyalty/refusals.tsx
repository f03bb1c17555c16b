import type { Progress } from "../api/shapes.ts";
import { ContactLink } from "../contacts/contact-link.tsx";
import { useTexts } from "../texts/texts.tsx";

interface Props {
  readonly refused: Progress["refused"];
  readonly done: boolean;
}

/** Who gets nothing: counted by the reason, with some of them by name. */
export function Refusals({ refused, done }: Props) {
  const { message: texts } = useTexts();
  if (refused.length === 0) return null;
  const all = refused.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <p>{(done ? texts.refused : texts.wouldRefuse)(all)}</p>
      <ul className="refusals">
        {refused.map(({ reason, count, contacts }) => (
          <li key={reason}>
            <strong>{count}</strong> {reason}
            <small className="quiet">
              {contacts.map((id) => (
                <ContactLink key={id} id={id} />
              ))}
              {count > contacts.length && "…"}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
