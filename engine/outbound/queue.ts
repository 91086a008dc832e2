import type { PartRow } from '../store/commands/parts.ts';

/** Parts that wait for the wire, in order within a lane, lanes taking turns. */
interface PartQueue {
  push(part: PartRow): void;
  /** Puts a part back that had been taken out, before everything else of its lane. */
  putBack(part: PartRow): void;
  /** The next part whose turn has no part of unknown outcome under way. */
  next(): PartRow | null;
  /** Holds back the rest of a turn until it is known what became of an earlier part. */
  hold(turnId: string): void;
  release(turnId: string): void;
  /** Takes out and returns what is left of a turn. */
  takeTurn(turnId: string): PartRow[];
  readonly size: number;
}

export function createPartQueue(): PartQueue {
  const lanes = new Map<string, PartRow[]>();
  const held = new Set<string>();
  let size = 0;

  const take = (lane: string, index: number): PartRow => {
    const queue = lanes.get(lane)!;
    const [part] = queue.splice(index, 1);
    // Back of the line: the other lanes come first now.
    lanes.delete(lane);
    if (queue.length > 0) lanes.set(lane, queue);
    size -= 1;
    return part!;
  };

  return {
    push(part) {
      const queue = lanes.get(part.lane);
      if (queue) queue.push(part);
      else lanes.set(part.lane, [part]);
      size += 1;
    },
    putBack(part) {
      lanes.set(part.lane, [part, ...(lanes.get(part.lane) ?? [])]);
      size += 1;
    },
    next() {
      for (const [lane, queue] of lanes) {
        const index = queue.findIndex((part) => part.turnId === null || !held.has(part.turnId));
        if (index >= 0) return take(lane, index);
      }
      return null;
    },
    hold: (turnId) => void held.add(turnId),
    release: (turnId) => void held.delete(turnId),
    takeTurn(turnId) {
      const taken: PartRow[] = [];
      for (const [lane, queue] of [...lanes]) {
        const rest = queue.filter((part) => part.turnId !== turnId);
        if (rest.length === queue.length) continue;
        taken.push(...queue.filter((part) => part.turnId === turnId));
        if (rest.length > 0) lanes.set(lane, rest);
        else lanes.delete(lane);
      }
      size -= taken.length;
      return taken;
    },
    get size() {
      return size;
    },
  };
}
