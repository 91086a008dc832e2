import { describe, expect, it } from 'vitest';
import { bed, WRITTEN, withKeys } from '../../../../support/config/config-desk-bed.ts';

describe('a file that somebody else has written', () => {
  const allowing = (handles: string) =>
    withKeys('allowFrom: ["+15550001111"], env', `allowFrom: ${handles}, env`);

  it('holds at once as far as it can, and the log says what holds from when on (CWR-1)', async () => {
    const { write, taken, lines } = bed();
    await write(WRITTEN);
    expect([taken, lines]).toEqual([[], []]);
    await write(
      allowing('["+15550002222"], cliPath: "other"').replace('commands: {', 'commands: { text: false,'),
    );
    expect(taken.map(({ accounts: [account] }) => [account!.allowFrom, account!.cliPath])).toEqual([
      [['+15550002222'], 'imsg'],
    ]);
    expect(lines).toEqual([
      'info imessage: the configuration file was changed: channels.imessage.allowFrom, commands hold from now on; ' +
        'channels.imessage.cliPath holds from the next start on',
    ]);
  });

  it('says nothing of who is in it', async () => {
    const { write, lines } = bed();
    const dms = 'dms: { "+15550003333": { historyLimit: 3 } }';
    await write(allowing(`["+15550002222"], groups: { "chat_identifier:ada@example.com": {} }, ${dms}`));
    expect(lines.join()).toMatch(/allowFrom, channels\.imessage\.groups/);
    expect(lines.join()).not.toMatch(/555|ada/);
  });

  it('is told of once where it is not in order, and nothing of it holds (CWR-5)', async () => {
    const { write, tell, taken, lines } = bed();
    const wrong = allowing('["+15550002222"]').replace('"allowlist"', '"opne"');
    await write(wrong);
    await write(wrong);
    expect(taken).toEqual([]);
    expect(lines).toEqual([
      expect.stringMatching(
        /^error imessage: the changed configuration file is not taken up, and the gateway goes on with what it had: channels\.imessage\.dmPolicy: "opne" is not allowed, expected .* \(line 3, column \d+\) Correct the key or value/,
      ),
    ]);
    expect(await tell('show channels.imessage.dmPolicy')).toContain('opne');
    await write(WRITTEN);
    await write(wrong);
    expect(lines).toHaveLength(2);
  });

  it('goes on with what it had where there is none any more', async () => {
    const read = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }));
    const { write, lines } = bed({ text: { read } });
    await write('');
    await write('');
    expect(lines).toEqual([expect.stringContaining('it cannot be read (ENOENT).')]);
  });

  it('keeps nobody in who was let out, though something beside it waits for the next start (CWR-1)', async () => {
    const { write, taken, lines } = bed();
    const bindings = 'bindings: [{ agentId: "new", match: { channel: "imessage" } }]';
    const agents = 'list: [{ id: "new", type: "echo" }, { id: "main",';
    await write(
      allowing('["+15550002222"]')
        .replace('list: [{ id: "main",', agents)
        .replace('commands:', `${bindings}, commands:`),
    );
    expect(taken.at(-1)?.accounts[0]).toMatchObject({ allowFrom: ['+15550002222'] });
    expect(lines.join()).toMatch(/agents, bindings hold from the next start on$/);
  });

  it('holds at once of an agent who is meant, by its id, and not what runs (CWR-1)', async () => {
    const { write, taken, lines } = bed();
    const groups = 'groupChat: { mentionPatterns: ["robot"] }';
    await write(
      withKeys('{ id: "main",', `{ id: "new", type: "echo" }, { id: "main", ${groups}, turnsMax: 2,`),
    );
    expect(taken.at(-1)?.agents.map(({ id }) => id)).toEqual(['main']);
    expect(taken.at(-1)?.groupChats.main?.mentionPatterns).toEqual(['robot']);
    expect(lines.join()).toMatch(/agents holds from the next start on$/);
  });

  describe('goes by accounts, whatever their blocks are called (CFG-70, CWR-1)', () => {
    const listed = (handle: string) => `dmPolicy: "allowlist", allowFrom: ["${handle}"]`;
    const channel = (text: string) => WRITTEN.replace(/channels: .*/, `channels: { imessage: { ${text} } },`);
    const lists = ({ taken }: ReturnType<typeof bed>) =>
      Object.fromEntries(taken.at(-1)!.accounts.map(({ accountId, allowFrom }) => [accountId, allowFrom]));

    it('where what the channel had stands in a block by now', async () => {
      const desk = bed({ written: channel(listed('+15550001111')) });
      const work = `work: { dbPath: "/other/chat.db", ${listed('+15550002222')} }`;
      const own = `default: { ${listed('+15550001111')} }`;
      await desk.write(channel(`dmPolicy: "pairing", allowFrom: [], accounts: { ${own}, ${work} }`));
      expect(lists(desk)).toEqual({ default: ['+15550001111'] });
    });

    it('where what a block had stands at the channel by now', async () => {
      const desk = bed({ written: channel(`accounts: { default: { env: {}, ${listed('+15550001111')} } }`) });
      await desk.write(channel(listed('+15550002222')));
      expect(lists(desk)).toEqual({ default: ['+15550002222'] });
    });

    it('where a block has another name for the same account', async () => {
      const desk = bed({ written: channel(`accounts: { Work: { ${listed('+15550001111')} } }`) });
      await desk.write(channel(`accounts: { work: { ${listed('+15550002222')} } }`));
      expect(lists(desk)).toEqual({ work: ['+15550002222'] });
      expect(desk.lines.join()).toMatch(/accounts\.work\.allowFrom hold from now on$/);
    });

    it('and one that is there no more goes on with what it had until the next start', async () => {
      const desk = bed({ written: channel(listed('+15550001111')) });
      await desk.write(channel(`accounts: { main: { ${listed('+15550002222')} } }`));
      await desk.write(channel(`accounts: { main: { ${listed('+15550003333')} } }`));
      expect(lists(desk)).toEqual({ default: ['+15550001111'] });
      await desk.write(channel(listed('+15550003333')));
      expect(lists(desk)).toEqual({ default: ['+15550003333'] });
    });

    it('and has all that it had of the channel, also beside what may change', async () => {
      const outbound = 'outbound: { bubbles: "paragraph", retryForMs: 1000 }';
      const desk = bed({ written: channel(`${outbound}, ${listed('+15550001111')}`) });
      await desk.write(channel(`accounts: { main: { ${listed('+15550002222')} } }`));
      await desk.write(channel(`dmPolicy: "disabled", accounts: { main: { ${listed('+15550002222')} } }`));
      expect(desk.taken.at(-1)!.accounts).toMatchObject([
        { accountId: 'default', dmPolicy: 'allowlist', retryForMs: 1000, bubbles: 'paragraph' },
      ]);
    });
  });

  it('reads no number in another country than it was written for (ruling-36)', async () => {
    const listed = (region: string, handles: string) =>
      allowing(handles).replace('imessage: {', `imessage: { region: "${region}",`);
    const { write, taken, lines } = bed({ written: listed('GB', '["020 7946 0018"]') });
    await write(listed('US', '["(202) 555-0143"]'));
    expect(taken.map(({ accounts }) => accounts[0]!.allowFrom)).toEqual([]);
    expect(lines.join()).toMatch(/region, channels\.imessage\.allowFrom hold from the next start on$/);
    await write(listed('US', '["+12025550143"]'));
    expect(taken.map(({ accounts }) => accounts[0]!.allowFrom)).toEqual([['+12025550143']]);
  });
});
