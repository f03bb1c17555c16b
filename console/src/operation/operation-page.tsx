import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { useHealth, useLetters, useStuck } from "../api/queries.ts";
import type { Check, Stuck } from "../api/shapes.ts";
import { ContactLink } from "../contacts/contact-link.tsx";
import { useNotice } from "../parts/notices.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Letter, Loaded, Nothing } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useTexts } from "../texts/texts.tsx";
import { LettersTable } from "./letters-table.tsx";

/** How the project does, and doing again what could not be done. */
export function OperationPage() {
  const { operation: texts } = useTexts();
  return (
    <>
      <PageTitle title={texts.title} />
      <section>
        <h2>{texts.health}</h2>
        <Loaded query={useHealth()}>{(checks) => <Checks checks={checks} />}</Loaded>
      </section>
      <section>
        <h2>{texts.stuck}</h2>
        <Loaded query={useStuck()}>
          {(stuck) =>
            stuck.length === 0 ? <Nothing>{texts.noStuck}</Nothing> : <StuckTable stuck={stuck} />
          }
        </Loaded>
      </section>
      <section>
        <h2>{texts.letters}</h2>
        <Loaded query={useLetters()}>
          {(letters) =>
            letters.length === 0 ? <Nothing>{texts.noLetters}</Nothing> : <LettersTable letters={letters} />
          }
        </Loaded>
      </section>
    </>
  );
}

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const { operation: texts } = useTexts();
  return (
    <ul className="checks">
      {checks.map(({ name, status, detail, fix }) => (
        <li key={name}>
          <span className={`status ${status}`}>{texts.statuses[status]}</span> <strong>{name}</strong>{" "}
          {detail}
          {fix !== undefined && <small className="quiet">{withCode(fix)}</small>}
        </li>
      ))}
    </ul>
  );
}

/** What stands between backticks, as a command to copy. */
function withCode(text: string) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
      <code key={index}>{part}</code>
    ) : (
      part
    ),
  );
}

function StuckTable({ stuck }: { readonly stuck: readonly Stuck[] }) {
  const { operation: texts, state } = useTexts();
  const columns = texts.stuckColumns;
  const client = useQueryClient();
  const notice = useNotice();
  const mayRetry = useMayWrite("operation");
  const { mutate, error, isPending } = useMutation({
    mutationFn: (which: { readonly run?: string }) =>
      ask<{ retried: number }>("/v1/stuck/retry", { method: "POST", body: which }),
    onSuccess: ({ retried }) => {
      void client.invalidateQueries({ queryKey: ["stuck"] });
      notice(texts.retried(retried));
    },
  });
  return (
    <>
      {error !== null && <Letter title={state.undone} text={error.message} />}
      {mayRetry && (
        <button type="button" disabled={isPending} onClick={() => mutate({})}>
          {texts.retryAll}
        </button>
      )}
      <Table columns={Object.values(columns)}>
        {stuck.map((one) => (
          <tr key={one.run}>
            <th scope="row">
              <ContactLink id={one.contact} />
            </th>
            <td>{one.journey}</td>
            <td>{one.step}</td>
            <td>{one.reason}</td>
            <td>
              {mayRetry && (
                <button
                  type="button"
                  disabled={isPending}
                  aria-label={texts.retryOf(one.contact)}
                  onClick={() => mutate({ run: one.run })}
                >
                  {texts.retry}
                </button>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
