/** Plain data as JSON can carry it. `undefined` members are dropped when written, which is what "missing" means here. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
