/** Names the property that carries the types of a definition. It exists for the compiler only; no object has it. */
export declare const types: unique symbol;

/** Names the property that says how an input is read. It exists for the compiler only. */
export declare const reads: unique symbol;
