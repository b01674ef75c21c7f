/**
 * Values by what they have in common, in the order in which that first comes: `Map.groupBy`,
 * which Node 20 lacks.
 *
 * @param values The values.
 * @param key What a value's group is known by.
 */
export function groupBy<Value, Key>(
  values: Iterable<Value>,
  key: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const its = key(value), group = groups.get(its);
    if (group) group.push(value);
    else groups.set(its, [value]);
  }
  return groups;
}
