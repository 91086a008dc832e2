// Rows of which somebody else says what stands in each column: what no Messages of this kind would have written.

import { TABLES } from '../schema/tables.ts';
import type { ChatWriter, Row } from './writer.ts';

/** The columns of a table, in the notation of `TABLES`. */
export function columnNames(table: string): readonly string[] {
  const block = TABLES.split(/\n(?=\w)/).find((each) => each.trimStart().startsWith(`${table} `)) ?? '';
  const lines = block.trim().split('\n').slice(1);
  return lines
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => line.trim().split(/\s+/))
    .map((column) => column.slice(0, column.indexOf(':')));
}

/** Inserts a row as it is, in a commit of its own; one with the same GUID stays as it is. Returns its rowid. */
export function insertRaw(writer: ChatWriter, table: 'message' | 'chat', row: Row): number {
  const find = writer.statement(`SELECT ROWID AS rowid FROM ${table} WHERE guid = ?`);
  const known = find.get(row.guid!) as { rowid: number } | undefined;
  if (known) return known.rowid;
  const names = Object.keys(row).filter((name) => writer.has(table, name));
  const marks = names.map(() => '?').join(', ');
  const insert = writer.statement(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`);
  const values = names.map((name) => row[name]!);
  return writer.save(() => Number(insert.run(...values).lastInsertRowid));
}
