import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { createFilesPreparer } from '../../../../engine/media/preparer.ts';
import { createSlots } from '../../../../engine/media/slots.ts';
import { STAGED_AT_ONCE_MAX } from '../../../../engine/media/tools.ts';
import type { Attachment } from '../../../../engine/message/attachment.ts';
import type { Files } from '../../../../engine/ports/files.ts';
import type { TurnRow } from '../../../../engine/store/commands/turns.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const ROOT = '/home/Attachments';
const WAIT_MS = 30_000;

function createBed(given: Record<string, string> = {}, files = (real: Files): Partial<Files> => real) {
  const clock = createManualClock();
  const logger = createListLogger();
  const disk = Volume.fromJSON({ [`${ROOT}/a.jpg`]: 'a picture', '/etc/secret': 'a secret', ...given });
  const real = createMemoryFiles(disk);
  const preparer = createFilesPreparer({
    stateDir: '/state',
    roots: [ROOT],
    mediaBytesMax: 1024,
    attachmentWaitMs: WAIT_MS,
    files: { ...real, ...files(real) },
    clock,
    logger,
    readable: { timeoutMs: 0, of: async (copies) => copies },
    staging: createSlots(STAGED_AT_ONCE_MAX),
    readClient: () => null,
  });
  const turnOf = (paths: readonly string[], formedAtMs = clock.wallMs()) => {
    const attachments = paths.map(
      (path): Attachment => ({
        path,
        name: path.slice(path.lastIndexOf('/') + 1),
        kind: 'image',
        mimeType: 'image/jpeg',
        bytes: null,
      }),
    );
    return { turnId: 'default/1/guid:A', formedAtMs, context: { attachments } } as unknown as TurnRow;
  };
  const prepare = (turn: TurnRow) => preparer.prepare(turn, new AbortController().signal);
  return { clock, logger, disk, preparer, turnOf, prepare };
}

describe('the files of a turn', () => {
  it('cost nothing where there are none', () => {
    const { preparer, turnOf } = createBed();
    expect(preparer.needs(turnOf([]))).toBe(false);
    expect(preparer.needs(turnOf(['/a']))).toBe(true);
  });

  it('are handed on as copies below the state folder, the same ones by another try', async () => {
    const { disk, turnOf, prepare } = createBed();
    const turn = turnOf([`${ROOT}/a.jpg`]);
    const first = await prepare(turn);
    const [file] = first.attachments!;
    expect(file).toMatchObject({ name: 'a.jpg', kind: 'image', mimeType: 'image/jpeg', bytes: 9 });
    expect(file!.path).toMatch(/^\/state\/media\/[0-9a-f]{32}\/a\.jpg$/);
    expect(disk.readFileSync(file!.path, 'utf8')).toBe('a picture');
    expect(await prepare(turn)).toEqual(first);
  });

  it.each([[['x', 'x.part']], [['x.part', 'x']]])(
    'are their own, whatever their senders have called them: %j',
    async (names) => {
      const all = Object.fromEntries(names.map((name) => [`${ROOT}/${name}`, `all of ${name}`]));
      const { disk, turnOf, prepare } = createBed(all);
      const { attachments } = await prepare(turnOf(Object.keys(all)));
      expect(attachments!.map(({ name }) => name)).toEqual(names);
      expect(attachments!.map(({ path }) => disk.readFileSync(path, 'utf8'))).toEqual(Object.values(all));
      // What a copy was while it was not whole is gone.
      expect(disk.readdirSync('/state/media')).toHaveLength(1);
    },
  );

  it('outside of all roots are left out, and the others are handed on all the same (ATT-13, ATT-16)', async () => {
    const { disk, logger, turnOf, prepare } = createBed();
    disk.symlinkSync('/etc/secret', `${ROOT}/b.jpg`);
    const paths = ['/etc/secret', `${ROOT}/../../etc/secret`, `${ROOT}/b.jpg`, `${ROOT}/a.jpg`];
    const { attachments } = await prepare(turnOf(paths));
    expect(attachments!.map(({ name }) => name)).toEqual(['a.jpg']);
    expect(logger.lines).toEqual([
      'debug imessage: dropping inbound attachment outside allowed roots: /etc/secret',
      'debug imessage: dropping inbound attachment outside allowed roots: /home/Attachments/../../etc/secret',
      'warn imessage: failed to stage inbound attachment: attachment path is a symlink',
    ]);
    const copied = Object.values(disk.toJSON('/state'));
    expect(copied).toEqual(['a picture']);
  });

  it.each<[string, keyof Files, string]>([
    ['EMFILE', 'open', 'EMFILE. Start imgate with a higher limit of open files (ulimit -n).'],
    ['ENOSPC', 'create', 'ENOSPC. Free disk space.'],
    ['EPERM', 'look', 'attachment may not be read (EPERM). System Settings → Privacy & Security → Full Disk'],
    [
      'EACCES',
      'open',
      'attachment may not be read (EACCES). System Settings → Privacy & Security → Full Disk',
    ],
    ['EACCES', 'create', 'EACCES'],
    ['ENAMETOOLONG', 'look', 'attachment path is too long'],
  ])(
    'that the system refuses are told of without their names, with what helps: %s of %s',
    async (code, call, told) => {
      const refused = async (path: string) => {
        throw Object.assign(new Error(`${code}: '${path}'`), { code });
      };
      const { logger, turnOf, prepare } = createBed({}, () => ({ [call]: refused }));
      expect(await prepare(turnOf([`${ROOT}/a.jpg`]))).toEqual({ attachments: [] });
      const [warned, debugged] = logger.lines;
      expect(logger.lines).toHaveLength(2);
      expect(warned!.startsWith(`warn imessage: failed to stage inbound attachment: ${told}`)).toBe(true);
      expect(warned).not.toContain('/');
      expect(debugged).toMatch(/^debug imessage: failed to stage inbound attachment: E\w+: '\//);
    },
  );

  it('that are not there are waited for, from when the turn was formed on (ruling-24)', async () => {
    const { clock, disk, turnOf, prepare } = createBed();
    const late = prepare(turnOf([`${ROOT}/late.jpg`]));
    await clock.advance(20_000);
    disk.writeFileSync(`${ROOT}/late.jpg`, 'late');
    await clock.advance(3_000);
    expect((await late).attachments).toHaveLength(1);

    const never = prepare(turnOf([`${ROOT}/never.jpg`]));
    await clock.advance(WAIT_MS);
    expect((await never).attachments).toEqual([]);
    // Another try after that time looks once.
    const again = prepare(turnOf([`${ROOT}/never.jpg`], clock.wallMs() - WAIT_MS));
    expect((await again).attachments).toEqual([]);
  });

  it('are copied a few at once, however many there are', async () => {
    const names = Array.from({ length: 500 }, () => 'a.jpg');
    let open = 0;
    let openMax = 0;
    const counted = (real: Files): Partial<Files> => ({
      async open(path) {
        const file = await real.open(path);
        open += 1;
        openMax = Math.max(open, openMax);
        const close = () => {
          open -= 1;
          return file.close();
        };
        return { ...file, close };
      },
    });
    const { disk, turnOf, prepare } = createBed({}, counted);
    const { attachments } = await prepare(turnOf(names.map((name) => `${ROOT}/${name}`)));
    expect(new Set(attachments!.map(({ path }) => disk.readFileSync(path, 'utf8')))).toEqual(
      new Set(['a picture']),
    );
    expect(new Set(attachments!.map(({ path }) => path)).size).toBe(names.length);
    expect([open, openMax]).toEqual([0, STAGED_AT_ONCE_MAX]);
  });

  it('that vanish while they are looked at are left out', async () => {
    const { clock, disk, turnOf, prepare } = createBed({ [`${ROOT}/b.jpg`]: 'b' });
    const turn = turnOf([`${ROOT}/b.jpg`, `${ROOT}/a.jpg`]);
    const prepared = prepare(turn);
    disk.unlinkSync(`${ROOT}/b.jpg`);
    await clock.advance(WAIT_MS);
    expect((await prepared).attachments!.map(({ name }) => name)).toEqual(['a.jpg']);
  });
});
