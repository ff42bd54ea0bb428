/** Stands for the value of an environment variable; resolved when it is needed, and stored as the reference. */
export interface EnvReference {
  readonly env: string;
}

/** Stands for the content of a file, without its final newline. Only secrets take it. */
export interface FileReference {
  readonly file: string;
}

/** How a secret is referred to. */
export type SecretReference = EnvReference | FileReference;

/**
 * What may be written where a schema takes `T`: the value itself, or `{ env: NAME }` for any scalar, at every depth.
 * An object that has exactly the key `env` is always a reference; write `{ $literal: { env: "x" } }` for the object itself.
 */
export type ConfigInput<T> = T extends SecretReference
  ? T
  : T extends string | number | boolean
    ? T | EnvReference
    : T extends readonly (infer E)[]
      ? readonly ConfigInput<E>[]
      : T extends object
        ? { readonly [K in keyof T]: ConfigInput<T[K]> }
        : T;
