/** A limit on runs that carry a tag. */
export interface TagConcurrencyLimit {
  readonly key: string;
  /** Only runs with this value; `applyLimitPerUniqueValue` counts each value by itself; absent counts all values together. */
  readonly value?: string | { readonly applyLimitPerUniqueValue: true };
  readonly limit: number;
}

/** What an instance's `heddle.yaml` says, with defaults filled in. */
export interface InstanceSettings {
  readonly concurrency: {
    readonly runs: {
      /** −1 is unlimited, 0 blocks. */
      readonly maxConcurrentRuns: number;
      readonly tagConcurrencyLimits: readonly TagConcurrencyLimit[];
    };
    readonly pools: {
      /** For pools that `limits` does not name; `undefined` is unlimited. */
      readonly defaultLimit: number | undefined;
      readonly granularity: "op" | "run";
      readonly limits: Readonly<Record<string, number>>;
    };
  };
}

/** The settings of an instance without a file. */
export const defaultSettings: InstanceSettings = {
  concurrency: {
    runs: { maxConcurrentRuns: 10, tagConcurrencyLimits: [] },
    pools: { defaultLimit: undefined, granularity: "op", limits: {} },
  },
};
