import { assertEquals, assertNotEquals } from "@std/assert";

/** Each option's documented default, and another value near it. */
type Defaults<O> = {
  readonly [K in keyof O]: readonly [value: O[K], other: O[K]];
};

/**
 * Holds a call to the documented defaults of its options: without an option it gives
 * exactly what it gives with the default, and with the other value something else, so that
 * a default which has moved a little does not pass for it.
 */
export async function assertDefaults<O extends object>(
  call: (options: Partial<O>) => unknown,
  defaults: Defaults<O>,
): Promise<void> {
  const without = await call({});
  for (const name of Object.keys(defaults) as (keyof O)[]) {
    const [value, other] = defaults[name];
    const given = async (value: O[keyof O]) =>
      await call({ [name]: value } as unknown as Partial<O>);
    assertEquals(await given(value), without, `${String(name)} by default`);
    assertNotEquals(await given(other), without, `another ${String(name)}`);
  }
}
