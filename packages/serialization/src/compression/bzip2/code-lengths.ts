/**
 * Lengths of a Huffman code for symbols that occur so often, none longer than `longest`. Symbols that do not
 * occur get a code too, as bzip2's format needs one.
 *
 * Where several codes are equally good the choice is that of libbzip2: the order in which its heap gives nodes
 * of equal weight, and trees of smaller depth first. So the lengths, and the compressed bytes, equal its own.
 */
export function codeLengths(counts: Int32Array, longest: number): Uint8Array {
  const size = counts.length;
  const lengths = new Uint8Array(size);
  // Nodes are counted from 1. A weight is the count × 256 + the depth of the tree below.
  const weights = new Int32Array(size * 2 + 1);
  for (let symbol = 0; symbol < size; symbol += 1) {
    weights[symbol + 1] = Math.max(1, counts[symbol]!) << 8;
  }
  while (!tryLengths(weights, lengths, longest)) {
    for (let node = 1; node <= size; node += 1) {
      weights[node] = (1 + (weights[node]! >> 9)) << 8;
    }
  }
  return lengths;
}

function tryLengths(weights: Int32Array, lengths: Uint8Array, longest: number): boolean {
  const size = lengths.length;
  const parents = new Int32Array(size * 2 + 1);
  const heap = new NodeHeap(weights, size + 1);
  for (let node = 1; node <= size; node += 1) heap.push(node);
  let nodes = size;
  while (heap.size > 1) {
    const a = heap.pop();
    const b = heap.pop();
    nodes += 1;
    parents[a] = nodes;
    parents[b] = nodes;
    const depth = 1 + Math.max(weights[a]! & 0xff, weights[b]! & 0xff);
    weights[nodes] = (((weights[a]! >> 8) + (weights[b]! >> 8)) << 8) | depth;
    heap.push(nodes);
  }
  let fits = true;
  for (let symbol = 0; symbol < size; symbol += 1) {
    let length = 0;
    for (let node = symbol + 1; node !== nodes; node = parents[node]!) length += 1;
    lengths[symbol] = length;
    if (length > longest) fits = false;
  }
  return fits;
}

/** A binary heap, the lightest node first. */
class NodeHeap {
  size = 0;
  readonly #weights: Int32Array;
  /** Places from 1; place 0 holds node 0, which is lighter than all. */
  readonly #nodes: Int32Array;

  constructor(weights: Int32Array, places: number) {
    this.#weights = weights;
    this.#nodes = new Int32Array(places);
  }

  push(node: number): void {
    this.size += 1;
    const weight = this.#weights[node]!;
    let place = this.size;
    while (weight < this.#weights[this.#nodes[place >> 1]!]!) {
      this.#nodes[place] = this.#nodes[place >> 1]!;
      place >>= 1;
    }
    this.#nodes[place] = node;
  }

  pop(): number {
    const nodes = this.#nodes;
    const weights = this.#weights;
    const first = nodes[1]!;
    const node = nodes[this.size]!;
    const weight = weights[node]!;
    this.size -= 1;
    let place = 1;
    for (;;) {
      let child = place * 2;
      if (child > this.size) break;
      if (child < this.size && weights[nodes[child + 1]!]! < weights[nodes[child]!]!) child += 1;
      if (weight < weights[nodes[child]!]!) break;
      nodes[place] = nodes[child]!;
      place = child;
    }
    nodes[place] = node;
    return first;
  }
}
