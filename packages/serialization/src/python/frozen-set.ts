/** A Python frozenset: a set that is written as one. Not frozen at run time; treat it as read-only. */
export class PyFrozenSet<Item = unknown> extends Set<Item> {}
