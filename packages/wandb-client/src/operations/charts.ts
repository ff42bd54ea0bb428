import { operation } from "../transport/operation.ts";

export const createCustomChartOperation = operation<
  { readonly createCustomChart: { readonly chart: { readonly id: string } | null } | null },
  {
    readonly entity: string;
    readonly chartName: string;
    readonly displayName: string;
    readonly chartType: string;
    readonly access: string;
    readonly spec: string;
  }
>(`
mutation CreateCustomChart($entity: String!, $chartName: String!, $displayName: String!, $chartType: String!, $access: String!, $spec: JSONString!) {
  createCustomChart(input: {entity: $entity, name: $chartName, displayName: $displayName, type: $chartType, access: $access, spec: $spec}) {
    chart { id }
  }
}`);
