import { sql } from "kysely";
import type { Json } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { presentId } from "./contact-lookup.ts";
import type { PutResult, SurveySending, SurveyView } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import type { ProgramShelf } from "./programs.ts";
import { isKnown } from "./put-event.ts";

interface Row {
  readonly program: string;
  readonly message: string;
  readonly subject: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly timezone: string | null;
  readonly answered: boolean;
}

/** One sending of a survey, as its page shows it: by the program of the run that sent it, whatever the text says by now. */
export async function surveyView(
  ingest: Ingest,
  shelf: ProgramShelf,
  sending: SurveySending,
): Promise<SurveyView | undefined> {
  const { contact, run, step, visit } = sending;
  if (!Number.isSafeInteger(visit)) return undefined;
  const { rows } = await sql<Row>`
    select r.program, e.message, e.request->>'subject' as subject, c.fields->>'language' as language,
      c.fields->>'country' as country, c.fields->>'timezone' as timezone,
      exists (select from event where id = ${answersId(sending)}) as answered
    from effect e join run r on r.id = e.run join contact c on c.id = e.contact
    where e.run = ${run} and e.step = ${step} and e.visit = ${visit} and e.contact = ${presentId(contact)}`.execute(
    ingest.db,
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  await shelf.fetch(ingest.db, [row.program]);
  const { program } = shelf.get(row.program);
  const message = program.messages[row.message];
  if (message?.form !== "survey") return undefined;
  return {
    survey: row.message,
    title: row.subject ?? row.message,
    questions: message.questions,
    language: row.language,
    country: row.country,
    zone: row.timezone ?? program.timezone,
    answered: row.answered,
  };
}

/** Takes in the answers to one sending of a survey, once: what is sent later changes nothing. */
export async function putAnswers(
  ingest: Ingest,
  shelf: ProgramShelf,
  sending: SurveySending,
  answers: { readonly [question: string]: Json },
): Promise<PutResult> {
  const view = await surveyView(ingest, shelf, sending);
  if (view === undefined) return { result: "rejected", reason: "there is no such sending of a survey" };
  const { contact } = sending;
  const id = answersId(sending);
  const written = await ingest.onContact(contact, async ({ draft }, tx) => {
    if (await isKnown(tx, id)) return false;
    receive(draft, {
      id,
      key: `answer:${view.survey}`,
      at: draft.now,
      body: { answer: answers },
      cause: null,
      depth: 0,
    });
    return true;
  });
  return { result: written === true ? "written" : "unchanged", contact };
}

const answersId = ({ run, step, visit }: SurveySending): string => `answers:${run}/${step}/${visit}`;
