import { getRouteApi, Link } from "@tanstack/react-router";
import { useProject } from "../api/queries.ts";
import type { ProjectView, Ranking, Row } from "../api/shapes.ts";
import { Choice, sameLabel } from "../parts/choice.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Failed, Loaded, Loading, Nothing } from "../parts/states.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { Board } from "./board.tsx";
import { BoardTools } from "./board-tools.tsx";
import { SelectionProvider } from "./selection.tsx";
import { UnfinishedSendings } from "./unfinished.tsx";
import { type Asked, useRanking } from "./use-ranking.ts";

const route = getRouteApi("/loyalty");

/** Who is loyal: customers ranked by what they bought. */
export function LoyaltyPage() {
  const { loyalty: texts } = useTexts();
  return (
    <>
      <PageTitle title={texts.title} />
      <UnfinishedSendings />
      <Loaded query={useProject()}>{(project) => <Choices project={project} />}</Loaded>
    </>
  );
}

function Choices({ project }: { readonly project: ProjectView }) {
  const { loyalty: texts } = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = askedOf(search, project);
  const chosen: Chosen = (name) => ({
    value: asked[name] ?? "",
    choose: (value) =>
      void navigate({
        search: (before) => ({ ...before, [name]: value === "" ? undefined : value }),
        replace: true,
      }),
  });
  return (
    <>
      <search className="filters">
        {project.loyalty.length > 0 && (
          <Choice
            label={texts.declared}
            none={texts.adHoc}
            options={sameLabel(project.loyalty.map(({ name }) => name))}
            {...chosen("name")}
          />
        )}
        {asked.name === undefined && <OwnChoices project={project} chosen={chosen} />}
      </search>
      <Ranked key={JSON.stringify(asked)} asked={asked} />
    </>
  );
}

/** What is asked so far by one of the choices, and asking for something else. */
type Chosen = (name: keyof Asked) => { readonly value: string; readonly choose: (value: string) => void };

interface OwnChoicesProps {
  readonly project: ProjectView;
  readonly chosen: Chosen;
}

/** What one asks oneself; a declared list says all of it. */
function OwnChoices({ project, chosen }: OwnChoicesProps) {
  const { loyalty: texts } = useTexts();
  return (
    <>
      <Choice label={texts.audience} options={sameLabel(project.audiences)} {...chosen("audience")} />
      <Choice
        label={texts.store}
        none={texts.anyStore}
        options={sameLabel(project.stores.map(({ name }) => name))}
        {...chosen("store")}
      />
      <Choice
        label={texts.measure}
        options={project.measures.map((value) => ({ value, label: texts.measures[value] ?? value }))}
        {...chosen("by")}
      />
      <Choice
        label={texts.period}
        options={project.periods.map((value) => ({ value, label: texts.periods[value] ?? value }))}
        {...chosen("over")}
      />
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
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRanking(asked);
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  const first = data?.pages[0];
  if (data === undefined || first === undefined) return <Loading />;
  const rows = data.pages.flatMap((page) => page.rows);
  return (
    <SelectionProvider>
      <Summary ranking={first} />
      {rows.length === 0 ? (
        <Nobody asked={asked} />
      ) : (
        <>
          <BoardTools asked={asked} ranking={first} rows={rows} />
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

/** A period without orders says little: all time says whether there are any. */
function Nobody({ asked }: { readonly asked: Asked }) {
  const { loyalty: texts } = useTexts();
  const isChosen = asked.name === undefined && asked.over !== ALL_TIME;
  return (
    <Nothing>
      {texts.none}{" "}
      {isChosen && (
        <Link from="/loyalty" to="/loyalty" search={(before) => ({ ...before, over: ALL_TIME })}>
          {texts.overAllTime}
        </Link>
      )}
    </Nothing>
  );
}

const ALL_TIME = "all time";

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
