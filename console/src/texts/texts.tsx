import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useProject } from "../api/queries.ts";
import { en, type Texts } from "./en.ts";
import { type Formats, formatsOf, localeOf } from "./formats.ts";

export type Language = "en" | "fr";

interface Spoken {
  readonly texts: Texts;
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

const STORED = "trajet-language";
const Speech = createContext<Spoken>({ texts: en, language: "en", speak: () => undefined });

/** The texts in the reader's language: the chosen one, or else the browser's. French is fetched when it is needed. */
export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [french, setFrench] = useState<Texts>();
  useEffect(() => {
    document.documentElement.lang = language;
    if (language === "fr") void import("./fr.ts").then(({ fr }) => setFrench(fr));
  }, [language]);
  const texts = language === "fr" ? french : en;
  if (texts === undefined) return null;
  const speak = (next: Language) => {
    localStorage.setItem(STORED, next);
    setLanguage(next);
  };
  return <Speech value={{ texts, language, speak }}>{children}</Speech>;
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED) ?? navigator.language;
  return stored.startsWith("fr") ? "fr" : "en";
}

export const useTexts = (): Texts => useContext(Speech).texts;
export const useLanguage = () => useContext(Speech);

/** Numbers, moments and money as the reader writes them. */
export function useFormats(): Formats {
  const { language } = useLanguage();
  // Periods begin and end in the project's zone, wherever the reader is.
  const { timezone } = useProject().data ?? {};
  return formatsOf(localeOf(language, navigator.languages), timezone);
}
