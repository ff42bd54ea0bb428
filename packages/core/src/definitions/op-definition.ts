import type { Resource, ResourceRequirements } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import type { Fault } from "./fault.ts";
import type { Hook } from "./hook.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { SourceLocation } from "./source-location.ts";

/** An input as machinery sees it. */
export interface InputDefinition {
  readonly name: string;
  readonly schema: Schema | undefined;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Who loads the value, instead of the upstream's IO manager. */
  readonly inputManagerKey: string | undefined;
  /** Present, also with the value `undefined`, where the input has a default. */
  readonly defaultValue: { readonly value: unknown } | undefined;
}

/** An output as machinery sees it. */
export interface OutputDefinition {
  readonly name: string;
  readonly schema: Schema | undefined;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ioManagerKey: string;
  readonly required: boolean;
  readonly dynamic: boolean;
  readonly codeVersion: string | undefined;
}

/** The computation behind an op, an asset or a check. */
export interface OpDefinition {
  readonly kind: "op";
  readonly name: string;
  readonly description: string | undefined;
  readonly inputs: readonly InputDefinition[];
  readonly outputs: readonly OutputDefinition[];
  readonly config: Schema | undefined;
  /** Config fixed by `.configured`, or a function from an outer config. */
  readonly fixed: { readonly config: unknown } | undefined;
  readonly needs: ResourceRequirements;
  /** Resources that are bound to this definition already. */
  readonly bound: Readonly<Record<string, Resource>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly codeVersion: string | undefined;
  readonly retryPolicy: RetryPolicy | undefined;
  readonly pool: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly hooks: readonly Hook[];
  readonly body: (inputs: never, context: never) => unknown;
  readonly faults: readonly Fault[];
  readonly location: SourceLocation;
}

/** What an input of a node is connected to. */
export type Wiring =
  | {
      readonly kind: "output";
      readonly node: string;
      readonly output: string;
      readonly collect: boolean;
    }
  | { readonly kind: "input"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Wiring[] };

/** One call of an op or graph inside a graph. */
export interface NodeInvocation {
  readonly name: string;
  readonly definition: OpDefinition | GraphDefinition;
  readonly wires: Readonly<Record<string, Wiring>>;
  readonly after: readonly Wiring[];
  readonly tags: Readonly<Record<string, string>>;
  readonly hooks: readonly Hook[];
  readonly retryPolicy: RetryPolicy | undefined;
}

/** Ops and graphs wired together. */
export interface GraphDefinition {
  readonly kind: "graph";
  readonly name: string;
  readonly description: string | undefined;
  readonly inputs: readonly InputDefinition[];
  readonly nodes: readonly NodeInvocation[];
  /** Output name → what gives it. */
  readonly outputs: Readonly<Record<string, Wiring>>;
  /** Schema of the graph's own config and the function that makes the config of its nodes. */
  readonly configMapping:
    | { readonly schema: Schema; readonly map: (config: unknown) => unknown }
    | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly hooks: readonly Hook[];
  readonly bound: Readonly<Record<string, Resource>>;
  readonly faults: readonly Fault[];
  readonly location: SourceLocation;
}
