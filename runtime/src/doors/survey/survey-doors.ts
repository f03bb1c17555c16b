import type { FastifyInstance, FastifyReply } from "fastify";
import { localeOf } from "../../rendering/locale.ts";
import type { SurveyView } from "../../store/gateway.ts";
import { escaped, pageOf, sendPage } from "../page.ts";
import type { DoorPorts } from "../ports.ts";
import { UNKNOWN } from "../unsubscribe-page.ts";
import { surveyForm } from "./form.ts";
import { type Mistake, readAnswers } from "./read-answers.ts";
import { surveyWords } from "./words.ts";

interface Link {
  readonly Params: { readonly token: string };
  readonly Body: URLSearchParams | undefined;
}

const LARGEST_FORM = 256 * 1024;
const NOTHING = new URLSearchParams();

/**
 * `/s/{token}`: the questions of one sending of a survey. Asking for the page changes nothing; the form takes the answers
 * in, once. Signed, without a key.
 */
export function surveyDoors(app: FastifyInstance, { signer, gateway }: DoorPorts): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: LARGEST_FORM },
    async (_request: unknown, body: string | Buffer) => new URLSearchParams(String(body)),
  );
  const surveyOf = async (token: string) => {
    const sending = signer.verifySurvey(token);
    const view = sending && (await gateway.survey(sending));
    return sending && view && { sending, view };
  };
  app.get<Link>("/s/:token", { schema: { hide: true } }, async ({ params }, reply) => {
    const asked = await surveyOf(params.token);
    if (asked === undefined) return sendPage(reply, 404, UNKNOWN);
    return asked.view.answered ? sayAlready(reply, asked.view) : ask(reply, asked.view, 200);
  });
  app.post<Link>("/s/:token", { schema: { hide: true } }, async ({ params, body = NOTHING }, reply) => {
    const asked = await surveyOf(params.token);
    if (asked === undefined) return sendPage(reply, 404, UNKNOWN);
    const { sending, view } = asked;
    if (view.answered) return sayAlready(reply, view);
    const { answers, mistakes } = readAnswers(view.questions, body, view.zone);
    if (mistakes.size > 0) return ask(reply, view, 422, body, mistakes);
    const { result } = await gateway.putAnswers(sending, answers);
    // Two forms that were sent at once: the first one counts.
    return result === "unchanged" ? sayAlready(reply, view) : sayThanks(reply, view);
  });
}

const wordsOf = ({ language, country }: SurveyView) => surveyWords(localeOf(language, country));

function ask(
  reply: FastifyReply,
  view: SurveyView,
  status: number,
  given = NOTHING,
  mistakes: ReadonlyMap<string, Mistake> = new Map(),
): FastifyReply {
  const { lang, words } = wordsOf(view);
  const content = surveyForm({ questions: view.questions, words, given, mistakes });
  return sendPage(reply, status, pageOf({ lang, title: view.title, content }));
}

function sayThanks(reply: FastifyReply, view: SurveyView): FastifyReply {
  const { lang, words } = wordsOf(view);
  const content = `<p role="status">${escaped(words.received)}</p>`;
  return sendPage(reply, 200, pageOf({ lang, title: words.thanks, content }));
}

function sayAlready(reply: FastifyReply, view: SurveyView): FastifyReply {
  const { lang, words } = wordsOf(view);
  const content = `<p role="status">${escaped(words.first)}</p>`;
  return sendPage(reply, 200, pageOf({ lang, title: words.already, content }));
}
