import { expect, it } from 'vitest';
import { createWires } from '../../../../scenarios/sim/wires.ts';

const MESSAGE = '{"method":"message","params":{"subscription":1,"message":{"guid":"A","text":"hi"}}}\n';

function child(wires: ReturnType<typeof createWires>) {
  const written: string[] = [];
  const stdout = {
    write(bytes: Uint8Array) {
      written.push(Buffer.from(bytes).toString('latin1'));
      return true;
    },
    onDrain() {},
  };
  return { ...wires.open(stdout), written };
}

it('puts lines, bytes and the newest message on the output of the child that watches', () => {
  const wires = createWires();
  const watching = child(wires);
  const sending = child(wires);
  expect(wires.put({ line: 'x' })).toBe(false);
  watching.heard(Buffer.from('{"id":1,"method":"watch.subscribe"}\n'));
  expect(wires.put({ again: {} })).toBe(false);
  watching.sink.write(Buffer.from(MESSAGE));
  expect(wires.put({ line: 'x' })).toBe(true);
  expect(wires.put({ hex: 'c328' })).toBe(true);
  expect(wires.put({ again: {} })).toBe(true);
  expect(wires.put({ again: { guid: 7 } })).toBe(true);
  const other = MESSAGE.replace('"A"', '7');
  expect(watching.written).toEqual([MESSAGE, 'x\n', '\xc3(', MESSAGE, other]);
  expect(sending.written).toEqual([]);
  watching.close();
  expect(wires.put({ line: 'x' })).toBe(false);
});

it('says nothing again of a line that was torn', () => {
  const wires = createWires();
  const watching = child(wires);
  watching.heard(Buffer.from('{"id":1,"method":"watch.subscribe"}\n'));
  watching.sink.write(Buffer.from(MESSAGE.slice(0, 60)));
  expect(wires.put({ again: {} })).toBe(false);
});

it('knows the child that watches also where its request comes in pieces', () => {
  const wires = createWires();
  const watching = child(wires);
  for (const piece of ['{"id":1,"method":"watch.', 'subs', 'cribe"}\n']) watching.heard(Buffer.from(piece));
  expect(wires.put({ line: 'x' })).toBe(true);
});
