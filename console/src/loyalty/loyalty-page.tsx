import { getRouteApi } from "@tanstack/react-router";
import { useProject } from "../api/queries.ts";
import type { ProjectView, Ranking, Row } from "../api/shapes.ts";
import { Choice, sameLabel } from "../parts/choice.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Failed, Loaded, Loading, Nothing } from "../parts/states.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { Board } from "./board.tsx";
import { BoardTools } from "./board-tools.tsx";
import { SelectionProvider } from "./selection.tsx";
import { type Asked, useRanking } from "./use-ranking.ts";

const route = getRouteApi("/loyalty");

/** Who is loyal: customers ranked by what they bought. */
export function LoyaltyPage() {
  const { loyalty: texts } = useTexts();
  return (
    <>
      <PageTitle title={texts.title} />
      <Loaded query={useProject()}>{(project) => <Choices project={project} />}</Loaded>
    </>
  );
}

function Choices({ project }: { readonly project: ProjectView }) {
  const { loyalty: texts } = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = askedOf(search, project);
  const set = (name: keyof Asked) => (value: string) =>
    void navigate({
      // Whoever chooses leaves the declared list.
      search: (before) => ({ ...before, name: undefined, [name]: value === "" ? undefined : value }),
      replace: true,
    });
  return (
    <>
      <search className="filters">
        {project.loyalty.length > 0 && (
          <Choice
            label={texts.declared}
            none={texts.adHoc}
            value={asked.name ?? ""}
            options={sameLabel(project.loyalty.map(({ name }) => name))}
            choose={set("name")}
          />
        )}
        <Choice
          label={texts.audience}
          value={asked.audience ?? ""}
          options={sameLabel(project.audiences)}
          choose={set("audience")}
        />
        <Choice
          label={texts.store}
          none={texts.anyStore}
          value={asked.store ?? ""}
          options={sameLabel(project.stores.map(({ name }) => name))}
          choose={set("store")}
        />
        <Choice
          label={texts.measure}
          value={asked.by ?? ""}
          options={project.measures.map((value) => ({ value, label: texts.measures[value] ?? value }))}
          choose={set("by")}
        />
        <Choice
          label={texts.period}
          value={asked.over ?? ""}
          options={project.periods.map((value) => ({ value, label: texts.periods[value] ?? value }))}
          choose={set("over")}
        />
      </search>
      <Ranked key={JSON.stringify(asked)} asked={asked} />
    </>
  );
}

function askedOf(search: Asked, { audiences, loyalty }: ProjectView): Asked {
  const declared = loyalty.find(({ name }) => name === search.name);
  return {
    ...(declared !== undefined && { name: declared.name }),
    audience: declared?.audience ?? search.audience ?? audiences[0],
    store: search.store,
    by: search.by ?? "total spent",
    over: search.over ?? "last quarter",
  };
}

function Ranked({ asked }: { readonly asked: Asked }) {
  const { loyalty: texts } = useTexts();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRanking(asked, true);
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  const first = data?.pages[0];
  if (data === undefined || first === undefined) return <Loading />;
  const rows = data.pages.flatMap((page) => page.rows);
  return (
    <SelectionProvider>
      <Summary ranking={first} />
      {rows.length === 0 ? (
        <Nothing>{texts.none}</Nothing>
      ) : (
        <>
          <BoardTools asked={asked} rows={rows} />
          <Board
            ranking={first}
            pages={data.pages.map((page): readonly Row[] => page.rows)}
            audience={asked.audience ?? ""}
          />
          {hasNextPage && (
            <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {texts.more}
            </button>
          )}
        </>
      )}
    </SelectionProvider>
  );
}

function Summary({ ranking: { total, period, asOf } }: { readonly ranking: Ranking }) {
  const { loyalty: texts } = useTexts();
  const { day } = useFormats();
  return (
    <p className="quiet" role="status">
      {texts.ranked(total)}
      {period.from !== null && ` · ${texts.span(day(period.from), day(lastDayOf(period.to ?? asOf)))}`}
    </p>
  );
}

/** The last moment before an end that is not included. */
const lastDayOf = (end: string): string => new Date(Date.parse(end) - 1).toISOString();
