import { describe, expect, it } from 'vitest';
import { createPeer, type ImsgScript, startScriptedImsg } from '../../../../scenarios/sim/scripted-imsg.ts';

function started(script: ImsgScript) {
  let said = Buffer.alloc(0);
  const exits: number[] = [];
  const stdout = {
    write(bytes: Uint8Array) {
      said = Buffer.concat([said, bytes]);
      return true;
    },
    onDrain() {},
  };
  const child = startScriptedImsg({ stdout, exit: (code) => void exits.push(code) }, script);
  const ask = (id: unknown, method: string) =>
    child.input(Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', id, method })}\n`));
  return { child, ask, exits, said: () => said.toString('latin1') };
}

describe('a child that follows a script', () => {
  it('says what it says at once, in lines, bytes and frames', () => {
    const { said } = started({ says: ['a line', { hex: 'c328' }, { frame: { method: 'm' } }], answers: [] });
    expect(said()).toBe('a line\n\xc3({"jsonrpc":"2.0","method":"m"}\n');
  });

  it('answers a method under the id of the request, each answer once and the last again and again', () => {
    const { ask, said } = started({
      answers: [
        { to: 'status', says: [{ frame: { result: 1 } }] },
        { to: 'status', says: ['{"id":{id}}'] },
        { to: 'send', says: [{ frame: { id: 99, result: 0 } }] },
      ],
    });
    ask('a', 'status');
    ask(2, 'status');
    ask(3, 'status');
    ask(4, 'send');
    ask(5, 'nobody knows it');
    expect(said().split('\n')).toEqual([
      '{"jsonrpc":"2.0","id":"a","result":1}',
      '{"id":2}',
      '{"id":3}',
      '{"jsonrpc":"2.0","id":99,"result":0}',
      '',
    ]);
  });

  it('hears a request that comes in pieces', () => {
    const { child, said } = started({ answers: [{ to: 'status', says: ['yes'] }] });
    child.input(Buffer.from('{"method":"sta'));
    child.input(Buffer.from('tus"}\n'));
    expect(said()).toBe('yes\n');
  });

  it('ends where it is told to, or with its input, once, and says nothing more', () => {
    const { child, ask, exits, said } = started({ answers: [{ to: 'status', says: ['last'], exits: 3 }] });
    ask(1, 'status');
    ask(2, 'status');
    child.endInput();
    expect(exits).toEqual([3]);
    expect(said()).toBe('last\n');
    const other = started({ answers: [] });
    other.child.endInput();
    expect(other.exits).toEqual([0]);
  });
});

it('that there was a script is remembered', () => {
  const peer = createPeer();
  peer.follow(null);
  expect(peer.wasScripted()).toBe(false);
  peer.follow({ answers: [] });
  peer.follow(null);
  expect([peer.script(), peer.wasScripted()]).toEqual([null, true]);
});
