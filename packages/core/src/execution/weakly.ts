/**
 * Makes a value when it is asked for, and again when it was collected since: for large values that are seldom asked for and
 * can always be made again.
 */
export function weakly<Value extends object>(make: () => Value): () => Value {
  let made: WeakRef<Value> | undefined;
  return () => {
    const known = made?.deref();
    if (known !== undefined) return known;
    const value = make();
    made = new WeakRef(value);
    return value;
  };
}
