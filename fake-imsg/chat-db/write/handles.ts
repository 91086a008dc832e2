import type { ChatWriter } from './writer.ts';

/** Rowid of the handle for this address on this service, added in a commit of its own when it is new. */
export function ensureHandle(writer: ChatWriter, id: string, service: string): number {
  const known = writer.statement('SELECT ROWID AS rowid FROM handle WHERE id = +? AND service = +?');
  const found = known.get(id, service) as { rowid: number } | undefined;
  if (found) return found.rowid;
  return writer.save(() =>
    writer.insert('handle', {
      id,
      country: id.startsWith('+1') ? 'us' : null,
      service,
      uncanonicalized_id: null,
      person_centric_id: null,
    }),
  );
}
