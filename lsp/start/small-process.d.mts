export declare const V8_OPTIONS: readonly string[];
export declare function smallEnvironment(
  cache: string,
  env?: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined>;
