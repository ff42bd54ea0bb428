/** A page of a list. */
export interface Page<Node> {
  readonly edges: readonly { readonly node: Node | null }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** Variables of every paged operation. */
export interface PageVariables {
  first: number;
  after: string | null;
}

/** A project, as most operations name it. */
export interface ProjectPlace {
  entity: string;
  project: string;
}
