import { useProject } from "../api/queries.ts";
import { Choice, sameLabel } from "../parts/choice.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { LetterText } from "./draft-of.ts";

/** The mail that one writes. */
export function LetterFields({
  letter,
  set,
}: {
  readonly letter: LetterText;
  readonly set: (letter: LetterText) => void;
}) {
  const { message: texts } = useTexts();
  const coupons = useProject().data?.coupons ?? [];
  return (
    <>
      <label className="field">
        <span>{texts.subject}</span>
        <input
          required
          maxLength={200}
          value={letter.subject}
          onChange={({ target }) => set({ ...letter, subject: target.value })}
        />
      </label>
      <label className="field">
        <span>{texts.text}</span>
        <textarea
          required
          rows={8}
          maxLength={5_000}
          value={letter.text}
          onChange={({ target }) => set({ ...letter, text: target.value })}
        />
      </label>
      {coupons.length > 0 && (
        <Choice
          label={texts.coupon}
          none={texts.noCoupon}
          value={letter.coupon}
          options={sameLabel(coupons)}
          choose={(coupon) => set({ ...letter, coupon })}
        />
      )}
    </>
  );
}
