import { type SubmitEvent, useState } from "react";
import type { SignedIn } from "../api/shapes.ts";
import { Letter } from "../parts/states.tsx";
import { useTexts } from "../texts/texts.tsx";
import { withKey } from "./with-key.ts";

interface Props {
  readonly project: string;
  /** What the provider of identities is called. */
  readonly provider: string | null;
  readonly enter: (signedIn: SignedIn) => void;
}

export function Login({ project, provider, enter }: Props) {
  const { login } = useTexts();
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<string>();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    withKey(key).then(enter, (error: Error) => setProblem(error.message));
  };
  return (
    <main className="login">
      <form className="card" onSubmit={submit}>
        <h1>
          {login.title} <small>{login.intro(project)}</small>
        </h1>
        {problem !== undefined && <Letter title={login.failed} text={problem} />}
        <label className="field">
          <span>{login.key}</span>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={key}
            onChange={({ target }) => setKey(target.value)}
            aria-describedby="key-help"
          />
        </label>
        <p className="quiet" id="key-help">
          {login.keyHelp}
        </p>
        <button type="submit" className="primary">
          {login.submit}
        </button>
        {provider !== null && (
          <a className="button" href="/console/api/oidc/start">
            {login.provider(provider)}
          </a>
        )}
      </form>
    </main>
  );
}
