import { randomUUID } from "node:crypto";
import { Client } from "pg";

/** @param database the connection string of a PostgreSQL database */
export async function query(database: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A database of its own on a server. @returns its connection string */
export async function freshDatabase(server: string): Promise<string> {
  const name = `trajet_${randomUUID().replaceAll("-", "")}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Removes one that `freshDatabase` made, and whoever is still connected to it. */
export async function dropDatabase(database: string): Promise<void> {
  const url = new URL(database);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  await query(url.href, `drop database ${name} with (force)`);
}
