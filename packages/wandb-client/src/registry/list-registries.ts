import type { ClientServices } from "../client/services.ts";
import { registriesOperation } from "../operations/registries.ts";
import { paginate, type Filters, type ListOptions } from "../queries/paginate.ts";
import { registryFilters } from "./filters.ts";
import type { Organization } from "./organization.ts";
import { Registry } from "./registry.ts";
import { memberOf, requireSearch } from "./search.ts";

/** Which registries of an organisation, in which order. */
export interface RegistriesOptions extends ListOptions {
  /** Conditions in W&B's Mongo-like form on `name` (without prefix), `description`, `created_at`, `updated_at`. */
  readonly filters?: Filters | undefined;
  /** `+name`, `-created_at`, `-updated_at`, … Default: newest first. */
  readonly order?: string | undefined;
}

/** The registries of an organisation. */
export async function* searchRegistries(
  services: ClientServices,
  organization: Organization,
  options: RegistriesOptions,
): AsyncGenerator<Registry, undefined> {
  const { order = null, signal } = options;
  await requireSearch(services, signal);
  const variables = { organization: organization.name, filters: registryFilters(options.filters) };
  const pages = paginate(async (page) => {
    const answer = await services.graphql.run(
      registriesOperation,
      { ...variables, ...page, order },
      { signal },
    );
    return memberOf(answer, organization).projects;
  }, options);
  for await (const fields of pages) yield new Registry(services, organization, fields);
  return undefined;
}
