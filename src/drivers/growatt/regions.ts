/** Where Growatt keeps accounts. */
export const regions = ["world", "us", "au", "cn"] as const;
export type Region = (typeof regions)[number];

/** The two ways in: an API token, or the portal's login. */
export type Access<S> =
  | { readonly by: "token"; readonly token: S }
  | { readonly by: "login"; readonly username: string; readonly password: S };

const openApi: Readonly<Record<Region, string>> = {
  world: "https://openapi.growatt.com",
  us: "https://openapi-us.growatt.com",
  au: "https://openapi-au.growatt.com",
  cn: "https://openapi-cn.growatt.com",
};

const portals: Readonly<Record<Region, string>> = {
  world: "https://server.growatt.com",
  us: "https://server-us.growatt.com",
  au: "https://server.growatt.com",
  cn: "https://server.growatt.com",
};

/** The address for a way in. */
export function addressOf(by: Access<unknown>["by"], region: Region, url?: string): string {
  const address = url ?? (by === "token" ? openApi : portals)[region];
  return address.replace(/\/+$/, "");
}

export const openApiHosts: string = regions.map((region) => `${region} (${new URL(openApi[region]).host})`).join(", ");
