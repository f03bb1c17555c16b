/** The types of `temporal-cli.mjs`, which is plain JavaScript for the sake of older Nodes. */
export interface FindTemporalCliOptions {
  /** Where a fetched CLI is kept; `<clone>/.cache/temporal` if not given. */
  readonly cacheDir?: string;
  readonly onProgress?: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: string;
  readonly arch?: string;
  /** The official download, for tests. */
  readonly officialUrl?: string;
}

/** The path of a Temporal CLI, fetched if need be. Its errors say in plain words what to do. */
export function findTemporalCli(options?: FindTemporalCliOptions): Promise<string>;
