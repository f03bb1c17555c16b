import { expect, it } from "vitest";
import { surveyWords } from "../../../../runtime/src/doors/survey/words.ts";

it.each([
  ["fr-CH", "fr", "Envoyer les réponses"],
  ["de", "de", "Antworten absenden"],
  ["ja", "en", "Send answers"],
  ["en-GB", "en", "Send answers"],
])("a reader of %s gets the page in %s", (locale, lang, send) => {
  expect(surveyWords(locale)).toMatchObject({ lang, words: { send } });
});
