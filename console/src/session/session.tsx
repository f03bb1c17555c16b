import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { ask, keepToken } from "../api/ask.ts";
import type { SessionView, SignedIn } from "../api/shapes.ts";
import { Failed, Loading } from "../parts/states.tsx";
import { Login } from "./login.tsx";
import { withKey } from "./with-key.ts";

interface Current {
  readonly project: string;
  readonly session: SessionView;
  readonly signOut: () => void;
}

const CurrentSession = createContext<Current | undefined>(undefined);

/** Who is signed in. */
export function useSession(): Current {
  const current = useContext(CurrentSession);
  if (current === undefined) throw new Error("nobody is signed in here");
  return current;
}

/** Whether whoever is signed in may change what a group of doors is about. */
export function useMayWrite(door: string): boolean {
  const { scopes } = useSession().session;
  return scopes.includes("write") || scopes.includes(`write:${door}`);
}

const SESSION = ["session"];

/** The pages for those who are signed in; the way in for all others. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [handed, setHanded] = useState(handedKey);
  const [isLeaving, setLeaving] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: SESSION,
    queryFn: () => (handed === undefined ? ask<SignedIn>("/console/api/session") : withKey(handed)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (data !== undefined) keepToken(data.session?.csrf ?? "");
  }, [data]);
  if (error !== null && handed !== undefined)
    return (
      <Failed
        error={error}
        retry={() => {
          setHanded(undefined);
          void refetch();
        }}
      />
    );
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const { project, session, provider } = data;
  const enter = (next: SignedIn) => {
    // What the one before has seen is not for the next one.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
    keepToken(next.session?.csrf ?? "");
    client.setQueryData(SESSION, next);
  };
  if (session === null) return <Login project={project} provider={provider ?? null} enter={enter} />;
  keepToken(session.csrf);
  const signOut = () => {
    setLeaving(true);
    void ask<SignedIn>("/console/api/logout", { method: "POST" })
      .then(enter, () => refetch())
      .finally(() => setLeaving(false));
  };
  // Nothing is asked any more by one who leaves.
  if (isLeaving) return <Loading />;
  return <CurrentSession value={{ project, session, signOut }}>{children}</CurrentSession>;
}

/** The key in the address that `trajet dev` prints: taken, and taken out of the address at once. */
function handedKey(): string | undefined {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return key;
}
