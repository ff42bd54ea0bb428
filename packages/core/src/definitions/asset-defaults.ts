/** What several assets may share. */
export interface SharedAssetOptions<IO extends string> {
  readonly ioManagerKey?: IO;
  readonly keyPrefix?: string | readonly string[];
  readonly group?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly owners?: readonly string[];
  readonly kinds?: readonly string[];
  readonly codeVersion?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Options to spread into several assets. Unlike a plain constant it keeps the IO manager's key as a literal type, so the
 * compiler sees which IO manager `definitions` must provide.
 *
 * @example
 * ```ts
 * const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager" });
 * const rows = asset({ name: "rows", ...manager }, () => [1, 2, 3]);
 * ```
 */
export function assetDefaults<const Options extends SharedAssetOptions<string>>(
  options: Options & {
    readonly [K in Exclude<keyof Options, keyof SharedAssetOptions<string>>]: never;
  },
): Options {
  return options;
}
