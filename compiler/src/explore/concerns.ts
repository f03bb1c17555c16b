import { HOUR, inUnits } from "../analyses/flow/amounts.ts";
import type { Subject } from "../analyses/subject.ts";
import { type AnyMessage, channelOf } from "../model/messages.ts";
import { messagesOn, type Path, type Stop } from "./paths.ts";

/** Something on a path that its author may not have meant. */
export interface Concern {
  readonly kind: "after unsubscribing" | "close together" | "no message";
  readonly says: string;
  /** The step at which it shows; none where it is about the whole path. */
  readonly stop: Stop | undefined;
}

/** What breaks the rules of good manners on a path. */
export function concernsOf(path: Path, subject: Pick<Subject, "project">): readonly Concern[] {
  const sent = messagesOn(path, subject);
  if (sent.length === 0)
    return [{ kind: "no message", says: "It ends without any message.", stop: undefined }];
  return [...afterUnsubscribing(path, sent), ...closeTogether(path, sent)];
}

type Sent = ReturnType<typeof messagesOn>;

const nameOf = (message: AnyMessage): string => message.name?.text ?? "";

/** The engine refuses them: whoever wrote the step does not know it. */
function afterUnsubscribing({ stops }: Path, sent: Sent): readonly Concern[] {
  return sent.flatMap(({ stop, message, marketing }) => {
    if (!marketing) return [];
    const channel = channelOf(message);
    const before = stops.slice(0, stops.indexOf(stop)).findLast((earlier) => leaves(earlier, channel));
    if (before === undefined) return [];
    const says = `${nameOf(message)} comes after unsubscribing from ${channel}: it is refused.`;
    return [{ kind: "after unsubscribing", says, stop } as const];
  });
}

/** Whether the contact is unsubscribed there: by the step, or by what the wait was for. */
function leaves({ place, way }: Stop, channel: string): boolean {
  const { step } = place;
  if (step?.kind === "Unsubscribe") return (step.channel?.text ?? "email") === channel;
  if (way.how.kind !== "happened") return false;
  return way.how.triggers.every(
    ({ act, negated }) =>
      !negated && act.verb === "unsubscribe" && (act.channel?.text ?? "email") === channel,
  );
}

/** Of marketing messages: a receipt and a reminder come when they are due. */
function closeTogether({ stops }: Path, all: Sent): readonly Concern[] {
  const sent = all.filter(({ marketing }) => marketing);
  return sent.slice(1).flatMap(({ stop, message }, index) => {
    const before = sent[index];
    if (before === undefined) return [];
    const least = stop.least - before.stop.least;
    if (least >= HOUR) return [];
    const between = stops.slice(stops.indexOf(before.stop), stops.indexOf(stop));
    const depends = between.some(({ way }) => way.pass.kind !== "none" && way.pass.kind !== "for");
    const apart = least === 0 ? "at the same time as" : `${inUnits(least)} after`;
    const says = `${nameOf(message)} ${depends ? "can come" : "comes"} ${apart} ${nameOf(before.message)}.`;
    return [{ kind: "close together", says, stop } as const];
  });
}
