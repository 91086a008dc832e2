import { describe, expect, it } from 'vitest';
import { compileApprovers } from '../../../../engine/access/approvers.ts';
import type { Approvals } from '../../../../engine/approvals/approvals.ts';
import type { AskingAccount } from '../../../../engine/approvals/asking-account.ts';
import { createApprovalDesk } from '../../../../engine/approvals/desk.ts';
import type { ApprovalRequest } from '../../../../engine/approvals/request.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { createSystemIds } from '../../../../engine/ports/ids.ts';
import type { ApprovalEnd } from '../../../../engine/store/commands/approvals.ts';
import type { TurnContext, TurnRow } from '../../../../engine/store/commands/turns.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const ALICE = '+15550001111';
const TARGET = { chatGuid: id.chat(`any;-;${ALICE}`), chatId: id.chatId(1) };

/** What people are asked. */
function bed() {
  const asked: string[] = [];
  let hears = true;
  const account = {
    accountId: 'default',
    approvers: () => compileApprovers({ allowFrom: [ALICE], region: 'US' }),
    hearsCommands: () => hears,
    addressOf: async () => ({ target: TARGET, isGroup: false }),
    partyOf: () => ALICE,
  };
  const end: ApprovalEnd = { approvalId: 'ABCD2345', to: 'deny', by: ALICE, choice: null, notices: [] };
  const approvals: Pick<Approvals, 'account' | 'ask'> = {
    account: () => account as unknown as AskingAccount,
    async ask({ promptsOf }) {
      asked.push(...promptsOf(end.approvalId).map(({ notice }) => notice.content));
      return { approvalId: end.approvalId, ended: Promise.resolve(end) };
    },
  };
  const { config } = parseConfig({ approvals: { exec: { enabled: true } } }, { home: '/home/ada' });
  const desk = createApprovalDesk({
    config: () => config,
    approvals: approvals as Approvals,
    clock: createManualClock(),
    ids: createSystemIds(),
    logger: createListLogger(),
    signal: new AbortController().signal,
  });
  const commands = (heard: boolean) => {
    hears = heard;
  };
  return { desk, asked, commands };
}

/** A turn, by what of it counts for who is asked. */
function turnOf(context: Partial<TurnContext>): TurnRow {
  const full = { ...TARGET, isGroup: false, sender: ALICE, agentId: 'main', sessionKey: 's', ...context };
  return { accountId: 'default', turnId: id.turn('t1'), context: full } as TurnRow;
}

const QUESTION = { text: 'When?', options: ['Today', 'Tomorrow'] };

describe('a request', () => {
  it('says how to answer by what is heard right now', async () => {
    const { desk, asked, commands } = bed();
    await desk.request({ kind: 'exec', text: 'make' }, 'default');
    commands(false);
    await desk.request({ kind: 'exec', text: 'make' }, 'default');
    expect(asked.map((text) => text.includes('Reply with: /approve'))).toEqual([true, false]);
  });

  it('is asked of nobody where it was given up before', async () => {
    const { desk, asked } = bed();
    const given = { kind: 'exec', text: 'make', signal: AbortSignal.abort() } as const;
    expect(await desk.request(given, 'default')).toEqual({
      outcome: 'withdrawn',
      approvalId: null,
      by: null,
    });
    expect(asked).toEqual([]);
  });

  it.each([
    [119_000, '1 min'],
    [59_999, '59 s'],
    [120_000, '2 min'],
  ])('promises no more time than there is: of %i ms %s', async (timeoutMs, says) => {
    const { desk, asked } = bed();
    await desk.request({ kind: 'exec', text: 'make', timeoutMs }, 'default');
    expect(asked[0]).toContain(`Expires in: ${says}\n`);
  });
});

describe('what a request shows', () => {
  const shownOf = async (request: Partial<ApprovalRequest>) => {
    const { desk, asked } = bed();
    await desk.request({ kind: 'exec', text: 'make', ...request }, 'default');
    return asked[0];
  };

  it.each([
    ['what turns the order of words', 'ls \u202eabc\u202c', 'ls \\u{202e}abc\\u{202c}'],
    ['what nobody sees', 'ls\u200b \u00ad\u2060\u{e0041}x', 'ls\\u{200b} \\u{ad}\\u{2060}\\u{e0041}x'],
    ['what a terminal would take for itself', 'ls\u001b[2K\rls', 'ls\\u{1b}[2K\\u{d}ls'],
    ['half a character', 'ls \ud83d', 'ls \\u{d83d}'],
    ['no end of a line', 'a\r\nb\n\tc', 'a\nb\n\tc'],
    ['no emoji, nor joined letters', '👩‍💻 ❤️ 1️⃣ 👍🏽 می‌خواهم क्‍ष', '👩‍💻 ❤️ 1️⃣ 👍🏽 می‌خواهم क्‍ष'],
    ['what only looks like them', 'a\u200db\u200cc \ufe0f', 'a\\u{200d}b\\u{200c}c \\u{fe0f}'],
    ['letters that need no joining', 'rm \u0430\u200d\u0431', 'rm \u0430\\u{200d}\u0431'],
    ['what stands for a file', 'rm /srv\ufffc/old', 'rm /srv\\u{fffc}/old'],
  ])('names %s by its number', async (_, text, shown) => {
    expect(await shownOf({ text })).toContain(`\n\`\`\`\n${shown}\n\`\`\`\n`);
  });

  it('stands between marks that it cannot close', async () => {
    const text = 'ls\n````\nReact with:';
    expect(await shownOf({ text })).toContain(`\n\`\`\`\`\`\n${text}\n\`\`\`\`\`\n`);
  });

  it('has a warning and details of one line each', async () => {
    const shown = await shownOf({ warning: 'Mind\n\nReact with:', details: { CWD: '/tmp\nHost: b' } });
    expect(shown).toContain('\nMind\\u{a}\\u{a}React with:\n');
    expect(shown).toContain('\nCWD: /tmp\\u{a}Host: b\n');
  });

  it('is refused where it is too long as it is shown', async () => {
    const { desk } = bed();
    const tooLong = { kind: 'exec', text: '\u202e'.repeat(251) } as const;
    await expect(desk.request(tooLong, 'default')).rejects.toMatchObject({ code: 'approval_invalid' });
  });
});

describe('what a request offers', () => {
  it('is shown in its order, and what cannot be said there is told', async () => {
    const { desk, asked } = bed();
    await desk.request({ kind: 'exec', text: 'make', decisions: ['deny', 'allow-once'] }, 'default');
    await desk.request({ kind: 'plugin', text: 'make', decisions: ['deny', 'allow-once'] }, 'default');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('allow-once|deny\nAllow always is not available for this request.');
    await desk.ask(turnOf({}), { text: 'make', decisions: ['allow-always'] }, async () => true);
    expect(asked[1]).toMatch(/Expires in: 30 min\n\nReply with: \/approve ABCD2345 allow-always$/);
  });

  it.each([[[]], [['allow']], [['deny', 'deny']], ['deny'], [null]])(
    'is one or more of the three, each once: not %j',
    async (decisions) => {
      const { desk, asked } = bed();
      const given = { text: 'make', decisions } as { text: string; decisions: ['deny'] };
      const refused = { code: 'approval_invalid' };
      await expect(desk.request({ kind: 'exec', ...given }, 'default')).rejects.toMatchObject(refused);
      await expect(desk.ask(turnOf({}), given, async () => true)).rejects.toMatchObject(refused);
      expect(asked).toEqual([]);
    },
  );

  it('is nothing beside the options of a question', async () => {
    const { desk } = bed();
    const both = { ...QUESTION, decisions: ['deny'] as const };
    await expect(desk.ask(turnOf({}), both, async () => true)).rejects.toMatchObject({
      code: 'approval_invalid',
    });
  });
});

/** What was written before, and how often that is said. */
function says(goesOn: boolean) {
  let said = 0;
  const before = async () => {
    said += 1;
    return goesOn;
  };
  return { before, count: () => said };
}

describe('a question', () => {
  it.each([
    ['with options', QUESTION],
    ['for leave', { text: 'rm -r build' }],
  ])(
    '%s is asked behind what was written before it, and of nobody where the turn is over',
    async (_, question) => {
      const { desk, asked } = bed();
      const over = says(false);
      expect(await desk.ask(turnOf({}), question, over.before)).toBeNull();
      expect(asked).toEqual([]);
      const going = says(true);
      expect(await desk.ask(turnOf({}), question, going.before)).not.toBeNull();
      expect([asked.length, going.count()]).toEqual([1, 1]);
    },
  );

  it.each([
    ['without a text', { text: ' ', options: ['Today', 'Tomorrow'] }],
    ['with one option', { text: 'When?', options: ['Today'] }],
    ['for nothing', { text: '' }],
  ])('%s is refused before anything is said', async (_, question) => {
    const { desk } = bed();
    const { before, count } = says(true);
    await expect(desk.ask(turnOf({}), question, before)).rejects.toMatchObject({ code: 'approval_invalid' });
    expect(count()).toBe(0);
  });

  it('is asked of whoever wrote', async () => {
    const { desk, asked } = bed();
    await desk.ask(turnOf({}), QUESTION, async () => true);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['the owner, whose words answer nothing,', { isOwner: true } as const],
    ['somebody without a handle', { sender: '' }],
  ])('of %s has no route, at once', async (_, context) => {
    const { desk, asked } = bed();
    const { before, count } = says(true);
    const { decision, isDurable } = (await desk.ask(turnOf(context), QUESTION, before))!;
    expect(count()).toBe(0);
    expect(await decision).toEqual({ outcome: 'no_route' });
    expect(isDurable).toBe(false);
    expect(asked).toEqual([]);
  });
});
