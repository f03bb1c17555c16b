import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, queryOf } from "../api/ask.ts";
import type { Ranking, Row, Trend } from "../api/shapes.ts";

/** What is asked of the board: a declared list, or a choice. */
export interface Asked {
  readonly name?: string | undefined;
  readonly audience?: string | undefined;
  readonly store?: string | undefined;
  readonly by?: string | undefined;
  readonly over?: string | undefined;
}

const PAGE = "50";

/** A ranking, page by page, each row with where it stood in the period before. */
export function useRanking({ name, ...choice }: Asked) {
  return useInfiniteQuery({
    queryKey: ["ranking", name, choice],
    initialPageParam: "",
    queryFn: ({ pageParam }) => pageOf({ name, ...choice }, PAGE, pageParam),
    getNextPageParam: ({ next }) => next,
  });
}

function pageOf({ name, ...choice }: Asked, limit: string, after: string): Promise<Ranking> {
  const paged = { limit, before: "true", after };
  return name === undefined
    ? ask<Ranking>(`/v1/loyalty${queryOf({ ...choice, ...paged })}`)
    : ask<Ranking>(`/v1/loyalty/${encodeURIComponent(name)}${queryOf(paged)}`);
}

const LONG_PAGE = "1000";

/** All rows of a ranking, however many of them are on the board. */
export async function wholeRanking(asked: Asked): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | undefined = "";
  while (after !== undefined) {
    const page: Ranking = await pageOf(asked, LONG_PAGE, after);
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

const DAY = 24 * 60 * 60 * 1000;
const YEAR = 365 * DAY;

/** How the orders of some rows lie in the period of a ranking; of one without a beginning, in its last year. */
export function useTrends({ asOf, period }: Ranking, rows: readonly Row[]) {
  const to = period.to ?? asOf;
  const from = period.from ?? new Date(Date.parse(to) - YEAR).toISOString();
  const contacts = JSON.stringify(rows.map(({ contact }) => contact));
  return useQuery({
    queryKey: ["trends", from, to, contacts],
    queryFn: async () => {
      const { trends } = await ask<{ trends: readonly Trend[] }>(
        `/console/api/trends${queryOf({ from, to, contacts })}`,
      );
      return new Map(trends.map(({ contact, orders }) => [contact, orders]));
    },
  });
}
