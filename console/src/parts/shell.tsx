import { Link, Outlet } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useProject } from "../api/queries.ts";
import { useSession } from "../session/session.tsx";
import { type Language, useLanguage, useTexts } from "../texts/texts.tsx";
import { Choice } from "./choice.tsx";
import { applyTheme, storedTheme, type Theme } from "./theme.ts";

/** What stands around every page. */
export function Shell() {
  const { skip, nav } = useTexts();
  const { project } = useSession();
  const { mailbox } = useProject().data ?? {};
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {skip}
      </a>
      <header>
        <p className="brand">
          <span aria-hidden="true" className="mark" />
          Trajet <span className="quiet">{project}</span>
        </p>
        <nav aria-label={nav.label}>
          <Link to="/journeys">{nav.journeys}</Link>
          <Link to="/contacts">{nav.contacts}</Link>
          <Link to="/loyalty">{nav.loyalty}</Link>
          <Link to="/gallery">{nav.gallery}</Link>
          <Link to="/operation">{nav.operation}</Link>
          <Link to="/audit">{nav.audit}</Link>
          {mailbox != null && (
            <a href={mailbox} target="_blank" rel="noreferrer" title={nav.newPage}>
              {nav.mailbox} <span aria-hidden="true">↗</span>
            </a>
          )}
        </nav>
        <Settings />
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function Settings() {
  const { settings } = useTexts();
  const { session, signOut } = useSession();
  const { language, speak } = useLanguage();
  const [theme, setTheme] = useState<Theme>(storedTheme);
  useEffect(() => applyTheme(theme), [theme]);
  const themes = (["auto", "light", "dark"] as const).map((value) => ({ value, label: settings[value] }));
  const languages = [
    { value: "en", label: "English" },
    { value: "fr", label: "Français" },
  ] as const;
  return (
    <div className="settings">
      <p className="quiet">
        {settings.signedInAs(session.name)}
        {session.role === "read" && <>, {settings.readOnly}</>}
      </p>
      <Choice
        label={settings.theme}
        value={theme}
        options={themes}
        choose={(next) => setTheme(next as Theme)}
      />
      <Choice
        label={settings.language}
        value={language}
        options={languages}
        choose={(next) => speak(next as Language)}
      />
      <button type="button" onClick={signOut}>
        {settings.signOut}
      </button>
    </div>
  );
}
