import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refused } from "./api/ask.ts";
import { Notices } from "./parts/notices.tsx";
import { applyTheme, storedTheme } from "./parts/theme.ts";
import { router } from "./router.tsx";
import { SessionGate } from "./session/session.tsx";
import { TextsProvider } from "./texts/texts.tsx";
import "../../theme/theme.css";
import "./styles/page.css";
import "./styles/controls.css";
import "./styles/lists.css";
import "./styles/dialogs.css";
import "./styles/views.css";
import "./styles/map.css";

applyTheme(storedTheme());

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      retry: (count, error) => !(error instanceof Refused) && count < 2,
    },
  },
});
// A session that has ended, or a key that was revoked: back to the way in.
client.getQueryCache().subscribe(({ query }) => {
  const { error } = query.state;
  if (error instanceof Refused && error.status === 401 && query.queryKey[0] !== "session")
    void client.invalidateQueries({ queryKey: ["session"] });
});

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no place for the console");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <TextsProvider>
          <Notices>
            <SessionGate>
              <RouterProvider router={router} />
            </SessionGate>
          </Notices>
        </TextsProvider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
