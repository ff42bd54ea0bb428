import {
  resource,
  type InputContext,
  type IOManager,
  type OutputContext,
  type Resource,
} from "@heddle/core";

/** An IO manager over a map that keeps the contexts of its calls. */
export function recordingIOManager(
  stored: Readonly<Record<string, unknown>> = {},
  load?: (context: InputContext) => unknown,
): {
  readonly manager: Resource<IOManager, {}>;
  readonly outputs: OutputContext[];
  readonly inputs: InputContext[];
  readonly values: Map<string, unknown>;
} {
  const values = new Map<string, unknown>(Object.entries(stored));
  const outputs: OutputContext[] = [];
  const inputs: InputContext[] = [];
  const manager = resource({}, (): IOManager => ({
    handleOutput: (context, value) => {
      outputs.push(context);
      values.set(context.identifier.join("/"), value);
    },
    loadInput: (context) => {
      inputs.push(context);
      return load === undefined ? values.get(context.identifier.join("/")) : load(context);
    },
  }));
  return { manager: manager, outputs, inputs, values };
}
