/** What a survey's page says by itself, in the language of the contact; the questions are the author's. */
export interface SurveyWords {
  readonly send: string;
  readonly optional: string;
  readonly yes: string;
  readonly no: string;
  /** A question without an answer. */
  readonly missing: string;
  /** An answer that is none. */
  readonly wrong: string;
  /** Before the list of those. */
  readonly problems: string;
  readonly thanks: string;
  readonly received: string;
  readonly already: string;
  readonly first: string;
}

const WORDS: Readonly<Record<string, SurveyWords>> = {
  en: {
    send: "Send answers",
    optional: "optional",
    yes: "Yes",
    no: "No",
    missing: "Please answer this question.",
    wrong: "Please check this answer.",
    problems: "Please look at these questions again:",
    thanks: "Thank you!",
    received: "Your answers have arrived. You can close this page.",
    already: "You have answered already",
    first: "Thank you. Your first answers count; nothing has been changed.",
  },
  de: {
    send: "Antworten absenden",
    optional: "freiwillig",
    yes: "Ja",
    no: "Nein",
    missing: "Bitte beantworten Sie diese Frage.",
    wrong: "Bitte prüfen Sie diese Antwort.",
    problems: "Bitte sehen Sie diese Fragen noch einmal an:",
    thanks: "Vielen Dank!",
    received: "Ihre Antworten sind angekommen. Sie können diese Seite schließen.",
    already: "Sie haben schon geantwortet",
    first: "Vielen Dank. Ihre ersten Antworten zählen; es wurde nichts geändert.",
  },
  es: {
    send: "Enviar respuestas",
    optional: "opcional",
    yes: "Sí",
    no: "No",
    missing: "Responda a esta pregunta.",
    wrong: "Revise esta respuesta.",
    problems: "Revise estas preguntas:",
    thanks: "¡Gracias!",
    received: "Hemos recibido sus respuestas. Puede cerrar esta página.",
    already: "Ya ha respondido",
    first: "Gracias. Cuentan sus primeras respuestas; no se ha cambiado nada.",
  },
  fr: {
    send: "Envoyer les réponses",
    optional: "facultatif",
    yes: "Oui",
    no: "Non",
    missing: "Veuillez répondre à cette question.",
    wrong: "Veuillez vérifier cette réponse.",
    problems: "Veuillez revoir ces questions :",
    thanks: "Merci !",
    received: "Vos réponses sont arrivées. Vous pouvez fermer cette page.",
    already: "Vous avez déjà répondu",
    first: "Merci. Vos premières réponses comptent ; rien n’a été changé.",
  },
  it: {
    send: "Invia le risposte",
    optional: "facoltativo",
    yes: "Sì",
    no: "No",
    missing: "Risponda a questa domanda.",
    wrong: "Controlli questa risposta.",
    problems: "Riveda queste domande:",
    thanks: "Grazie!",
    received: "Le sue risposte sono arrivate. Può chiudere questa pagina.",
    already: "Ha già risposto",
    first: "Grazie. Valgono le sue prime risposte; non è stato cambiato nulla.",
  },
  nl: {
    send: "Antwoorden versturen",
    optional: "niet verplicht",
    yes: "Ja",
    no: "Nee",
    missing: "Beantwoord deze vraag.",
    wrong: "Controleer dit antwoord.",
    problems: "Kijk nog eens naar deze vragen:",
    thanks: "Bedankt!",
    received: "Uw antwoorden zijn aangekomen. U kunt deze pagina sluiten.",
    already: "U hebt al geantwoord",
    first: "Bedankt. Uw eerste antwoorden tellen; er is niets veranderd.",
  },
  pt: {
    send: "Enviar respostas",
    optional: "opcional",
    yes: "Sim",
    no: "Não",
    missing: "Responda a esta pergunta.",
    wrong: "Verifique esta resposta.",
    problems: "Reveja estas perguntas:",
    thanks: "Obrigado!",
    received: "As suas respostas chegaram. Pode fechar esta página.",
    already: "Já respondeu",
    first: "Obrigado. Contam as suas primeiras respostas; nada foi alterado.",
  },
};

const ENGLISH = WORDS.en as SurveyWords;

/** Those of a locale's language, or English. */
export function surveyWords(locale: string): { readonly lang: string; readonly words: SurveyWords } {
  const lang = new Intl.Locale(locale).language;
  const words = Object.hasOwn(WORDS, lang) ? WORDS[lang] : undefined;
  return words === undefined ? { lang: "en", words: ENGLISH } : { lang, words };
}
