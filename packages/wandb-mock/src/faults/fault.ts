import type { Surface } from "../http/surface.ts";

/** What goes wrong with a request. */
export type FaultAction =
  /** Answers with a status instead of handling the request. */
  | {
      readonly kind: "status";
      readonly status: number;
      /** `Retry-After`, in seconds or as an HTTP date. */
      readonly retryAfter?: number | string;
      /** Body of the answer. Default: an error in the surface's own form. */
      readonly body?: string;
    }
  /** Breaks the connection: before the request is handled, or after, so that the answer is lost. */
  | { readonly kind: "reset"; readonly when?: "before" | "after" }
  /** Breaks the connection after so many bytes of the answer. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** Breaks the connection after so many bytes of an upload were read. */
  | { readonly kind: "cut-upload"; readonly afterBytes: number }
  /** Flips one bit of the answer's byte at `offset` (default 0). */
  | { readonly kind: "corrupt"; readonly offset?: number }
  /** Waits before the answer begins, in milliseconds of real time. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Sends the answer no faster than so many bytes per second of real time. */
  | { readonly kind: "slow"; readonly bytesPerSecond: number }
  /** Never answers; ends when the caller gives up. */
  | { readonly kind: "hang" }
  /** Answers a storage URL as if it had expired. */
  | { readonly kind: "expired-url" }
  /** Answers an upload with an ETag that is not the content's. */
  | { readonly kind: "wrong-etag" };

/** Which requests a fault is for; all members given have to match. */
export interface FaultTarget {
  readonly surface?: Surface;
  /** Name of a GraphQL operation, such as `CommitArtifact`. */
  readonly operation?: string;
  readonly method?: string;
  readonly path?: RegExp;
}

/** A fault for coming requests. */
export type Fault = FaultAction &
  FaultTarget & {
    /** How many matching requests it hits. Default 1. */
    readonly times?: number;
    /** How many matching requests go through before. Default 0. */
    readonly skip?: number;
  };

/** Faults that hit at random. */
export interface FaultRate extends FaultTarget {
  /** The share of matching requests that is hit, from 0 to 1. */
  readonly rate: number;
  /** What may happen to them, each with the same probability. */
  readonly actions: readonly FaultAction[];
  /** Seed of the choice, so that a run can be repeated. Default 1. */
  readonly seed?: number;
}

/** Makes the backend misbehave, for tests of clients. */
export interface FaultControl {
  /** Lets the next matching requests fail. Faults are used up in the order of these calls. */
  next(fault: Fault): void;
  /** Lets a share of all matching requests fail until {@link FaultControl.clear}. */
  rate(options: FaultRate): void;
  /** Ends all faults. */
  clear(): void;
  /** How many requests were hit since the start. */
  readonly injected: number;
}
