import { invalid } from "../graphql/rejection.ts";

const versionAlias = /^v(\d+)$/;

/** The index in an alias of the form `vN`, which names a version implicitly. */
export function versionIndexOf(alias: string): number | undefined {
  const digits = versionAlias.exec(alias)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Refuses names that a collection may not have. */
export function checkCollectionName(name: string): void {
  if (name === "" || name.length > 128 || /[/:]/.test(name)) {
    throw invalid(
      `invalid artifact collection name ${JSON.stringify(name)}: it must have 1 to 128 characters, none of them / or :`,
    );
  }
}

/** Refuses names that a type may not have. */
export function checkTypeName(name: string): void {
  if (name.length > 128 || !/^[-\w]+([ ]*[-.\w]+)*$/.test(name)) {
    throw invalid(`invalid artifact type name ${JSON.stringify(name)}`);
  }
}

/** Refuses aliases that nobody may give, `vN` among them. */
export function checkAlias(alias: string): void {
  if (alias === "" || alias.length > 128 || /[/:]/.test(alias)) {
    throw invalid(
      `invalid alias ${JSON.stringify(alias)}: it must have 1 to 128 characters, none of them / or :`,
    );
  }
  if (versionIndexOf(alias) !== undefined) {
    throw invalid(`alias ${JSON.stringify(alias)} is reserved for versions`);
  }
}

/** Splits `collection[:alias]` at the first colon; without an alias it is `latest`. */
export function splitName(name: string): { readonly collection: string; readonly alias: string } {
  const cut = name.indexOf(":");
  return cut < 0
    ? { collection: name, alias: "latest" }
    : { collection: name.slice(0, cut), alias: name.slice(cut + 1) };
}
