import type { SmsMessage } from "@trajet/compiler/program";
import { SegmentedMessage } from "sms-segments-calculator";
import { filling } from "./filling.ts";
import { RenderError, type RenderInput } from "./message.ts";

export interface RenderedSms {
  readonly text: string;
  /** Parts in which it goes over the air: of 160 or 153 characters, or of 70 or 67 where one is not in GSM 03.38. */
  readonly segments: number;
}

/** What providers take at most; Twilio answers a longer one with 21617. */
const LONGEST = 1_600;
/** All but the line break and the tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Makes the text message for one contact; nothing in it is made harmless for HTML. Throws a `RenderError` as a mail does,
 * and for a text that is empty or too long.
 */
export function renderSms(message: SmsMessage, input: RenderInput): RenderedSms {
  return filling(message, input, (made) => {
    const text = made.text(message.text).replace(CONTROLS, "").trim();
    if (text === "") throw new RenderError(`the message ${input.messageName} has no text`);
    if (text.length > LONGEST) {
      throw new RenderError(
        `the message ${input.messageName} has ${text.length} characters; a text message has at most ${LONGEST}`,
      );
    }
    return { text, segments: new SegmentedMessage(text).segmentsCount };
  });
}
