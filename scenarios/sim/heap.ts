/** A binary heap ordered by (time, tie, sequence): the one agenda of a simulated world. */
export interface HeapItem {
  readonly atMs: number;
  /** Seeded, so that events of the same instant come in an order that differs by seed. */
  readonly tie: number;
  readonly sequence: number;
}

export interface Heap<T extends HeapItem> {
  push(item: T): void;
  pop(): T | undefined;
  peek(): T | undefined;
  size(): number;
}

function isBefore(a: HeapItem, b: HeapItem): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.sequence < b.sequence;
}

export function createHeap<T extends HeapItem>(): Heap<T> {
  const items: T[] = [];
  const swap = (i: number, j: number) => {
    const item = items[i]!;
    items[i] = items[j]!;
    items[j] = item;
  };
  const sinkFrom = (start: number) => {
    for (let parent = start; ; ) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let first = parent;
      if (left < items.length && isBefore(items[left]!, items[first]!)) first = left;
      if (right < items.length && isBefore(items[right]!, items[first]!)) first = right;
      if (first === parent) return;
      swap(parent, first);
      parent = first;
    }
  };
  return {
    push(item) {
      items.push(item);
      for (let child = items.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (!isBefore(items[child]!, items[parent]!)) return;
        swap(child, parent);
        child = parent;
      }
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (items.length > 0) {
        items[0] = last!;
        sinkFrom(0);
      }
      return top;
    },
    peek: () => items[0],
    size: () => items.length,
  };
}
