import { getRouteApi, Link } from "@tanstack/react-router";
import { useJourneys } from "../api/queries.ts";
import type { Journey, Status } from "../api/shapes.ts";
import { Choice, sameLabel } from "../parts/choice.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Loaded, Nothing } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { StatusActions } from "./status-actions.tsx";
import { StatusMark } from "./status-mark.tsx";

const route = getRouteApi("/journeys");
const STATUSES: readonly Status[] = ["active", "paused", "draft", "archived"];

/** All journeys, by audience, status, objective and what somebody types. */
export function JourneysPage() {
  const { journeys: texts } = useTexts();
  return (
    <>
      <PageTitle title={texts.title} />
      <Loaded query={useJourneys()}>{(journeys) => <JourneyList journeys={journeys} />}</Loaded>
    </>
  );
}

function JourneyList({ journeys }: { readonly journeys: readonly Journey[] }) {
  const { journeys: texts } = useTexts();
  const shown = journeys.filter(matching(route.useSearch()));
  return (
    <>
      <Filters journeys={journeys} />
      <p className="quiet" role="status">
        {texts.shown(shown.length)}
      </p>
      {shown.length === 0 ? <Nothing>{texts.none}</Nothing> : <JourneysTable journeys={shown} />}
    </>
  );
}

interface Filter {
  readonly audience?: string;
  readonly status?: string;
  readonly objective?: string;
  readonly search?: string;
}

const matching =
  ({ audience, status, objective, search = "" }: Filter) =>
  (journey: Journey): boolean =>
    (audience === undefined || journey.audience === audience) &&
    (status === undefined || journey.status === status) &&
    (objective === undefined || journey.objective === objective) &&
    `${journey.name} ${journey.title ?? ""}`.toLowerCase().includes(search.trim().toLowerCase());

function Filters({ journeys }: { readonly journeys: readonly Journey[] }) {
  const { journeys: texts } = useTexts();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: keyof Filter) => (value: string) =>
    void navigate({
      search: (before) => ({ ...before, [name]: value === "" ? undefined : value }),
      replace: true,
    });
  const valuesOf = (name: "audience" | "objective") =>
    [...new Set(journeys.flatMap((journey) => journey[name] ?? []))].toSorted();
  return (
    <search className="filters">
      <label className="field">
        <span>{texts.search}</span>
        <input
          type="search"
          value={filter.search ?? ""}
          onChange={({ target }) => set("search")(target.value)}
        />
      </label>
      <Choice
        label={texts.audience}
        none={texts.all}
        value={filter.audience ?? ""}
        options={sameLabel(valuesOf("audience"))}
        choose={set("audience")}
      />
      <Choice
        label={texts.status}
        none={texts.all}
        value={filter.status ?? ""}
        options={STATUSES.map((value) => ({ value, label: texts.statuses[value] }))}
        choose={set("status")}
      />
      <Choice
        label={texts.objective}
        none={texts.all}
        value={filter.objective ?? ""}
        options={sameLabel(valuesOf("objective"))}
        choose={set("objective")}
      />
    </search>
  );
}

const COUNTS = ["active", "entered", "finished", "converted", "stuck"] as const;

function JourneysTable({ journeys }: { readonly journeys: readonly Journey[] }) {
  const { journeys: texts } = useTexts();
  const { number } = useFormats();
  return (
    <Table
      columns={[
        texts.columns.journey,
        texts.columns.status,
        ...COUNTS.map((count) => ({ figure: texts.columns[count] })),
        texts.columns.actions,
      ]}
    >
      {journeys.map((journey) => (
        <tr key={journey.name}>
          <th scope="row">
            <Link to="/journeys/$name" params={{ name: journey.name }}>
              {journey.title ?? journey.name}
            </Link>
            <small className="quiet">
              {[journey.name, journey.audience, journey.objective]
                .filter((part) => part !== null)
                .join(" · ")}
            </small>
          </th>
          <td>
            <StatusMark status={journey.status} />
          </td>
          {COUNTS.map((count) => (
            <td
              key={count}
              className={count === "stuck" && journey.counts.stuck > 0 ? "figure alarming" : "figure"}
            >
              {number(journey.counts[count])}
            </td>
          ))}
          <td>
            <StatusActions journey={journey} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
