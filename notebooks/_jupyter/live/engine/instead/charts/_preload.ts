// In a page, in place of lib/charts/_preload.ts: there is nothing to prepare.
export {};
