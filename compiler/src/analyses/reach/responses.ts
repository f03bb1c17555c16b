import { type Act, type Step, type TextLiteral, visitAll } from "@trajet/grammar";
import type { AnyMessage } from "../../model/messages.ts";
import type { Place } from "../flow/unfold.ts";
import type { Subject } from "../subject.ts";

/** Warns of what nobody can do with a message: open a text, click where there is no link, answer what is sent only later. */
export function checkResponses(subject: Subject): void {
  visitAll(subject.journey, (node) => {
    if (node.kind === "Act") checkAct(node, subject);
  });
  checkAnswers(subject);
}

function checkAct(act: Act, subject: Subject): void {
  if ((act.verb !== "open" && act.verb !== "click") || act.message === undefined) return;
  const message = subject.project.symbols.messages.get(act.message.text);
  const params = { message: act.message.text };
  if (act.verb === "open" && message?.kind === "Sms") subject.report("TJ4226", act.span, params);
  if (act.verb !== "click" || message === undefined || act.link !== undefined) return;
  if (!mayHaveLinks(message, subject)) subject.report("TJ4227", act.span, params);
}

/** Where a template prints what it is given there may be an address in it. */
function mayHaveLinks(message: AnyMessage, { project }: Subject): boolean {
  if (message.kind === "Survey" || message.kind === "Message" || message.parameters.length > 0) return true;
  return message.items.some((item) => {
    if (item.kind === "Link") return true;
    if (item.kind !== "Body" && item.kind !== "TextBody") return false;
    const text = item.kind === "Body" && item.file ? fileText(item.text, project) : item.text?.value;
    return text === undefined || /https?:|href|link|url|\{\{\{|\{\{>/i.test(text);
  });
}

function fileText(path: TextLiteral | undefined, project: Subject["project"]): string | undefined {
  return path === undefined ? undefined : project.readFile(path.value);
}

/** A survey that this journey sends, but on no path before the wait for its answer. */
function checkAnswers({ flow, file, report }: Subject): void {
  const sent = new Set(flow.places.flatMap(({ step }) => surveyOf(step) ?? []));
  const waits = flow.places.filter(({ step }) => step?.kind === "Wait");
  if (sent.size === 0 || waits.length === 0) return;
  const before = sentBefore(flow.places, flow.first);
  const answered = new Set<string>();
  for (const place of waits) {
    for (const act of answersIn(place)) {
      const name = act.survey?.text ?? "";
      if (before[place.index]?.has(name)) answered.add(`${act.span.start} ${name}`);
    }
  }
  for (const place of waits) {
    for (const act of answersIn(place)) {
      const name = act.survey?.text ?? "";
      if (before[place.index] === undefined || !sent.has(name) || answered.has(`${act.span.start} ${name}`))
        continue;
      report("TJ4228", place.file === file ? act.span : place.own, { survey: name });
    }
  }
}

function surveyOf(step: Step | undefined): string | undefined {
  return step?.kind === "Send" && step.channel === "survey" ? step.message?.text : undefined;
}

function answersIn({ ways }: Place): readonly Extract<Act, { verb: "answer" }>[] {
  return ways.flatMap(({ how }) =>
    how.kind === "happened"
      ? how.triggers.flatMap(({ act, negated }) => (act.verb === "answer" && !negated ? [act] : []))
      : [],
  );
}

/** The surveys that some path to each place has sent. */
function sentBefore(places: readonly Place[], first: number): readonly (ReadonlySet<string> | undefined)[] {
  const sent: (ReadonlySet<string> | undefined)[] = places.map(() => undefined);
  sent[first] = new Set();
  for (let index = first; index > 0; index--) {
    const [place, before] = [places[index], sent[index]];
    if (place === undefined || before === undefined) continue;
    const survey = surveyOf(place.step);
    const after = survey === undefined || before.has(survey) ? before : new Set([...before, survey]);
    for (const { to } of place.ways) sent[to] = sent[to]?.union(after) ?? after;
  }
  return sent;
}
