import type { Problem } from "@heddle/errors";

/** W&B's public cloud. */
export const defaultHost = "https://api.wandb.ai";

/**
 * Brings a host into the form that everything else relies on: a scheme (`https` unless given) and no
 * trailing slash.
 *
 * @returns the base URL, or what is wrong with it
 */
export function normalizeHost(
  host: string,
): { readonly host: string } | { readonly problem: Problem } {
  const trimmed = host.trim();
  if (trimmed === "")
    return problem("the host is empty", "Leave `host` out for W&B's public cloud.");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") {
    return problem(
      `the host \`${trimmed}\` has the scheme \`${scheme}\``,
      "Use http:// or https://.",
    );
  }
  let url: URL;
  try {
    url = new URL(scheme === undefined ? `https://${trimmed}` : trimmed);
  } catch {
    return problem(`the host \`${trimmed}\` is not a URL`, "Write it like https://api.wandb.ai.");
  }
  if (url.username !== "" || url.password !== "") {
    return problem(
      "the host holds a user name or password",
      "Pass the key as `apiKey`, not in the address.",
    );
  }
  if (url.search !== "" || url.hash !== "") {
    return problem(
      `the host \`${url.origin}\` has a query or fragment`,
      "Leave only scheme, name, port and path.",
    );
  }
  const isCloud = url.hostname === "wandb.ai" || url.hostname.endsWith(".wandb.ai");
  if (isCloud && url.protocol === "http:") {
    return problem("wandb.ai is reached over https only", `Use https://${url.host}.`);
  }
  if (
    url.hostname === "wandb.ai" ||
    url.hostname === "www.wandb.ai" ||
    url.hostname === "app.wandb.ai"
  ) {
    return problem(`\`${url.hostname}\` is the web page, not the API`, `Use ${defaultHost}.`);
  }
  return { host: `${url.origin}${url.pathname}`.replace(/\/+$/, "") };
}

function problem(message: string, hint: string): { readonly problem: Problem } {
  return { problem: { path: "host", message, hint } };
}

/**
 * The address of the web pages that belong to an API host, by W&B's rule: `api.` falls away for
 * wandb hosts, becomes `app.` elsewhere, and a self-hosted server has one address for both.
 */
export function appUrlOf(host: string): string {
  if (host.includes("://api.wandb.test")) return host.replace("://api.", "://app.");
  if (host.includes("://api.wandb.")) return host.replace("://api.", "://");
  if (host.includes("://api.")) return host.replace("://api.", "://app.");
  return host;
}

/** The page of a run. */
export function runPageUrl(appUrl: string, entity: string, project: string, run: string): string {
  return `${appUrl}/${[entity, project, "runs", run].map(encodeURIComponent).join("/")}`;
}

/** The page of an artifact version. */
export function artifactPageUrl(
  appUrl: string,
  place: { entity: string; project: string; type: string; collection: string; version: string },
): string {
  const segments = [
    place.entity,
    place.project,
    "artifacts",
    place.type,
    place.collection,
    place.version,
  ];
  return `${appUrl}/${segments.map(encodeURIComponent).join("/")}`;
}
