import type { InputContext } from "@heddle/core";
import { locateConfiguration } from "../configuration/locate.ts";
import {
  type ExternalArtifact,
  type InputKind,
  parseReadConfiguration,
  type ReadConfiguration,
} from "../configuration/read-configuration.ts";
import { isRecord } from "../configuration/spelling.ts";
import type { ManagerParts } from "../manager/manager-parts.ts";

/** The validated configuration of one input, and how messages call the input. */
export interface ReadRequest {
  readonly place: string;
  readonly kind: InputKind;
  readonly configuration: ReadConfiguration;
  /** Entity and project that the upstream's own configuration writes to. */
  readonly writtenTo: { readonly entity: string | undefined; readonly project: string | undefined };
}

/**
 * Reads and validates the configuration of an input; makes no request.
 *
 * @throws WandbArtifactsIOManagerError `E-R01` … `E-R08`, `E-R10`, `E-R11`, `E-R13`, `E-R14`, `E-R21`
 */
export function readRequest(parts: ManagerParts, context: InputContext): ReadRequest {
  const place = describeInput(context);
  const kind = inputKind(context);
  const located = locateConfiguration(context.definitionMetadata, place);
  for (const warning of located.warnings) parts.warnOnce(context, warning);
  const configuration = parseReadConfiguration(located.raw ?? {}, kind, place);
  const upstream = upstreamConfiguration(context, place);
  return {
    place,
    kind,
    configuration: { ...configuration, external: configuration.external ?? upstream.external },
    writtenTo: upstream.writtenTo,
  };
}

/** How messages call an input. */
export function describeInput(context: InputContext): string {
  const step = context.stepKey === "" ? "" : ` of step "${context.stepKey}"`;
  return `input "${context.name}"${step}`;
}

function inputKind(context: InputContext): InputKind {
  if (!context.hasAssetKey) return "op";
  return context.hasAssetPartitions ? "partitioned" : "asset";
}

/** What the definition of the upstream says about its place: where it writes, or, of a source, lies. */
function upstreamConfiguration(
  context: InputContext,
  place: string,
): Pick<ReadRequest, "writtenTo"> & { readonly external: ExternalArtifact | undefined } {
  const { raw } = locateConfiguration(context.upstreamOutput?.definitionMetadata ?? {}, place);
  if (raw === undefined) {
    return { writtenTo: { entity: undefined, project: undefined }, external: undefined };
  }
  const text = (key: string): string | undefined => {
    const value = raw[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const { external } = raw;
  return {
    writtenTo: { entity: text("entity"), project: text("project") },
    external:
      external === undefined || !(isRecord(external) || typeof external === "string")
        ? undefined
        : parseReadConfiguration({ external }, "undecided", place).external,
  };
}
