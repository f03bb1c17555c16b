/** A chain of causes (a tag starts a journey, which tags, …) deeper than this is refused and said. */
export const MAX_CAUSE_DEPTH = 16;
