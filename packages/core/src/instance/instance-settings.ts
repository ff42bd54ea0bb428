/** A limit on how many runs that carry a tag may be in progress. */
export interface TagConcurrencyLimit {
  readonly key: string;
  /** Only runs with this value; `applyLimitPerUniqueValue` counts each value by itself; absent counts all values together. */
  readonly value?: string | { readonly applyLimitPerUniqueValue: true } | undefined;
  /** How many; 0 blocks. */
  readonly limit: number;
}

/** What an instance's `heddle.yaml` says, with defaults filled in. */
export interface InstanceSettings {
  /** Where the SQLite file lies and how safe its writes are. */
  readonly storage: {
    /** Absolute folder; `undefined` is the home folder. */
    readonly baseDir: string | undefined;
    /** `process`: safe against the death of processes; `power`: against a power cut as well. */
    readonly durability: "process" | "power";
    readonly maxSizeBytes: number | undefined;
  };
  /** Absolute folder of values that the default IO manager stores; `undefined` is `<home>/storage`. */
  readonly localArtifactStorageDir: string | undefined;
  /** Absolute folder of captured output; `undefined` is `<home>/compute_logs`. */
  readonly computeLogsDir: string | undefined;
  readonly concurrency: {
    readonly runs: {
      /** Runs of a backfill that may be in progress at once; −1 is unlimited, 0 blocks. */
      readonly maxConcurrentRuns: number;
      readonly tagConcurrencyLimits: readonly TagConcurrencyLimit[];
    };
    readonly pools: {
      /** For pools that `limits` does not name; `undefined` is unlimited. */
      readonly defaultLimit: number | undefined;
      /** Whether each op takes a slot, or each run one for all its ops of the pool. */
      readonly granularity: "op" | "run";
      readonly limits: Readonly<Record<string, number>>;
    };
  };
}

/** The settings of an instance without a file. */
export const defaultSettings: InstanceSettings = {
  storage: { baseDir: undefined, durability: "process", maxSizeBytes: undefined },
  localArtifactStorageDir: undefined,
  computeLogsDir: undefined,
  concurrency: {
    runs: { maxConcurrentRuns: 10, tagConcurrencyLimits: [] },
    pools: { defaultLimit: undefined, granularity: "op", limits: {} },
  },
};
