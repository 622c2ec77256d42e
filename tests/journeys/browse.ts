/** Opens an address as a browser without script does: redirects are followed, cookies are kept. */
export async function browse(
  address: string,
  cookies = new Map<string, string>(),
): Promise<{ status: number; text: string; cookie: string }> {
  let url = address;
  // More redirects than this are a circle.
  for (let hops = 0; hops < 5; hops += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: asHeader(cookies) },
    });
    keepCookies(response, cookies);
    const location = response.headers.get('location');
    if (location === null)
      return { status: response.status, text: await response.text(), cookie: asHeader(cookies) };
    await response.body?.cancel();
    url = new URL(location, url).href;
  }
  throw new Error(`${address} redirects in a circle`);
}

export function keepCookies(response: Response, cookies: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

export const asHeader = (cookies: ReadonlyMap<string, string>): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
