import type { Device } from '../../fake-imsg/device/device.ts';

export type Reader = ReturnType<Device['openReader']>;

const opened = new WeakMap<Device, Reader>();

/** Reads the Mac's database also while the file is away from its place: whoever has it open reads on. */
export function readerOf(device: Device): Reader {
  const isThere = device.files().database !== '';
  const reader = (isThere ? undefined : opened.get(device)) ?? device.openReader();
  opened.set(device, reader);
  return reader;
}

export interface Statement<Parameters extends unknown[], Row> {
  all(...parameters: Parameters): Row[];
  get(...parameters: Parameters): Row | undefined;
}

const prepared = new WeakMap<Reader, Map<string, Statement<unknown[], unknown>>>();

/** The statement for this SQL on this connection, prepared the first time: that takes longer than to run it. */
export function statementOn<Parameters extends unknown[], Row>(
  reader: Reader,
  sql: string,
): Statement<Parameters, Row> {
  let statements = prepared.get(reader);
  if (!statements) {
    statements = new Map();
    prepared.set(reader, statements);
  }
  let statement = statements.get(sql);
  if (!statement) {
    statement = reader.prepare<unknown[], unknown>(sql);
    statements.set(sql, statement);
  }
  return statement as Statement<Parameters, Row>;
}
