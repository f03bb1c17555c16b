/** What a running instance tells of a journey, as `GET /v1/journeys` does. */
export interface JourneyCounts {
  readonly status: "draft" | "active" | "paused" | "archived";
  readonly counts: Readonly<
    Record<"entered" | "active" | "finished" | "exited" | "converted" | "stuck", number>
  >;
  /** People by the id of the step they stand at. */
  readonly at: Readonly<Record<string, number>>;
}

/** What it tells of a segment, as `GET /v1/segments/{name}` does. */
export interface SegmentPeople {
  readonly people: number;
  /** Of how many contacts it is known. */
  readonly asked: number;
  /** Of the audience. */
  readonly contacts: number;
}

/** A project that runs somewhere. Each question fails where no answer comes. */
export interface Instance {
  /** The address of its console, with a slash at its end. */
  readonly console: string;
  readonly journeys: () => Promise<ReadonlyMap<string, JourneyCounts>>;
  /** `undefined` of a segment of which no journey speaks. */
  readonly segment: (name: string) => Promise<SegmentPeople | undefined>;
}

/** The instance of a project, by its folder, if one runs. */
export type FindInstance = (project: string) => Instance | undefined;
