/** So often runs of a journey went from one step to another. */
interface Move {
  readonly journey: string;
  readonly from: string;
  readonly to: string;
}

/** Moves in the order in which runs come to where they begin: those at the entry first, then step by step. */
export function inFlowOrder<M extends Move>(moves: readonly M[]): readonly M[] {
  const journeys = [...new Set(moves.map(({ journey }) => journey))];
  return journeys.flatMap((journey) => ofOneJourney(moves.filter((move) => move.journey === journey)));
}

function ofOneJourney<M extends Move>(moves: readonly M[]): readonly M[] {
  const order = new Set<string>();
  // Nothing leads to `start` and to the first step, unless a loop does; then any step is as good to go on from.
  const reached = new Set(moves.map(({ to }) => to));
  const froms = [...new Set(moves.map(({ from }) => from))];
  for (const first of ["start", ...froms.filter((from) => !reached.has(from)), ...froms]) {
    order.add(first);
    // A set that grows while it is gone through is gone through to its end.
    for (const step of order) for (const { from, to } of moves) if (from === step) order.add(to);
  }
  return [...order].flatMap((step) => moves.filter(({ from }) => from === step));
}
