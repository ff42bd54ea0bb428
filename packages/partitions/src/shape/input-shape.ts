/**
 * What a reader of a partitioned upstream is handed: one value, one value or undefined, or a keyed collection.
 * Decided by declaration, never by how many keys there happen to be.
 */
export type InputShape = "single" | "optional" | "keyed";
