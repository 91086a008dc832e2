import { describe, expect, it } from 'vitest';
import { bed, WRITTEN, withKeys } from '../../../../support/config/config-desk-bed.ts';

describe('/config set', () => {
  it('changes the file and nothing else of it, and lets the gateway go by it at once (CWR-1, CWR-5)', async () => {
    const { tell, file, taken, lines } = bed();
    expect(await tell('set channels.imessage.dmPolicy=disabled')).toBe(
      '⚙️ Config updated: channels.imessage.dmPolicy="disabled"',
    );
    expect(file()).toBe(withKeys('"allowlist"', '"disabled"'));
    expect(taken.map(({ accounts }) => accounts[0]!.dmPolicy)).toEqual(['disabled']);
    expect(JSON.stringify(lines)).toContain('configuration changed by /config: channels.imessage.dmPolicy');
  });

  it('says so where it counts from the next start on, and lets nothing of it count before', async () => {
    const { tell, file, taken } = bed();
    expect(await tell('set channels.imessage.service=sms')).toBe(
      '⚙️ Config updated: channels.imessage.service="sms". It takes effect with the next start.',
    );
    expect(file()).toContain('service: "sms"');
    expect(taken).toEqual([]);
    await tell('set channels.imessage.groupPolicy=open');
    expect(taken.at(-1)?.accounts[0]).toMatchObject({ service: 'auto', groupPolicy: 'open' });
  });

  it('lets what is read anew for each answer count at once, and how it goes (CWR-1)', async () => {
    const { tell, taken } = bed();
    expect(await tell('set channels.imessage.outbound.bubbles=paragraph')).toBe(
      '⚙️ Config updated: channels.imessage.outbound.bubbles="paragraph"',
    );
    for (const change of [
      'outbound.evidenceWaitMs=7',
      'textChunkLimit=2000',
      'actions.edit=false',
      'tools.search=true',
    ])
      expect(await tell(`set channels.imessage.${change}`)).not.toContain('next start');
    expect(taken.at(-1)?.accounts[0]).toMatchObject({
      bubbles: 'paragraph',
      evidenceWaitMs: 7,
      textChunkLimit: 2_000,
      actions: { edit: false, unsend: true },
      tools: { search: true, history: false },
    });
    expect(await tell('unset channels.imessage.outbound')).toMatch(/outbound removed\.$/);
    expect(taken.at(-1)?.accounts[0]).toMatchObject({ bubbles: 'off', evidenceWaitMs: 2_000 });
  });

  it('says nothing of a start where what waits for it is gone before it ever held', async () => {
    const { tell, taken } = bed();
    expect(await tell('set session.dmScope=per-peer')).toMatch(/with the next start\.$/);
    expect(await tell('unset session')).toMatch(/session removed\.$/);
    for (const { dmScope } of taken) expect(dmScope).toBe('main');
  });

  it('lets a block count at once that an account which runs had not', async () => {
    const { tell, taken } = bed();
    const answer = await tell('set channels.imessage.accounts.default.dmPolicy=disabled');
    expect(answer).not.toContain('next start');
    expect(taken.at(-1)?.accounts[0]?.dmPolicy).toBe('disabled');
  });

  it('lets an account go by what the channel says where its own block says nothing', async () => {
    const accounts = 'accounts: { work: {}, home: { dbPath: "/home.db" } }, env';
    const { tell, taken } = bed({ written: withKeys('env', accounts), accountId: 'work' });
    await tell('set channels.imessage.outbound.bubbles=paragraph');
    await tell('set channels.imessage.accounts.work.outbound.bubbles=off');
    const ways = () =>
      taken.map(({ accounts: all }) => all.map(({ accountId, bubbles }) => [accountId, bubbles]));
    await tell('unset channels.imessage.accounts.work.outbound');
    const both = [
      ['home', 'paragraph'],
      ['work', 'paragraph'],
    ];
    expect(ways()).toEqual([
      both,
      [
        ['home', 'paragraph'],
        ['work', 'off'],
      ],
      both,
    ]);
  });

  it('changes nothing where the whole would not be in order, and says what is wrong (CWR-5)', async () => {
    const { tell, file, taken } = bed();
    expect(await tell('set channels.imessage.dmPolicy=opne')).toMatch(
      /^⚠️ Config invalid after set \(channels\.imessage\.dmPolicy: "opne" is not allowed, .*\)\.$/,
    );
    expect(await tell('set channels.imessage.dmPolicy=open')).toBe(
      '⚠️ Config invalid after set (channels.imessage.allowFrom: channels.imessage.dmPolicy="open" requires channels.imessage.allowFrom to include "*").',
    );
    expect(await tell('set channels.imessage.dmPolici=open')).toMatch(/^⚠️ Config invalid after set/);
    expect([file(), taken]).toEqual([WRITTEN, []]);
  });

  it('replaces no channel and no collection of accounts, and touches no other program (CWR-4)', async () => {
    const { tell, file } = bed();
    for (const path of ['channels', 'channels.imessage', 'channels.telegram', 'channels.imessage.accounts'])
      expect(await tell(`set ${path}={}`)).toMatch(
        /^⚠️ Channel-initiated \/config writes cannot replace channels/,
      );
    for (const path of ['gateway.auth.token', 'channels.telegram.botToken', 'commands.bash'])
      expect(await tell(`set ${path}=x`)).toBe(
        '⚠️ That is a setting of another program. /config writes those of imgate.',
      );
    expect(file()).toBe(WRITTEN);
  });

  it('is refused where the account of either side says so, and showing is not (CWR-3, CWR-4)', async () => {
    const accounts = 'accounts: { work: { configWrites: false }, home: { dbPath: "/home.db" } }, env';
    const written = withKeys('env', accounts);
    const work =
      '⚠️ Config writes are disabled for imessage. Set channels.imessage.accounts.work.configWrites=true to enable.';
    expect(await bed({ written, accountId: 'work' }).tell('set commands.text=true')).toBe(work);
    const home = bed({ written, accountId: 'home' });
    expect(await home.tell('set channels.imessage.accounts.work.configWrites=true')).toBe(work);
    expect(await home.tell('set channels.imessage.accounts.home.dmPolicy=disabled')).toMatch(
      /^⚙️ Config updated/,
    );
    expect(await bed({ written, accountId: 'work' }).tell('show channels.imessage.dmPolicy')).toBe(
      '⚙️ Config channels.imessage.dmPolicy:\n"allowlist"',
    );
    const channel = bed({ written: withKeys('env', 'configWrites: false, env') });
    expect(await channel.tell('unset channels.imessage.dmPolicy')).toBe(
      '⚠️ Config writes are disabled for imessage. Set channels.imessage.configWrites=true to enable.',
    );
  });

  it.each([
    ['configWrites: false, env:', 'env:', '⚠️ Config writes are disabled'],
    ['commands: { config: false,', 'commands: { config: true,', '⚠️ /config is disabled'],
  ])('is held to what the file says by now: %s (CWR-1, CWR-3)', async (closed, open, refusal) => {
    let text = WRITTEN;
    const { tell } = bed({
      text: {
        read: async () => text,
        async write(next) {
          text = next;
        },
      },
    });
    text = withKeys(open, closed);
    expect(await tell('set channels.imessage.dmPolicy=disabled')).toContain(refusal);
    expect(text).toBe(withKeys(open, closed));
  });

  it('needs a file, or a host that keeps the configuration', async () => {
    const { tell } = bed({ text: null });
    expect(await tell('set channels.imessage.dmPolicy=disabled')).toMatch(
      /^⚠️ This gateway has no configuration file/,
    );
    expect(await tell('show channels.imessage.dmPolicy')).toContain('"allowlist"');
  });

  it("writes nobody's full handle to the log", async () => {
    const { tell, lines } = bed();
    await tell('set channels.imessage.groups["chat_guid:any;-;+15550003333"].requireMention=true');
    expect(lines.find((line) => line.includes('changed by /config'))).toContain(
      'groups["chat_guid:any;-;+1555…3333"]',
    );
    expect(JSON.stringify(lines)).not.toContain('5550003333');
  });

  it('says that it was changed where the file is written and only what follows fails', async () => {
    let file = WRITTEN;
    const text = {
      read: async () => file,
      write(next: string) {
        file = next;
        return Promise.reject(Object.assign(new Error('no'), { code: 'EIO' }));
      },
    };
    const { tell, taken, lines } = bed({ text });
    expect(await tell('set channels.imessage.dmPolicy=disabled')).toBe(
      '⚙️ Config updated: channels.imessage.dmPolicy="disabled"',
    );
    expect(taken).toHaveLength(1);
    expect(lines[0]).toContain('a power cut may still undo that');
    const takeUp = () => {
      throw new Error('no');
    };
    expect(await bed({ takeUp }).tell('set channels.imessage.dmPolicy=disabled')).toBe(
      '⚙️ Config updated: channels.imessage.dmPolicy="disabled". It takes effect with the next start.',
    );
  });

  it('says what kept it from the file, and goes on with the next', async () => {
    const write = () => Promise.reject(Object.assign(new Error('no'), { code: 'EROFS' }));
    const { tell, taken } = bed({ text: { write } });
    expect(await tell('set channels.imessage.dmPolicy=disabled')).toBe(
      '⚠️ The configuration file could not be read or written (EROFS). Nothing was changed.',
    );
    expect(taken).toEqual([]);
    expect(await tell('show channels.imessage.dmPolicy')).toContain('"allowlist"');
    const broken = bed({ text: { read: async () => '{ a: ' } });
    expect(await broken.tell('unset commands.text')).toMatch(
      /^⚠️ The configuration file cannot be read as JSON5/,
    );
  });

  it('is switched off unless the configuration has it on (CWR-1)', async () => {
    const { tell, file } = bed({ written: withKeys('config: true, ', '') });
    for (const words of ['show', 'set commands.config=true', 'nonsense'])
      expect(await tell(words)).toBe('⚠️ /config is disabled. Set commands.config=true to enable.');
    expect(file()).not.toContain('config: true');
  });

  it('says how it is used where it is told something else, or more than a person types', async () => {
    const { tell } = bed();
    expect(await tell('erase all')).toMatch(/^⚠️ Usage:/);
    expect(await tell(`set a=${'x'.repeat(9_000)}`)).toMatch(/^⚠️ Usage:/);
  });
});

describe('/config unset', () => {
  it('takes a value out, and says so where there is none (CWR-5)', async () => {
    const { tell, file } = bed();
    expect(await tell('unset channels.imessage.allowFrom[1]')).toBe(
      '⚙️ No config value found for channels.imessage.allowFrom.1.',
    );
    expect(await tell('unset media')).toBe('⚙️ Config updated: media removed.');
    expect(file()).not.toContain('media');
  });
});

describe('what an earlier run was told', () => {
  it('is answered as done where it is done, and else not done again', async () => {
    const done = bed({ isResumed: true });
    expect(await done.tell('set channels.imessage.dmPolicy=allowlist')).toMatch(/^⚙️ Config updated/);
    expect(await done.tell('unset channels.imessage.groups')).toMatch(/removed\.$/);
    expect(await done.tell('set channels.imessage.dmPolicy=disabled')).toMatch(
      /^⚠️ The gateway ended before this was done/,
    );
    expect(done.file()).toBe(WRITTEN);
  });
});

describe('/config show', () => {
  it('shows nothing in a group, where a change is made all the same', async () => {
    const { tell } = bed({ isGroup: true });
    for (const words of ['show', 'show agents'])
      expect(await tell(words)).toMatch(/^⚠️ .* in a direct chat alone/);
    expect(await tell('set channels.imessage.dmPolicy=disabled')).toMatch(/^⚙️ Config updated/);
  });

  it('shows no secret, and nothing of other programs (CWR-5)', async () => {
    const { tell } = bed();
    for (const words of [
      'show',
      'show gateway',
      'show gateway.auth.token',
      'show channels.imessage.env.TOKEN',
      'show agents',
    ])
      expect([words, await tell(words)]).toEqual([words, expect.not.stringContaining('s3cret')]);
    expect(await tell('show')).toContain('dmPolicy: "allowlist"');
    expect(await tell('set channels.imessage.env.TOKEN=other')).toBe(
      '⚙️ Config updated: channels.imessage.env.TOKEN="[redacted]". It takes effect with the next start.',
    );
  });

  it('shows what stands in the file by now, and cuts what fits into no message', async () => {
    const list = Array.from({ length: 500 }, (_, index) => `+1555000${String(index).padStart(4, '0')}`);
    const { tell } = bed();
    await tell('set channels.imessage.textChunkLimit=2000');
    expect(await tell('show channels.imessage.textChunkLimit')).toBe(
      '⚙️ Config channels.imessage.textChunkLimit:\n2000',
    );
    const long = bed({ written: withKeys('["+15550001111"]', JSON.stringify(list)) });
    const shown = await long.tell('show channels.imessage.allowFrom');
    expect(shown.length).toBeLessThan(3_200);
    expect(shown).toMatch(/… \d+ more characters\. Ask for a path within\.$/);
  });
});
