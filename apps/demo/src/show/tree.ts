/** A node of a drawn tree. */
export interface TreeNode {
  readonly label: string;
  readonly children: readonly TreeNode[];
}

/** Draws a tree with one line per node. */
export function drawTree({ label, children }: TreeNode): string {
  return [label, ...drawChildren(children)].join("\n");
}

function drawChildren(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap(({ label, children }, index) => {
    const last = index === nodes.length - 1;
    return [
      `${last ? "└─" : "├─"} ${label}`,
      ...drawChildren(children).map((line) => `${last ? "   " : "│  "}${line}`),
    ];
  });
}
