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
export function useRanking({ name, ...choice }: Asked, ready: boolean) {
  return useInfiniteQuery({
    queryKey: ["ranking", name, choice],
    enabled: ready,
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const paged = { limit: PAGE, before: "true", after: pageParam };
      return name === undefined
        ? ask<Ranking>(`/v1/loyalty${queryOf({ ...choice, ...paged })}`)
        : ask<Ranking>(`/v1/loyalty/${encodeURIComponent(name)}${queryOf(paged)}`);
    },
    getNextPageParam: ({ next }) => next,
  });
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
