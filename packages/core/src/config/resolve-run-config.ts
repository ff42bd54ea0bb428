import { acceptsEverything } from "../schema/schema.ts";
import { invalidConfig } from "./invalid-config.ts";
import type { GraphDefinition, OpDefinition } from "../definitions/op-definition.ts";
import type { LoggerDefinition } from "../definitions/logger.ts";
import type { ExecutionPlan, InputSource } from "../plan/plan.ts";
import type { PlannedResource } from "../resources/resource-plan.ts";
import { configMapOf, type ResourceDefinition } from "../resources/resource.ts";
import { fixedConfig, pathText, type ConfigFault } from "./config-fault.ts";
import { executionConfigSchema, readExecutionConfig } from "./execution-config.ts";
import type { ConfigEnvironment } from "./references.ts";
import type { ResolvedRunConfig } from "./resolved-run-config.ts";
import { notDefined, resolveValue } from "./resolve-value.ts";
import type { z } from "zod";

/** What a run config is checked against. */
export interface RunConfigTarget {
  readonly jobName: string;
  readonly plan: ExecutionPlan;
  readonly resources: readonly PlannedResource[];
  /** The trees of nodes under `ops`, by name. */
  readonly nodes: ReadonlyMap<string, OpDefinition | GraphDefinition>;
  readonly loggers: Readonly<Record<string, LoggerDefinition>>;
  /** Values for unwired inputs that come from the caller, by path `op.input` or `input`. */
  readonly inputValues?: Readonly<Record<string, unknown>> | undefined;
  /** Names of resources and ops that may be configured although this run does not use them. */
  readonly tolerated?:
    | { readonly resources: ReadonlySet<string>; readonly ops: ReadonlySet<string> }
    | undefined;
}

const sections = ["resources", "ops", "execution", "loggers", "inputs"];

/**
 * Checks a whole run config and resolves it.
 *
 * @throws CORE_INVALID_CONFIG with every fault, its path, reason and advice
 */
export async function resolveRunConfig(
  target: RunConfigTarget,
  raw: unknown,
  environment: ConfigEnvironment,
): Promise<ResolvedRunConfig> {
  const resolver = new Resolver(target, environment);
  const resolved = await resolver.resolve(raw);
  if (resolver.faults.length > 0) throw invalidConfig(target.jobName, resolver.faults);
  return resolved;
}

class Resolver {
  readonly faults: ConfigFault[] = [];
  readonly #target: RunConfigTarget;
  readonly #environment: ConfigEnvironment;
  readonly #steps = new Map<
    string,
    { config: unknown; inputs: Map<string, unknown>; outputs: Readonly<Record<string, unknown>> }
  >();

  constructor(target: RunConfigTarget, environment: ConfigEnvironment) {
    this.#target = target;
    this.#environment = environment;
  }

  async resolve(raw: unknown): Promise<ResolvedRunConfig> {
    const config = this.#object(raw, []);
    for (const key of Object.keys(config))
      if (!sections.includes(key)) this.faults.push(notDefined([key], sections));
    const resources = await this.#resources(this.#object(config["resources"], ["resources"]));
    await this.#nodes(
      this.#target.nodes,
      this.#object(config["ops"], ["ops"]),
      [],
      ["ops"],
      this.#target.tolerated?.ops,
    );
    await this.#inputs(this.#object(config["inputs"], ["inputs"]));
    const execution = await this.#execution(config["execution"]);
    const loggers = await this.#loggers(this.#object(config["loggers"], ["loggers"]));
    return { resources, steps: this.#steps, execution, loggers };
  }

  async #value(
    schema: Parameters<typeof resolveValue>[0],
    raw: unknown,
    path: readonly PropertyKey[],
  ): Promise<unknown> {
    const resolved = await resolveValue(schema, raw, path, this.#environment);
    this.faults.push(...resolved.faults);
    return resolved.faults.length === 0 ? resolved.value : undefined;
  }

  async #resources(
    given: Readonly<Record<string, unknown>>,
  ): Promise<ReadonlyMap<string, unknown>> {
    const known = new Set(this.#target.resources.map((resource) => resource.key));
    for (const key of Object.keys(given)) {
      if (!known.has(key) && this.#target.tolerated?.resources.has(key) !== true)
        this.faults.push(notDefined(["resources", key], [...known]));
    }
    const configs = new Map<string, unknown>();
    for (const planned of this.#target.resources) {
      const path = ["resources", planned.key];
      const entry = this.#entry(given[planned.key], path, ["config"]);
      configs.set(
        planned.id,
        await this.#resourceConfig(planned.resource.definition, entry["config"], [
          ...path,
          "config",
        ]),
      );
    }
    return configs;
  }

  async #resourceConfig(
    definition: ResourceDefinition,
    raw: unknown,
    path: readonly PropertyKey[],
  ): Promise<unknown> {
    const { fixed } = definition;
    let given = raw;
    if (fixed !== undefined && "config" in fixed) {
      if (raw !== undefined && raw !== null) {
        this.faults.push(
          fixedConfig("resource", path, "Leave it out, or bind the resource without .configured."),
        );
        return undefined;
      }
      given = fixed.config;
    }
    const own = await this.#value(definition.config, given, path);
    const through = configMapOf(definition);
    if (through === undefined || (this.faults.length > 0 && own === undefined)) return own;
    return this.#mapped(
      () => through.map(own),
      path,
      (inner) => this.#resourceConfig(through.base, inner, path),
    );
  }

  async #mapped(
    map: () => unknown,
    path: readonly PropertyKey[],
    next: (inner: unknown) => Promise<unknown>,
  ): Promise<unknown> {
    let inner: unknown;
    try {
      inner = map();
    } catch (error) {
      this.faults.push({
        reason: "FAILED_POST_PROCESSING",
        path: pathText(path),
        message: `the config function failed: ${error instanceof Error ? error.message : String(error)}`,
      });
      return undefined;
    }
    return next(inner);
  }

  async #nodes(
    nodes: ReadonlyMap<string, OpDefinition | GraphDefinition>,
    given: Readonly<Record<string, unknown>>,
    prefix: readonly string[],
    path: readonly PropertyKey[],
    tolerated: ReadonlySet<string> | undefined,
  ): Promise<void> {
    for (const key of Object.keys(given)) {
      if (!nodes.has(key) && tolerated?.has(key) !== true)
        this.faults.push(notDefined([...path, key], [...nodes.keys()]));
    }
    for (const [name, node] of nodes) {
      const at = [...path, name];
      const stepPath = [...prefix, name];
      if (node.kind === "op") {
        await this.#op(
          node,
          this.#entry(given[name], at, ["config", "inputs", "outputs"]),
          stepPath,
          at,
        );
      } else {
        const entry = this.#entry(
          given[name],
          at,
          node.configMapping === undefined ? ["ops", "inputs"] : ["config", "inputs"],
        );
        const inner = new Map(
          node.nodes.map((invocation) => [invocation.name, invocation.definition]),
        );
        await this.#given(entry, stepPath, at);
        if (node.configMapping === undefined) {
          await this.#nodes(
            inner,
            this.#object(entry["ops"], [...at, "ops"]),
            stepPath,
            [...at, "ops"],
            undefined,
          );
        } else {
          const { schema, map } = node.configMapping;
          const before = this.faults.length;
          const outer = await this.#value(schema, entry["config"], [...at, "config"]);
          if (this.faults.length === before) {
            await this.#mapped(
              () => map(outer),
              [...at, "config"],
              async (mapped) =>
                this.#nodes(
                  inner,
                  this.#object(mapped, [...at, "ops"]),
                  stepPath,
                  [...at, "ops"],
                  undefined,
                ),
            );
          }
        }
      }
    }
  }

  async #op(
    op: OpDefinition,
    entry: Readonly<Record<string, unknown>>,
    stepPath: readonly string[],
    path: readonly PropertyKey[],
  ): Promise<void> {
    const given = entry["config"];
    if (op.fixed !== undefined && given !== undefined) {
      this.faults.push(fixedConfig("op", [...path, "config"], "Leave it out."));
    }
    if (
      op.config === undefined &&
      op.fixed === undefined &&
      given !== undefined &&
      given !== null &&
      Object.keys(this.#object(given, [...path, "config"])).length > 0
    ) {
      this.faults.push({
        reason: "FIELD_NOT_DEFINED",
        path: pathText([...path, "config"]),
        message: `"${op.name}" takes no config`,
        hint: "Declare `config` on the op, or leave it out here.",
      });
    }
    const config =
      op.config === undefined
        ? {}
        : await this.#value(op.config, op.fixed === undefined ? given : op.fixed.config, [
            ...path,
            "config",
          ]);
    const outputs = this.#object(entry["outputs"], [...path, "outputs"]);
    for (const name of Object.keys(outputs)) {
      if (!op.outputs.some((output) => output.name === name))
        this.faults.push(
          notDefined(
            [...path, "outputs", name],
            op.outputs.map((output) => output.name),
          ),
        );
    }
    const inputs = await this.#given(entry, stepPath, path);
    this.#steps.set(stepPath.join("."), { config, inputs, outputs });
  }

  /** Values under `inputs` of an op or graph; they are checked where the plan says that they are used. */
  async #given(
    entry: Readonly<Record<string, unknown>>,
    stepPath: readonly string[],
    path: readonly PropertyKey[],
  ): Promise<Map<string, unknown>> {
    const result = new Map<string, unknown>();
    const given = this.#object(entry["inputs"], [...path, "inputs"]);
    for (const [name, value] of Object.entries(given)) {
      const inner = this.#entry(value, [...path, "inputs", name], ["value"]);
      result.set(name, inner["value"]);
      this.#values.set([...stepPath, name].join("."), inner["value"]);
    }
    return result;
  }

  readonly #values = new Map<string, unknown>();

  /** Finds and checks the value of each input that nothing is wired to. */
  async #inputs(top: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [name, value] of Object.entries(top))
      this.#values.set(name, this.#entry(value, ["inputs", name], ["value"])["value"]);
    for (const [name, value] of Object.entries(this.#target.inputValues ?? {}))
      this.#values.set(name, value);
    const used = new Set<string>();
    for (const step of this.#target.plan.steps) {
      for (const input of step.inputs) {
        const path = configPath(input.source);
        if (path === undefined) continue;
        const name = path.join(".");
        used.add(name);
        used.add(path.at(-1) as string);
        const stepConfig = this.#steps.get(step.path.join("."));
        const own = this.#values.has(name)
          ? this.#values.get(name)
          : this.#values.get(path.at(-1) as string);
        if (!this.#values.has(name) && !this.#values.has(path.at(-1) as string)) {
          this.faults.push({
            reason: "MISSING_REQUIRED_FIELD",
            path: pathText(["ops", ...path.slice(0, -1), "inputs", path.at(-1) as string]),
            message: `input "${input.definition.name}" of "${step.key}" is connected to nothing, has no default, and no value is given`,
            hint: "Wire it in the job's body, give it a default or an input manager, or give its value in the run config.",
            sample: `inputs: { ${path.at(-1) as string}: { value: ... } }`,
          });
          continue;
        }
        const { schema } = input.definition;
        const checked =
          schema === undefined || acceptsEverything(schema)
            ? own
            : await this.#value(schema, own, [
                "ops",
                ...path.slice(0, -1),
                "inputs",
                path.at(-1) as string,
                "value",
              ]);
        stepConfig?.inputs.set(input.definition.name, checked);
      }
    }
    for (const name of this.#values.keys()) {
      if (!used.has(name)) {
        const steps = [...used].filter((one) => one.includes("."));
        const at = name.includes(".")
          ? ["ops", ...name.split(".").slice(0, -1), "inputs", name.split(".").at(-1) as string]
          : ["inputs", name];
        this.faults.push({
          ...notDefined(at, steps),
          message: `input "${name}" is wired already or does not exist`,
        });
      }
    }
  }

  async #execution(given: unknown): Promise<ResolvedRunConfig["execution"]> {
    const entry = this.#entry(given, ["execution"], ["config"]);
    const raw = entry["config"];
    if (raw === undefined || raw === null) return readExecutionConfig(undefined, undefined);
    const checked = await this.#value(executionConfigSchema, raw, ["execution", "config"]);
    return readExecutionConfig(checked as z.output<typeof executionConfigSchema> | undefined, raw);
  }

  async #loggers(given: Readonly<Record<string, unknown>>): Promise<ReadonlyMap<string, unknown>> {
    const configs = new Map<string, unknown>();
    const known = Object.keys(this.#target.loggers);
    for (const key of Object.keys(given))
      if (!known.includes(key)) this.faults.push(notDefined(["loggers", key], known));
    for (const [key, definition] of Object.entries(this.#target.loggers)) {
      const entry = this.#entry(given[key], ["loggers", key], ["config"]);
      configs.set(
        key,
        await this.#value(
          definition.config,
          definition.fixed === undefined ? entry["config"] : definition.fixed.config,
          ["loggers", key, "config"],
        ),
      );
    }
    return configs;
  }

  #entry(
    value: unknown,
    path: readonly PropertyKey[],
    allowed: readonly string[],
  ): Readonly<Record<string, unknown>> {
    const entry = this.#object(value, path);
    for (const key of Object.keys(entry))
      if (!allowed.includes(key)) this.faults.push(notDefined([...path, key], allowed));
    return entry;
  }

  #object(value: unknown, path: readonly PropertyKey[]): Readonly<Record<string, unknown>> {
    if (value === undefined || value === null) return {};
    if (typeof value === "object" && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
    this.faults.push({
      reason: "RUNTIME_TYPE_MISMATCH",
      path: pathText(path),
      message: `expected an object, got ${Array.isArray(value) ? "a list" : `a ${typeof value}`}`,
    });
    return {};
  }
}

function configPath(source: InputSource): readonly string[] | undefined {
  return source.kind === "config" ? source.path : undefined;
}
