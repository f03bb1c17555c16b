import { Decimal } from "decimal.js";
import type { Millis } from "../engine/facts.ts";
import type { OrderInput, Refund } from "../store/gateway.ts";

/** A refund, and all that was given back by then. */
export interface CountedRefund extends Refund {
  /** Decimal text. */
  readonly total: string;
}

/** The refunds by their moments, each with what was given back by then. */
export function counted(refunds: readonly Refund[]): readonly CountedRefund[] {
  let total = new Decimal(0);
  return [...refunds]
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map((refund) => {
      total = total.plus(refund.amount);
      return { ...refund, total: total.toFixed() };
    });
}

/**
 * An order with all its refunds, and with what they come to: those that are told, and of those that are known the ones of
 * later than the order was told of.
 */
export function withLaterRefunds(input: OrderInput, known: readonly Refund[]): OrderInput {
  if (input.refunds === undefined) return input;
  const told = new Set(input.refunds.map(({ id }) => id));
  const until = input.updatedAt ?? Number.POSITIVE_INFINITY;
  return withRefunds(input, [...input.refunds, ...known.filter(({ id, at }) => at > until && !told.has(id))]);
}

/** An order with these refunds and no others, and with what they come to. */
export function withRefunds(input: OrderInput, refunds: readonly Refund[]): OrderInput {
  const last = counted(refunds).at(-1);
  if (last === undefined) return { ...input, refunds };
  return { ...input, refunds, refunded: last.total, reached: { ...input.reached, refunded: last.at } };
}

/** Whether what is told is older than what is known. */
export const isOutdated = (told: Millis | undefined, known: Millis | null | undefined): boolean =>
  told !== undefined && known != null && told < known;
