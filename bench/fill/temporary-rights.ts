import pg from 'pg';

/**
 * The rows are computed by functions of a session, which owners of schemas may not make: they get
 * the right for the time of `run`.
 */
export async function withTemporaryRights<R>(
  adminUrl: string,
  ownerUrls: readonly string[],
  run: () => Promise<R>,
): Promise<R> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const owners = ownerUrls.map((url) => new URL(url));
  const change = async (verb: 'grant' | 'revoke', preposition: 'to' | 'from'): Promise<void> => {
    for (const { pathname, username } of owners) {
      if (username === new URL(adminUrl).username) continue;
      const database = admin.escapeIdentifier(decodeURIComponent(pathname.slice(1)));
      const role = admin.escapeIdentifier(decodeURIComponent(username));
      await admin.query(`${verb} temporary on database ${database} ${preposition} ${role}`);
    }
  };
  try {
    await change('grant', 'to');
    try {
      return await run();
    } finally {
      await change('revoke', 'from');
    }
  } finally {
    await admin.end();
  }
}
