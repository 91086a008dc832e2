/** Who is asked for in turns. */
interface Rotation {
  /** Of more than there is room for, those come first that were asked for longest ago. */
  next<Place>(places: ReadonlyMap<string, Place>, most: number): readonly (readonly [string, Place])[];
  had(name: string): void;
}

export function createRotation(): Rotation {
  let lastHad = new Map<string, number>();
  let count = 0;
  return {
    next(places, most) {
      lastHad = new Map([...lastHad].filter(([name]) => places.has(name)));
      const hadAt = (name: string) => lastHad.get(name) ?? 0;
      return [...places].toSorted(([one], [other]) => hadAt(one) - hadAt(other)).slice(0, most);
    },
    had(name) {
      count += 1;
      lastHad.set(name, count);
    },
  };
}
