// Which files an agent was given: whole copies of what stood below a root of the account, or what was made of such.

import type { Finding, GatewayLife, History } from './history.ts';
import { receivingAccounts } from './settings.ts';

export function fileFindings({ files, calls, lives }: History): Finding[] {
  if (files === undefined || files.handed.length === 0) return [];
  const accountOf = new Map(calls.map(({ turnId, accountId }) => [turnId, accountId]));
  const pathsOf = Map.groupBy(files.put, ({ digest }) => digest);
  const rootsOf = new Map<string, readonly string[]>();
  return files.handed.flatMap(({ turnId, name, digest }): Finding[] => {
    const accountId = accountOf.get(turnId) ?? '';
    if (!rootsOf.has(accountId)) rootsOf.set(accountId, attachmentRoots(accountId, lives));
    const roots = rootsOf.get(accountId)!;
    if (digest === null)
      return [{ clause: 'files', text: `turn ${turnId} names ${name}, which is not there` }];
    const paths = pathsOf.get(digest)?.map(({ path }) => path) ?? [];
    if (files.made.includes(digest) || paths.some((path) => isWithin(path, roots))) return [];
    const where = paths.length === 0 ? 'is no whole copy of anything' : `comes from ${paths.join(', ')}`;
    return [{ clause: 'files', text: `turn ${turnId} was given ${name}, which ${where}` }];
  });
}

/** Under any configuration that there was: what a turn was given is not forgotten with the one that it was given under. */
export function attachmentRoots(accountId: string, lives: readonly GatewayLife[]): readonly string[] {
  const configs = new Set(lives.map(({ config }) => config));
  return [...configs].flatMap((config) =>
    receivingAccounts(config)
      .filter((account) => account.accountId === accountId)
      .flatMap(({ attachmentRoots: roots }) => roots),
  );
}

export function isWithin(path: string, roots: readonly string[]): boolean {
  const folders: string[] = [];
  for (const folder of path.split('/')) {
    if (folder === '..') folders.pop();
    else if (folder !== '' && folder !== '.') folders.push(folder);
  }
  return roots.some((root) => {
    const wanted = root.split('/').filter((folder) => folder !== '');
    return (
      wanted.length < folders.length && wanted.every((folder, at) => folder === '*' || folder === folders[at])
    );
  });
}
